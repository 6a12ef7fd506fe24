package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/** {@code op operand}, of the operand's type; f32 of an f16 or bf16. */
public record Unary(UnaryOp op, Expr operand) implements Expr {

  static Expr of(UnaryOp op, Expr operand) {
    Given.given(operand, "The operand of " + op.symbol());
    boolean legal = op == UnaryOp.NOT ? !operand.type().isFloat() : !operand.type().isBool();
    if (!legal) {
      throw UserError.here(("%s does not apply to %s, which is %s. Cast it to an integer: "
          + "x.cast(I32).").formatted(op.symbol(), operand, operand.type()));
    }
    return new Unary(op, Conversions.computed(operand));
  }

  @Override
  public DType type() {
    return operand.type();
  }

  @Override
  public int lanes() {
    return operand.lanes();
  }

  @Override
  public List<Expr> children() {
    return List.of(operand);
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    Expr mapped = f.apply(operand);
    return mapped == operand ? this : new Unary(op, mapped);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
