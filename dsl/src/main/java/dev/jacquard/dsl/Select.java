package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/** {@code condition ? whenTrue : whenFalse}; accesses in the branch not taken do not happen. */
public record Select(Expr condition, Expr whenTrue, Expr whenFalse) implements Expr {

  public static Expr of(Expr condition, Expr whenTrue, Expr whenFalse) {
    Given.all("Argument of select", condition, whenTrue, whenFalse);
    if (!condition.type().isBool()) {
      throw UserError.here(("select needs a bool condition; %s is %s. Compare it with a value: "
          + "x.ne(0).").formatted(condition, condition.type()));
    }
    DType type = Conversions.common("or", whenTrue, whenFalse);
    return new Select(condition, Conversions.widen(type, whenTrue),
        Conversions.widen(type, whenFalse));
  }

  @Override
  public DType type() {
    return whenTrue.type();
  }

  @Override
  public int lanes() {
    return whenTrue.lanes();
  }

  @Override
  public List<Expr> children() {
    return List.of(condition, whenTrue, whenFalse);
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    Expr c = f.apply(condition);
    Expr t = f.apply(whenTrue);
    Expr e = f.apply(whenFalse);
    return c == condition && t == whenTrue && e == whenFalse ? this : new Select(c, t, e);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
