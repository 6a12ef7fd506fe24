package dev.jacquard.jvm.emit;

import com.palantir.javapoet.CodeBlock;

/**
 * Java text of a scalar expression.
 *
 * @param strength how strongly its outermost operator binds
 * @param narrow whether it is a Java int although it stands for an i64
 */
public record Term(CodeBlock code, int strength, boolean narrow) {

  public static final int ATOM = 12;
  public static final int UNARY = 11;
  public static final int PRODUCT = 10;
  public static final int SUM = 9;
  public static final int SHIFT = 8;
  public static final int ORDER = 7;
  public static final int EQUALITY = 6;
  public static final int AND = 5;
  public static final int XOR = 4;
  public static final int OR = 3;
  public static final int CHOICE = 1;

  /** A literal, a variable, or a call. */
  public static Term atom(String format, Object... parts) {
    return new Term(CodeBlock.of(format, parts), ATOM, false);
  }

  /** {@code (type) a}. */
  public static Term cast(String type, Term a) {
    return new Term(CodeBlock.of("($L) $L", type, a.in(UNARY)), UNARY, false);
  }

  /** {@code a op b}, where operators of equal strength associate to the left. */
  public static Term infix(String op, int strength, Term a, Term b) {
    return new Term(CodeBlock.of("$L $L $L", a.in(strength), op, b.in(strength + 1)), strength,
        false);
  }

  public static Term choice(Term condition, Term a, Term b) {
    return new Term(CodeBlock.of("$L ? $L : $L", condition.in(CHOICE + 1), a.in(CHOICE + 1),
        b.in(CHOICE + 1)), CHOICE, a.narrow && b.narrow);
  }

  /** This text, in parentheses if something of {@code least} strength would tear it apart. */
  CodeBlock in(int least) {
    return strength < least ? CodeBlock.of("($L)", code) : code;
  }

  /** The same value as a Java long if it stands for an i64. */
  Term wide() {
    return narrow ? cast("long", this) : this;
  }

  Term asNarrow() {
    return new Term(code, strength, true);
  }

  @Override
  public String toString() {
    return code.toString();
  }
}
