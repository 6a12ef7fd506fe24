package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.ops.cpu.ParallelSum;
import dev.jacquard.schedule.Carried;

/** The sum of all elements. */
public final class Sum extends LibraryOp {

  private static final Dim N = dim("n", 4194304);

  public Sum() {
    super("sum", "sum of all elements of X(n), f32", N);
  }

  /**
   * {@code Y[] = sum over r of X[r]}.
   *
   * @param name the name of the result, a Func without indices
   * @param x of shape (n)
   */
  public static Func sum(String name, Source x) {
    RVar r = rvar("r");
    return Dsl.func(name).is(Dsl.sum(r, x.at(r)))
        .advised(Carried.of(Carried.onCpus(ParallelSum::of), x));
  }

  @Override
  public Func func() {
    return sum("Y", input("X", F32, N));
  }
}
