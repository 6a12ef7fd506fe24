package dev.jacquard.cli.session;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The values that indices take together, as far as conditions on them hold.
 *
 * @param ranges of the indices by name, all of them numbers
 * @param conditions on indices, none of which reads a value
 */
record Points(Map<String, Range> ranges, List<Expr> conditions) {

  /** Of conditions on the same indices as many values are tried; of more, evenly spread ones. */
  private static final double MOST = 4096;

  /** The same points and those of more indices. */
  Points and(Map<String, Range> more) {
    Map<String, Range> all = new LinkedHashMap<>(ranges);
    all.putAll(more);
    return new Points(all, conditions);
  }

  /** Those for which a condition holds, too. */
  Points where(Expr condition) {
    List<Expr> all = new ArrayList<>(conditions);
    all.add(condition);
    return new Points(ranges, all);
  }

  /** Those for which it does not hold. */
  Points except(Expr condition) {
    return where(condition.not());
  }

  /** Which part of all values the conditions leave; conditions without a common index are apart. */
  double share() {
    List<Expr> left = new ArrayList<>();
    conditions.forEach(condition -> conjuncts(condition, left));
    double share = 1;
    while (!left.isEmpty()) {
      List<Expr> together = new ArrayList<>(List.of(left.removeFirst()));
      for (int i = 0; i < together.size(); i++) {
        TreeSet<String> indices = indices(together.get(i));
        List<Expr> more = left.stream().filter(each -> indices(each).stream()
            .anyMatch(indices::contains)).toList();
        together.addAll(more);
        left.removeAll(more);
      }
      share *= tried(together);
    }
    return share;
  }

  private static void conjuncts(Expr condition, List<Expr> found) {
    if (condition instanceof Binary(BinaryOp op, Expr a, Expr b) && op == BinaryOp.AND) {
      conjuncts(a, found);
      conjuncts(b, found);
    } else {
      found.add(condition);
    }
  }

  private TreeSet<String> indices(Expr condition) {
    TreeSet<String> indices = new TreeSet<>();
    ranges.keySet().stream().filter(name -> Rewrite.mentions(condition, name))
        .forEach(indices::add);
    return indices;
  }

  /** The part for which all hold. */
  private double tried(List<Expr> together) {
    TreeSet<String> names = new TreeSet<>();
    together.forEach(each -> names.addAll(indices(each)));
    double points = 1;
    for (String name : names) {
      points *= extent(name);
    }
    double step = Math.max(1, Math.pow(points / MOST, 1.0 / names.size()));
    long[] counts = new long[2];
    count(together, List.copyOf(names), step, new HashMap<>(), counts);
    return counts[0] == 0 ? 0 : counts[1] / (double) counts[0];
  }

  private long extent(String name) {
    return OperationCount.size(ranges.get(name).extent());
  }

  /** Adds to {@code counts} the values that are tried, and those for which all hold. */
  private void count(List<Expr> all, List<String> names, double step, Map<String, Expr> values,
      long[] counts) {
    if (names.isEmpty()) {
      counts[0]++;
      counts[1] += all.stream().allMatch(each -> holds(Rewrite.substitute(each, values))) ? 1 : 0;
      return;
    }
    long least = OperationCount.size(ranges.get(names.getFirst()).min());
    long extent = extent(names.getFirst());
    for (double at = 0; at < extent; at += step) {
      values.put(names.getFirst(), IntConst.index(least + (long) at));
      count(all, names.subList(1, names.size()), step, values, counts);
    }
  }

  /** Whether a condition on numbers holds; one of another kind than comparisons is taken to. */
  private static boolean holds(Expr condition) {
    return switch (condition) {
      case Unary(UnaryOp op, Expr a) when op == UnaryOp.NOT -> !holds(a);
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.AND -> holds(a) && holds(b);
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.OR -> holds(a) || holds(b);
      case Binary(BinaryOp op, Expr a, Expr b) when op.isComparison() && a.type() == DType.I64 ->
          compared(op, difference(a, b));
      default -> true;
    };
  }

  private static long difference(Expr a, Expr b) {
    return Index.constant(a.minus(b), Scope.EMPTY).orElse(0);
  }

  private static boolean compared(BinaryOp op, long difference) {
    return switch (op) {
      case LT -> difference < 0;
      case LE -> difference <= 0;
      case EQ -> difference == 0;
      default -> difference != 0;
    };
  }
}
