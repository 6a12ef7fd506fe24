package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/** {@code left op right}; both have one type and one number of lanes. */
public record Binary(BinaryOp op, Expr left, Expr right) implements Expr {

  public Binary {
    if (left.type() != right.type() || left.lanes() != right.lanes()) {
      throw new CompilerBug("%s of %s x%d and %s x%d: %s, %s".formatted(op, left.type(),
          left.lanes(), right.type(), right.lanes(), left, right));
    }
    if (left.type().isStorageOnly()) {
      throw new CompilerBug("%s in %s: %s, %s".formatted(op, left.type(), left, right));
    }
  }

  /**
   * The operator over operands brought to one type: a literal takes the other side's type, and a
   * type widens where that is lossless; f16 and bf16 widen to f32.
   *
   * @throws UserError where neither type holds every value of the other
   */
  public static Expr of(BinaryOp op, Expr left, Expr right) {
    Given.given(left, "The left side of " + op.symbol());
    Given.given(right, "The right side of " + op.symbol());
    DType type = Conversions.common(op.symbol(), left, right).computed();
    if (!op.accepts(type)) {
      throw UserError.here(("%s does not apply to %s (%s) and %s (%s). Cast them to an integer: "
          + "x.cast(I32).").formatted(op.symbol(), left, left.type(), right, right.type()));
    }
    return new Binary(op, Conversions.widen(type, left), Conversions.widen(type, right));
  }

  @Override
  public DType type() {
    return op.isComparison() ? DType.BOOL : shallow().type();
  }

  @Override
  public int lanes() {
    return shallow().lanes();
  }

  /** The operand to ask, as both agree: in a long chain not the one that continues it. */
  private Expr shallow() {
    return left instanceof Binary ? right : left;
  }

  @Override
  public List<Expr> children() {
    return List.of(left, right);
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    Expr a = f.apply(left);
    Expr b = f.apply(right);
    return a == left && b == right ? this : new Binary(op, a, b);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
