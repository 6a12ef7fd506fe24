package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
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
import java.util.List;

/** A bias and the Gaussian error linear unit in its approximation by tanh (Hendrycks, Gimpel,
 * 2016): within 5e-4 of {@link BiasGelu}. */
public final class BiasGeluTanh implements Op {

  private final Dim rows = dim("rows", 4096);
  private final Dim columns = dim("columns", 1024);

  /**
   * {@code Y[i, j] = t * (1 + tanh(sqrt(2 / pi) * (t + 0.044715 t^3))) / 2} with
   * {@code t = X[i, j] + B[j]}.
   *
   * @param name the name of the result, of the shape of {@code x}
   * @param x of shape (rows, columns)
   * @param bias of shape (columns)
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
  public String name() {
    return "biasGeluTanh";
  }

  @Override
  public String summary() {
    return "GELU, by tanh, of X(rows, columns) + B(columns), f32";
  }

  @Override
  public List<Dim> dims() {
    return List.of(rows, columns);
  }

  @Override
  public Func func() {
    return biasGeluTanh("Y", input("X", F32, rows, columns), input("B", F32, columns));
  }
}
