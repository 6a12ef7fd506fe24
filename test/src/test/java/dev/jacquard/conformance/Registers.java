package dev.jacquard.conformance;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.schedule.ir.Stmt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What of a kernel can be in registers. */
final class Registers {

  private Registers() {}

  private static void each(Stmt s, Consumer<Stmt> action) {
    action.accept(s);
    s.children().forEach(child -> each(child, action));
  }

  /** The private arrays that a loop inside of them indexes: these lie in memory. */
  static Set<String> indexed(Stmt root) {
    Set<String> names = new HashSet<>();
    each(root, s -> {
      if (s instanceof Stmt.Allocate allocate
          && isIndexed(allocate.body(), allocate.buffer().name(), Set.of())) {
        names.add(allocate.buffer().name());
      }
    });
    return names;
  }

  /** @param moving the variables around that change inside the array's scope */
  private static boolean isIndexed(Stmt s, String array, Set<String> moving) {
    Set<String> inside = new HashSet<>(moving);
    if (s instanceof Stmt.For loop) {
      inside.add(loop.variable());
    } else if (s instanceof Stmt.Let let && mentions(List.of(let.value()), moving)) {
      inside.add(let.variable());
    }
    boolean[] found = {s instanceof Stmt.Store store && store.buffer().equals(array)
        && mentions(store.indices(), moving)};
    s.exprs().forEach(e -> Rewrite.walk(e, node -> found[0] |= node instanceof Load load
        && load.buffer().equals(array) && mentions(load.indices(), moving)));
    return found[0] || s.children().stream().anyMatch(c -> isIndexed(c, array, inside));
  }

  private static boolean mentions(List<Expr> indices, Set<String> variables) {
    return indices.stream().anyMatch(index ->
        variables.stream().anyMatch(variable -> Rewrite.mentions(index, variable)));
  }

  /** The most vectors that a loop changes in place and hands on to its next iteration. */
  static int sums(Stmt root) {
    int[] most = {0};
    each(root, s -> {
      if (s instanceof Stmt.For loop) {
        Set<String> sums = new HashSet<>();
        collect(loop.body(), sums);
        each(loop.body(), inner -> {
          if (inner instanceof Stmt.Declare declare) {
            sums.remove(declare.local().name());
          }
        });
        most[0] = Math.max(most[0], sums.size());
      }
    });
    return most[0];
  }

  private static void collect(Stmt s, Set<String> sums) {
    if (s instanceof Stmt.Assign assign && assign.local().lanes() > 1 && isRead(assign)) {
      sums.add(assign.local().name());
    } else if (!(s instanceof Stmt.For)) {
      s.children().forEach(child -> collect(child, sums));
    }
  }

  private static boolean isRead(Stmt.Assign assign) {
    boolean[] found = {false};
    Rewrite.walk(assign.value(), node -> found[0] |= node.equals(assign.local()));
    return found[0];
  }
}
