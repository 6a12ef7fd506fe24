package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.TiledTranspose;
import dev.jacquard.schedule.Carried;

/** Rows become columns. */
public final class Transpose extends LibraryOp {

  private static final Dim ROWS = dim("rows", 2048);
  private static final Dim COLUMNS = dim("columns", 2048);

  public Transpose() {
    super("transpose", "Y(columns, rows), the transpose of X(rows, columns), f32", ROWS, COLUMNS);
  }

  /**
   * {@code Y[j, i] = X[i, j]}.
   *
   * @param name the name of the result, of shape (columns, rows)
   * @param x of shape (rows, columns)
   */
  public static Func transpose(String name, Source x) {
    Var i = var("i");
    Var j = var("j");
    return Dsl.func(name, j, i).is(x.at(i, j))
        .advised(Carried.alone(Carried.onCpus(TiledTranspose::of), x));
  }

  @Override
  public Func func() {
    return transpose("Y", input("X", F32, ROWS, COLUMNS));
  }
}
