package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Small helpers that every rewrite of expressions shares. */
public final class Rewrite {

  private Rewrite() {}

  /** The list of {@code f(x)}; the same list object when nothing changed. */
  public static <T> List<T> all(List<T> items, UnaryOperator<T> f) {
    List<T> mapped = new ArrayList<>(items.size());
    boolean changed = false;
    for (T item : items) {
      T result = f.apply(item);
      changed |= result != item;
      mapped.add(result);
    }
    return changed ? List.copyOf(mapped) : items;
  }

  /** {@code e} with the named Vars, RVars and Dims replaced. */
  public static Expr substitute(Expr e, Map<String, ? extends Expr> values) {
    return switch (e) {
      case Var(String name) when values.containsKey(name) -> values.get(name);
      case RVar(String name, Range _) when values.containsKey(name) -> values.get(name);
      case Dim dim when values.containsKey(dim.name()) -> values.get(dim.name());
      default -> e.mapChildren(child -> substitute(child, values));
    };
  }

  /** Calls {@code visitor} with every node of {@code e}, parents first. */
  public static void walk(Expr e, Consumer<Expr> visitor) {
    visitor.accept(e);
    e.children().forEach(child -> walk(child, visitor));
  }

  /** Whether the named size occurs in {@code e}. */
  static boolean mentionsSize(Expr e, String name) {
    return e instanceof Dim dim && dim.name().equals(name)
        || e.children().stream().anyMatch(child -> mentionsSize(child, name));
  }

  /** Whether the named index occurs in {@code e}. */
  public static boolean mentions(Expr e, String name) {
    return switch (e) {
      case Var(String n) -> n.equals(name);
      case RVar(String n, Range _) -> n.equals(name);
      default -> e.children().stream().anyMatch(child -> mentions(child, name));
    };
  }
}
