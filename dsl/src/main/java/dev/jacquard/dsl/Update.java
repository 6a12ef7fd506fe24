package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The whole definition of a Func that changes another in place (Halide's update definition): for
 * all {@code variables}, the first outermost and each ascending, where {@code condition} holds, the
 * element at {@code at} becomes {@code value}. Accesses of {@code previous} see what is there now.
 *
 * <p>An index of the Func that stands alone in its own dimension of {@code at} runs over its range
 * in no fixed order; {@code previous} is then read at that same index only.
 *
 * @param previous the Func that is changed; nothing else reads it
 * @param condition {@code true} where there is none
 */
public record Update(Func previous, List<Expr> at, Expr value, List<RVar> variables,
    Expr condition) implements Comprehension {

  public Update {
    at = List.copyOf(at);
    variables = List.copyOf(variables);
  }

  /** This update of another Func; accesses of the old one are left alone. */
  public Update of(Func other) {
    return new Update(other, at, value, variables, condition);
  }

  /** This update over other ranges. */
  public Update over(List<RVar> ranged) {
    return new Update(previous, at, value, ranged, condition);
  }

  public boolean isConditional() {
    return !isTrue(condition);
  }

  static boolean isTrue(Expr condition) {
    return condition instanceof IntConst constant && constant.value() != 0;
  }

  /** Whether this index of the Func runs in no fixed order. */
  public boolean isFree(Var index) {
    return at.get(previous.indices().indexOf(index)).equals(index);
  }

  /** The place that is written, as an access. */
  public Access target() {
    return new Access(previous, at, Edge.NONE, 0);
  }

  /**
   * The combiner, where the update does nothing but combine the element with a term that does not
   * read the Func: then the order of the variables does not matter.
   */
  public Optional<Reduction> combiner() {
    if (!(value instanceof Binary(BinaryOp op, Expr old, Expr term)) || !isTarget(old)
        || reads(term) || reads(condition) || at.stream().anyMatch(this::reads)) {
      return Optional.empty();
    }
    return Stream.of(Reduction.values()).filter(r -> r.op() == op).findFirst();
  }

  private boolean isTarget(Expr e) {
    return e instanceof Access access && access.source() == previous && access.edge().isNone()
        && access.indices().toString().equals(at.toString());
  }

  private boolean reads(Expr e) {
    return e instanceof Access access && access.source() == previous
        || e.children().stream().anyMatch(this::reads);
  }

  @Override
  public DType type() {
    return value.type();
  }

  /** The indices written, the condition, the value. */
  @Override
  public List<Expr> children() {
    return Stream.concat(at.stream(), Stream.of(condition, value)).toList();
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    List<Expr> children = new ArrayList<>(children());
    List<Expr> mapped = Rewrite.all(children, f);
    return mapped == children ? this : new Update(previous, mapped.subList(0, at.size()),
        mapped.getLast(), variables, mapped.get(at.size()));
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
