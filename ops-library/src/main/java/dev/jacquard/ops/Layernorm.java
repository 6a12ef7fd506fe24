package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rsqrt;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.RowWise;
import dev.jacquard.schedule.Carried;

/** The layer normalisation of each row (Ba, Kiros, Hinton, "Layer Normalization", 2016), with a
 * gain and a bias for each column. */
public final class Layernorm extends LibraryOp {

  private static final Dim ROWS = dim("rows", 4096);
  private static final Dim COLUMNS = dim("columns", 1024);

  /** Added to the variance, so that a constant row divides by no zero. */
  public static final double EPSILON = 1e-5;

  public Layernorm() {
    super("layernorm",
        "layer normalisation of each row of X(rows, columns), gain G and bias B(columns), f32",
        ROWS, COLUMNS);
  }

  /**
   * {@code Y[i, j] = (X[i, j] - mean) / sqrt(variance + EPSILON) * G[j] + B[j]}, with the mean and
   * variance of row i.
   *
   * @param name the name of the result, of the shape of {@code x}; {@code name.mean} and
   *     {@code name.variance} are Funcs of their own
   * @param x of shape (rows, columns)
   * @param gain of shape (columns)
   * @param bias of shape (columns)
   * @param columns how many
   */
  public static Func layernorm(String name, Source x, Source gain, Source bias, Expr columns) {
    Var i = var("i");
    Var j = var("j");
    RVar c = rvar("c");
    Expr count = columns.cast(x.type());
    Func mean = Dsl.func(name + ".mean", i).is(sum(c, x.at(i, c)).div(count));
    Expr off = x.at(i, c).minus(mean.at(i));
    Func variance = Dsl.func(name + ".variance", i).is(sum(c, off.times(off)).div(count));
    return Dsl.func(name, i, j).is(x.at(i, j).minus(mean.at(i))
        .times(rsqrt(variance.at(i).plus(EPSILON))).times(gain.at(j)).plus(bias.at(j)))
        .advised(Carried.of(Carried.onCpus(RowWise::of), x, gain, bias));
  }

  @Override
  public Func func() {
    return layernorm("Y", input("X", F32, ROWS, COLUMNS), input("G", F32, COLUMNS),
        input("B", F32, COLUMNS), COLUMNS);
  }
}
