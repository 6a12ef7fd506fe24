package dev.jacquard.dsl;

import java.util.List;

/** The built-in associative and commutative combiners. */
public enum Reduction implements Combiner {
  SUM(BinaryOp.ADD),
  PROD(BinaryOp.MUL),
  MIN(BinaryOp.MIN),
  MAX(BinaryOp.MAX),
  ANY(BinaryOp.OR),
  ALL(BinaryOp.AND);

  private final BinaryOp op;

  Reduction(BinaryOp op) {
    this.op = op;
  }

  /** What combines two values. */
  public BinaryOp op() {
    return op;
  }

  /** The value of the empty reduction. */
  public Expr identity(DType type) {
    return switch (this) {
      case SUM -> constant(type, 0, 0);
      case PROD -> constant(type, 1, 1);
      case MIN -> constant(type, type.isFloat() ? 0 : type.maxLong(), Double.POSITIVE_INFINITY);
      case MAX -> constant(type, type.isFloat() ? 0 : type.minLong(), Double.NEGATIVE_INFINITY);
      case ANY -> new IntConst(DType.BOOL, 0);
      case ALL -> new IntConst(DType.BOOL, 1);
    };
  }

  private static Expr constant(DType type, long integer, double real) {
    return type.isFloat() ? new FloatConst(type, real) : new IntConst(type, integer);
  }

  /**
   * The accumulator where the user names none: 32 bits at least for sums and products, and for all
   * reductions of f16 and bf16.
   */
  DType defaultAccumulator(DType type) {
    if (this != SUM && this != PROD || type.isFloat() || type.bits() >= 32) {
      return type.computed();
    }
    return type.isSigned() ? DType.I32 : DType.U32;
  }

  boolean accepts(DType type) {
    return (this == ANY || this == ALL) == type.isBool();
  }

  @Override
  public List<Expr> identity(List<DType> types) {
    return List.of(identity(types.getFirst()));
  }

  @Override
  public List<Expr> combine(List<Expr> left, List<Expr> right) {
    return List.of(new Binary(op, left.getFirst(), right.getFirst()));
  }

  @Override
  public boolean isCommutative() {
    return true;
  }

  @Override
  public String symbol() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
