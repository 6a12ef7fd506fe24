package dev.jacquard.dsl;

/** Operators of one operand. */
public enum UnaryOp {
  NEG("-"),
  /** Logical not of a boolean, complement of an integer. */
  NOT("!"),
  /** Absolute value; of the least integer, itself (it wraps). */
  ABS("abs");

  private final String symbol;

  UnaryOp(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }
}
