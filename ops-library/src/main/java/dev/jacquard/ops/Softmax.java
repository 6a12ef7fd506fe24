package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.exp;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.RowWise;
import dev.jacquard.schedule.Carried;

/** The softmax of each row; its greatest element is subtracted first, so that nothing overflows. */
public final class Softmax extends LibraryOp {

  private static final Dim ROWS = dim("rows", 4096);
  private static final Dim COLUMNS = dim("columns", 1024);

  public Softmax() {
    super("softmax", "softmax of each row of X(rows, columns), f32", ROWS, COLUMNS);
  }

  /**
   * {@code Y[i, j] = exp(X[i, j] - max X[i, .]) / sum over c of exp(X[i, c] - max X[i, .])}.
   *
   * @param name the name of the result, of the shape of {@code x}; the exponentials are a Func of
   *     their own, {@code name.exp}, and so is {@code name.scale}, one over the sum of a row's
   * @param x of shape (rows, columns)
   */
  public static Func softmax(String name, Source x) {
    Var i = var("i");
    Var j = var("j");
    RVar c = rvar("c");
    Func power = Dsl.func(name + ".exp", i, j).is(exp(x.at(i, j).minus(max(c, x.at(i, c)))));
    Func scale = Dsl.func(name + ".scale", i).is(lit(1.0).div(sum(c, power.at(i, c))));
    return Dsl.func(name, i, j).is(power.at(i, j).times(scale.at(i)))
        .advised(Carried.of(Carried.onCpus(RowWise::of), x));
  }

  @Override
  public Func func() {
    return softmax("Y", input("X", F32, ROWS, COLUMNS));
  }
}
