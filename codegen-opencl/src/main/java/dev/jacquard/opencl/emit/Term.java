package dev.jacquard.opencl.emit;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A piece of C and how tightly its outermost operator binds. */
record Term(String text, int level) {

  static final int ATOM = 16;
  static final int UNARY = 14;
  static final int MULTIPLY = 13;
  static final int ADD = 12;
  static final int SHIFT = 11;
  static final int COMPARE = 10;
  static final int EQUAL = 9;
  static final int BITS = 8;
  static final int AND = 5;
  static final int OR = 4;
  static final int CONDITIONAL = 3;

  static Term atom(String text) {
    return new Term(text, ATOM);
  }

  static Term unary(String operator, Term operand) {
    boolean joins = operand.text.startsWith(operator);
    return new Term(operator + (joins ? "(" + operand.text + ")" : operand.at(UNARY)), UNARY);
  }

  static Term cast(String type, Term operand) {
    return new Term("(" + type + ")" + operand.at(UNARY), UNARY);
  }

  /** A vector of the given scalars; a single one is repeated. */
  static Term vector(String type, String scalars) {
    return new Term("(" + type + ")(" + scalars + ")", UNARY);
  }

  static Term call(String function, Term... arguments) {
    return atom(function + Arrays.stream(arguments).map(Term::text)
        .collect(Collectors.joining(", ", "(", ")")));
  }

  static Term conditional(Term condition, Term whenTrue, Term whenFalse) {
    return new Term(condition.at(CONDITIONAL + 1) + " ? " + whenTrue.at(CONDITIONAL + 1) + " : "
        + whenFalse.at(CONDITIONAL), CONDITIONAL);
  }

  /** {@code left operator right}; bits, shifts and mixed logic get more parentheses than C asks. */
  static Term binary(Term left, String operator, int level, Term right) {
    String text = switch (level) {
      case SHIFT, BITS -> left.at(UNARY) + " " + operator + " " + right.at(UNARY);
      case AND, OR -> left.logical(level) + " " + operator + " " + right.logical(level);
      case COMPARE, EQUAL -> left.at(ADD) + " " + operator + " " + right.at(ADD);
      default -> left.at(level) + " " + operator + " " + right.at(level + 1);
    };
    return new Term(text, level);
  }

  private String logical(int level) {
    return this.level == level ? text : at(AND + 1);
  }

  /** The text, in parentheses if it binds less tightly than {@code least}. */
  String at(int least) {
    return level < least ? "(" + text + ")" : text;
  }
}
