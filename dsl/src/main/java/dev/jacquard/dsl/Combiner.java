package dev.jacquard.dsl;

import java.io.Serializable;
import java.util.List;

/** How a reduction combines two values, or two tuples of values; associative, with an identity. */
public sealed interface Combiner extends Serializable permits Reduction, Reducer {

  /** The name in the text form. */
  String symbol();

  /** The values of the empty reduction of bodies of these types. */
  List<Expr> identity(List<DType> types);

  /** The values that combine {@code left} and {@code right}. */
  List<Expr> combine(List<Expr> left, List<Expr> right);

  /** Whether terms may also change places. */
  boolean isCommutative();
}
