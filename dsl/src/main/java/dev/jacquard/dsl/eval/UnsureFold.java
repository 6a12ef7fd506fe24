package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;

/** A reduction of integers or booleans that hang on a float. */
final class UnsureFold implements ReduceCode.Step {

  private final BinaryOp op;
  private final DType type;
  private final Whole term;
  private long value;
  private double error;

  UnsureFold(BinaryOp op, DType type, Whole term, long identity) {
    this.op = op;
    this.type = type;
    this.term = term;
    this.value = identity;
  }

  @Override
  public void at(Frame frame) {
    long next = term.at(frame);
    error = Unsure.binary(op, type, value, error, next, frame.error);
    value = Integers.apply(op, type, value, next);
  }

  long result(Frame frame) {
    frame.error = error;
    return value;
  }
}
