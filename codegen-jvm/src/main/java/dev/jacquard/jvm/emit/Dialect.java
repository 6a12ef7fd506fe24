package dev.jacquard.jvm.emit;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.MathFunction;
import java.util.List;

/** Where two kinds of generated Java differ within an expression. */
public interface Dialect {

  /** The value of an element; {@code index} is an i64. */
  Term load(String buffer, DType type, Term index);

  /**
   * A call of a method of {@link dev.jacquard.jvm.run.Arithmetic}.
   *
   * @param type the type of the operands
   */
  Term arithmetic(String method, DType type, Term... arguments);

  /** A math function, rounded to {@code type}. */
  Term function(MathFunction function, DType type, List<Term> arguments);
}
