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

/** Each row over the root of its mean square (Zhang, Sennrich, "Root Mean Square Layer
 * Normalization", 2019), with a gain for each column. */
public final class Rmsnorm extends LibraryOp {

  private static final Dim ROWS = dim("rows", 4096);
  private static final Dim COLUMNS = dim("columns", 1024);

  /** Added to the mean square, so that a row of zeros divides by no zero. */
  public static final double EPSILON = 1e-5;

  public Rmsnorm() {
    super("rmsnorm", "each row of X(rows, columns) over its root mean square, gain G(columns), f32",
        ROWS, COLUMNS);
  }

  /**
   * {@code Y[i, j] = X[i, j] / sqrt(mean over c of X[i, c]^2 + EPSILON) * G[j]}.
   *
   * @param name the name of the result, of the shape of {@code x}; {@code name.square}, the mean
   *     square of a row, is a Func of its own
   * @param x of shape (rows, columns)
   * @param gain of shape (columns)
   * @param columns how many
   */
  public static Func rmsnorm(String name, Source x, Source gain, Expr columns) {
    Var i = var("i");
    Var j = var("j");
    RVar c = rvar("c");
    Func square = Dsl.func(name + ".square", i).is(
        sum(c, x.at(i, c).times(x.at(i, c))).div(columns.cast(x.type())));
    return Dsl.func(name, i, j).is(x.at(i, j)
        .times(rsqrt(square.at(i).plus(EPSILON))).times(gain.at(j)))
        .advised(Carried.of(Carried.onCpus(RowWise::of), x, gain));
  }

  @Override
  public Func func() {
    return rmsnorm("Y", input("X", F32, ROWS, COLUMNS), input("G", F32, COLUMNS), COLUMNS);
  }
}
