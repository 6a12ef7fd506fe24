package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * A user's combiner. Associativity and the identity are checked on random values before an
 * algorithm that uses it is run (as Halide proves its known ones); the first failure is an error
 * that shows the values.
 *
 * @param left the locals that stand for the left values in {@code combined}
 * @param right the locals that stand for the right values
 * @param combined the combined values
 * @param identity constants that leave what they are combined with as it is
 * @param isCommutative whether terms may change places; without it they are combined in order
 * @param isProven whether the laws hold by proof, so that no check is needed
 */
public record Reducer(String symbol, List<Local> left, List<Local> right, List<Expr> combined,
    List<Expr> identity, boolean isCommutative, boolean isProven) implements Combiner {

  public Reducer {
    left = List.copyOf(left);
    right = List.copyOf(right);
    combined = List.copyOf(combined);
    identity = List.copyOf(identity);
  }

  /**
   * A combiner of tuples.
   *
   * <pre>{@code
   * Reducer product = Reducer.of("complex", List.of(lit(1.0), lit(0.0)), (a, b) -> List.of(
   *     a.get(0).times(b.get(0)).minus(a.get(1).times(b.get(1))),
   *     a.get(0).times(b.get(1)).plus(a.get(1).times(b.get(0)))));
   * }</pre>
   *
   * @param identity one constant a value; their types are those of the values
   * @throws UserError if the combiner gives another number of values, or values of other types
   */
  public static Reducer of(String name, List<Expr> identity, BinaryOperator<List<Expr>> combiner) {
    return make(name, identity, combiner, true, false);
  }

  /** A combiner whose terms must stay in order, such as the product of matrices. */
  public static Reducer ordered(String name, List<Expr> identity,
      BinaryOperator<List<Expr>> combiner) {
    return make(name, identity, combiner, false, false);
  }

  private static Reducer make(String name, List<Expr> identity,
      BinaryOperator<List<Expr>> combiner, boolean commutative, boolean proven) {
    Names.check(name, "a Reducer");
    Given.given(combiner, "The combiner of Reducer " + name);
    Given.all("Identity of Reducer " + name,
        Given.given(identity, "Identity of Reducer " + name).toArray());
    List<Local> left = locals("a", identity);
    List<Local> right = locals("b", identity);
    List<Expr> combined = combiner.apply(List.copyOf(left), List.copyOf(right));
    Given.all("Value of Reducer " + name,
        Given.given(combined, "What Reducer " + name + " combines to").toArray());
    if (combined.size() != identity.size()) {
      throw UserError.here(("Reducer %s combines to %d values; its identity has %d: %s. Give as "
          + "many of both.").formatted(name, combined.size(), identity.size(), identity));
    }
    List<Expr> converted = new ArrayList<>();
    for (int k = 0; k < combined.size(); k++) {
      requireType(name, k, combined.get(k), left.get(k).type());
      converted.add(Conversions.widen(left.get(k).type(), combined.get(k)));
    }
    return new Reducer(name, left, right, converted, identity, commutative, proven);
  }

  private static void requireType(String name, int number, Expr value, DType type) {
    if (!Conversions.fits(value, type)) {
      throw UserError.here(("Reducer %s: value %d combines to %s, which is %s; its identity is %s. "
          + "Cast one of them.").formatted(name, number, value, value.type(), type));
    }
  }

  private static List<Local> locals(String prefix, List<Expr> identity) {
    List<Local> locals = new ArrayList<>();
    for (int k = 0; k < identity.size(); k++) {
      locals.add(new Local(prefix + k, identity.get(k).type(), 1));
    }
    return locals;
  }

  /** Of (value, index) pairs the one whose value is the largest, or least; of equals the first. */
  public static Reducer arg(Reduction extreme, DType type) {
    boolean most = extreme == Reduction.MAX;
    List<Expr> identity = List.of(extreme.identity(type), new IntConst(DType.I64, Long.MAX_VALUE));
    return make(most ? "argmax" : "argmin", identity, (a, b) -> {
      Expr better = most ? b.get(0).gt(a.get(0)) : b.get(0).lt(a.get(0));
      Expr first = b.get(0).eq(a.get(0)).and(b.get(1).lt(a.get(1)));
      Expr take = better.or(first);
      return List.of(Select.of(take, b.get(0), a.get(0)), Select.of(take, b.get(1), a.get(1)));
    }, true, true);
  }

  public List<DType> types() {
    return left.stream().map(Local::type).toList();
  }

  @Override
  public List<Expr> identity(List<DType> types) {
    return identity;
  }

  @Override
  public List<Expr> combine(List<Expr> a, List<Expr> b) {
    Map<String, Expr> values = new HashMap<>();
    for (int k = 0; k < left.size(); k++) {
      values.put(left.get(k).name(), a.get(k));
      values.put(right.get(k).name(), b.get(k));
    }
    return combined.stream().map(e -> replaced(e, values)).toList();
  }

  private static Expr replaced(Expr e, Map<String, Expr> values) {
    return e instanceof Local local ? values.get(local.name())
        : e.mapChildren(child -> replaced(child, values));
  }
}
