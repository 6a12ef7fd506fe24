package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.erf;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.RowWise;
import dev.jacquard.schedule.Carried;
import java.util.List;

/** A bias and the Gaussian error linear unit (Hendrycks, Gimpel, 2016), as after a dense layer. */
public final class BiasGelu implements Op {

  private final Dim rows = dim("rows", 4096);
  private final Dim columns = dim("columns", 1024);

  /**
   * {@code Y[i, j] = t * (1 + erf(t / sqrt(2))) / 2} with {@code t = X[i, j] + B[j]}.
   *
   * @param name the name of the result, of the shape of {@code x}
   * @param x of shape (rows, columns)
   * @param bias of shape (columns)
   */
  public static Func biasGelu(String name, Source x, Source bias) {
    Var i = var("i");
    Var j = var("j");
    Expr t = x.at(i, j).plus(bias.at(j));
    return Dsl.func(name, i, j).is(
        t.times(0.5).times(erf(t.times(Math.sqrt(0.5))).plus(1)))
        .advised(Carried.alone(Carried.onCpus(RowWise::of), x, bias));
  }

  @Override
  public String name() {
    return "biasGelu";
  }

  @Override
  public String summary() {
    return "GELU, by erf, of X(rows, columns) + B(columns), f32";
  }

  @Override
  public List<Dim> dims() {
    return List.of(rows, columns);
  }

  @Override
  public Func func() {
    return biasGelu("Y", input("X", F32, rows, columns), input("B", F32, columns));
  }
}
