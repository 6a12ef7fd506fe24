package dev.jacquard.jvm.emit;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.MathFunction;
import java.util.List;

/** Where two kinds of generated Java differ within an expression. */
public interface Dialect {

  /** The value of an element; {@code index} is an i64. */
  Term load(String buffer, DType type, Term index);

  /**
   * An integer operation that is no operator of Java: {@code floorDiv}, {@code floorMod},
   * {@code abs}, {@code min}, {@code max}, or a method of {@link Helpers}. Of floats,
   * {@code min} and {@code max} propagate NaN.
   *
   * @param type the type of the operands
   */
  Term arithmetic(String method, DType type, Term... arguments);

  /** {@code left op right}, where op is {@code <} or {@code <=}. */
  Term order(String op, DType type, Term left, Term right);

  /** A float as an integer: truncated and saturated, NaN is 0. */
  Term fromFloat(DType from, DType to, Term value);

  /** A function of arguments of {@code type}; if they are floats, rounded to it. */
  Term function(MathFunction function, DType type, List<Term> arguments);
}
