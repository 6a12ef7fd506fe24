package dev.jacquard.dsl;

import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.io.Serializable;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The indices {@code min, min + 1, ..., min + extent - 1}; both bounds are size expressions. */
public record Range(Expr min, Expr extent) implements Serializable {

  public Range {
    Given.given(min, "The least index of a range");
    Given.given(extent, "The extent of a range");
  }

  /** The range {@code [0, extent)}. */
  public static Range to(Expr extent) {
    return new Range(IntConst.index(0), extent);
  }

  /** The range {@code [min, end)}. */
  public static Range between(Expr min, Expr end) {
    return new Range(min, Index.simplify(end.minus(min), Scope.EMPTY));
  }

  /** What in a bound is not made of sizes and whole numbers, which alone are known before a run. */
  Optional<Expr> unsized() {
    return Stream.of(min, extent).flatMap(e -> unsized(e).stream()).findFirst();
  }

  static Optional<Expr> unsized(Expr e) {
    return e.type() == DType.I64 ? part(e) : Optional.of(e);
  }

  private static Optional<Expr> part(Expr e) {
    boolean known = e instanceof IntConst || e instanceof Dim
        || !(e instanceof Leaf) && !(e instanceof Comprehension);
    return known ? e.children().stream().flatMap(child -> part(child).stream()).findFirst()
        : Optional.of(e);
  }

  boolean isFromZero() {
    return min.equals(IntConst.index(0));
  }

  /** The largest index. */
  public Expr max() {
    return min.plus(extent).minus(1);
  }

  public Range map(UnaryOperator<Expr> f) {
    return new Range(f.apply(min), f.apply(extent));
  }

  @Override
  public String toString() {
    return "[" + min + ", " + Index.simplify(min.plus(extent), Scope.EMPTY) + ")";
  }
}
