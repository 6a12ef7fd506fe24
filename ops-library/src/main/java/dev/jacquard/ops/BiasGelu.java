package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.erf;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.tanh;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.RowWise;
import dev.jacquard.schedule.Carried;

/**
 * A bias and the Gaussian error linear unit (Hendrycks, Gimpel, 2016), as after a dense layer: by
 * erf, or in its approximation by tanh, which is within 5e-4 of it.
 */
public final class BiasGelu extends LibraryOp {

  private static final Dim ROWS = dim("rows", 4096);
  private static final Dim COLUMNS = dim("columns", 1024);

  private final boolean byTanh;

  private BiasGelu(boolean byTanh) {
    super(byTanh ? "biasGeluTanh" : "biasGelu", "GELU, by %s, of X(rows, columns) + B(columns), f32"
        .formatted(byTanh ? "tanh" : "erf"), ROWS, COLUMNS);
    this.byTanh = byTanh;
  }

  static BiasGelu byErf() {
    return new BiasGelu(false);
  }

  static BiasGelu byTanh() {
    return new BiasGelu(true);
  }

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

  /**
   * {@code Y[i, j] = t * (1 + tanh(sqrt(2 / pi) * (t + 0.044715 t^3))) / 2} with
   * {@code t = X[i, j] + B[j]}, of the same shapes.
   */
  public static Func biasGeluTanh(String name, Source x, Source bias) {
    Var i = var("i");
    Var j = var("j");
    Expr t = x.at(i, j).plus(bias.at(j));
    Expr inner = t.times(t).times(0.044715).plus(1).times(t).times(Math.sqrt(2 / Math.PI));
    return Dsl.func(name, i, j).is(t.times(0.5).times(tanh(inner).plus(1)))
        .advised(Carried.alone(Carried.onCpus(RowWise::of), x, bias));
  }

  @Override
  public Func func() {
    Source x = input("X", F32, ROWS, COLUMNS);
    Source bias = input("B", F32, COLUMNS);
    return byTanh ? biasGeluTanh("Y", x, bias) : biasGelu("Y", x, bias);
  }
}
