package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Extremes;
import dev.jacquard.schedule.ir.Stmt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Computes once what several addresses share: a min, max, quotient or remainder of loop variables.
 *
 * <pre>
 * for i: ... a[min(i * 12, 1012) + j] ... c[min(i * 12, 1012)] ...
 *   ->   for i: let i.at = min(i * 12, 1012); ... a[i.at + j] ... c[i.at] ...
 * </pre>
 */
final class Hoist {

  private static final Set<BinaryOp> HOISTED =
      Set.of(BinaryOp.MIN, BinaryOp.MAX, BinaryOp.DIV, BinaryOp.MOD);

  private final Map<String, Integer> names = new LinkedHashMap<>();

  private Hoist() {}

  static Stmt apply(Stmt s) {
    return new Hoist().visit(s);
  }

  private Stmt visit(Stmt s) {
    return s instanceof Stmt.For loop ? loop(loop, Set.of()) : s.mapChildren(this::visit);
  }

  /** @param around variables of loops directly around: nothing may stand between */
  private Stmt loop(Stmt.For loop, Set<String> around) {
    Set<String> own = new HashSet<>(around);
    own.add(loop.variable());
    if (loop.body() instanceof Stmt.For next && (Walk.isSpread(next)
        || loop.kind().isConcurrent() && next.kind().isConcurrent())) {
      return loop.withBody(loop(next, own));
    }
    return shared(loop, own);
  }

  private Stmt shared(Stmt.For loop, Set<String> own) {
    Set<String> inner = new HashSet<>();
    Walk.each(loop.body(), part -> {
      if (part instanceof Stmt.For f) {
        inner.add(f.variable());
      } else if (part instanceof Stmt.Let let) {
        inner.add(let.variable());
      }
    });
    Map<String, Expr> shared = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    Walk.each(loop.body(), part -> part.exprs().forEach(
        e -> collect(e, own, inner, shared, counts)));
    Map<String, Expr> lets = new LinkedHashMap<>();
    Map<String, Var> variables = new HashMap<>();
    for (Map.Entry<String, Expr> entry : shared.entrySet()) {
      if (counts.get(entry.getKey()) > 1) {
        String name = name(entry.getValue());
        lets.put(name, entry.getValue());
        variables.put(entry.getKey(), new Var(name));
      }
    }
    Stmt result = visit(variables.isEmpty() ? loop.body()
        : Walk.mapExprs(loop.body(), e -> replace(e, variables)));
    for (Map.Entry<String, Expr> let : lets.entrySet()) {
      result = new Stmt.Let(let.getKey(), let.getValue(), result);
    }
    return loop.withBody(result);
  }

  /** After the first variable in it. */
  private String name(Expr e) {
    String[] first = {"index"};
    Rewrite.walk(e, node -> first[0] = node instanceof Var(String v) && first[0].equals("index")
        ? v : first[0]);
    int count = names.merge(first[0], 1, Integer::sum);
    return first[0] + ".at" + (count == 1 ? "" : count);
  }

  /** The largest fitting parts of {@code e}: what is inside them is shared with them. */
  private static void collect(Expr e, Set<String> own, Set<String> inner,
      Map<String, Expr> shared, Map<String, Integer> counts) {
    if (isHoisted(e) && Extremes.mentions(e, own) && isFixed(e, inner)) {
      shared.putIfAbsent(e.toString(), e);
      counts.merge(e.toString(), 1, Integer::sum);
    } else {
      e.children().forEach(child -> collect(child, own, inner, shared, counts));
    }
  }

  private static boolean isHoisted(Expr e) {
    return e instanceof Binary b && HOISTED.contains(b.op()) && e.type() == DType.I64
        && e.lanes() == 1;
  }

  private static boolean isFixed(Expr e, Set<String> inner) {
    return switch (e) {
      case Var(String name) -> !inner.contains(name);
      case Load _, Local _ -> false;
      default -> e.children().stream().allMatch(child -> isFixed(child, inner));
    };
  }

  private static Expr replace(Expr e, Map<String, Var> by) {
    Var variable = isHoisted(e) ? by.get(e.toString()) : null;
    return variable != null ? variable : e.mapChildren(child -> replace(child, by));
  }
}
