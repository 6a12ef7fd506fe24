package dev.jacquard.dsl;

import java.util.Set;

/** Operators of two operands of the same type; comparisons give a boolean. */
public enum BinaryOp {
  ADD("+", 5),
  SUB("-", 5),
  MUL("*", 6),
  /** Euclidean for integers; {@code x / 0 = 0}, {@code MIN / -1} wraps. */
  DIV("/", 6),
  /** Euclidean remainder; {@code x % 0 = 0}. Integers only. */
  MOD("%", 6),
  MIN("min", 9),
  MAX("max", 9),
  AND("&", 2),
  OR("|", 1),
  XOR("^", 1),
  SHL("<<", 4),
  SHR(">>", 4),
  LT("<", 3),
  LE("<=", 3),
  EQ("==", 3),
  NE("!=", 3);

  private static final Set<BinaryOp> INTEGER_ONLY = Set.of(MOD, XOR, SHL, SHR);

  private final String symbol;
  private final int precedence;

  BinaryOp(String symbol, int precedence) {
    this.symbol = symbol;
    this.precedence = precedence;
  }

  public String symbol() {
    return symbol;
  }

  /** Binding strength in the text form; a larger number binds tighter. */
  public int precedence() {
    return precedence;
  }

  public boolean isComparison() {
    return this == LT || this == LE || this == EQ || this == NE;
  }

  boolean accepts(DType type) {
    if (type.isBool()) {
      return this == AND || this == OR || this == XOR || this == EQ || this == NE;
    }
    return !type.isFloat() || !(INTEGER_ONLY.contains(this) || this == AND || this == OR);
  }
}
