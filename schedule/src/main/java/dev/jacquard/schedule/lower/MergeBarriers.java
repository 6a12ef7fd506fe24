package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes barriers that order nothing: what stands between them and the next ones on both sides
 * shares no buffer that either writes.
 *
 * <pre>
 * barrier; fill a; barrier; allocate b: { barrier; fill b; barrier; s }
 *   ->   allocate b: { barrier; fill a; fill b; barrier; s }
 * </pre>
 *
 * <p>The first and the last barrier of a block stay: what is around it is not looked at.
 */
final class MergeBarriers {

  private MergeBarriers() {}

  static Stmt apply(Stmt s) {
    Stmt mapped = s.mapChildren(MergeBarriers::apply);
    return mapped instanceof Stmt.Block(List<Stmt> all) && Walk.hasBarrier(mapped) ? block(all)
        : mapped;
  }

  private static Stmt block(List<Stmt> all) {
    List<Stmt> before = all.subList(0, all.size() - 1);
    if (all.getLast() instanceof Stmt.Allocate inner && inner.buffer().memory() == Memory.LOCAL
        && before.stream().noneMatch(s -> touched(s).contains(inner.buffer().name()))) {
      return new Stmt.Allocate(inner.buffer(), block(Stream.concat(before.stream(),
          statements(inner.body())).toList()));
    }
    return Stmt.Block.of(merged(all));
  }

  private static Stream<Stmt> statements(Stmt s) {
    return s instanceof Stmt.Block(List<Stmt> all) ? all.stream() : Stream.of(s);
  }

  private static List<Stmt> merged(List<Stmt> all) {
    List<Stmt> result = new ArrayList<>();
    int from = -1;
    for (int i = 0; i < all.size(); i++) {
      if (!(all.get(i) instanceof Stmt.Barrier)) {
        result.add(all.get(i));
      } else if (from < 0 || !isIdle(result.subList(from, result.size()), all, i + 1)) {
        result.add(all.get(i));
        from = result.size();
      }
    }
    return result;
  }

  /** Whether a barrier orders nothing: {@code next} is the first statement behind it. */
  private static boolean isIdle(List<Stmt> before, List<Stmt> all, int next) {
    int end = next;
    while (end < all.size() && !(all.get(end) instanceof Stmt.Barrier)) {
      end++;
    }
    List<Stmt> after = all.subList(next, end);
    return before.isEmpty() || end < all.size() && !shares(before, after)
        && !shares(after, before);
  }

  /** Whether one part writes what the other touches, or has barriers of its own. */
  private static boolean shares(List<Stmt> writers, List<Stmt> others) {
    Set<String> touched = new HashSet<>();
    others.forEach(s -> touched.addAll(touched(s)));
    return writers.stream().anyMatch(s -> Walk.hasBarrier(s)
        || written(s).stream().anyMatch(touched::contains));
  }

  private static Set<String> written(Stmt s) {
    Set<String> names = new HashSet<>();
    Walk.each(s, part -> {
      if (part instanceof Stmt.Store store) {
        names.add(store.buffer());
      }
    });
    return names;
  }

  private static Set<String> touched(Stmt s) {
    Set<String> names = written(s);
    Walk.each(s, part -> part.exprs().forEach(e -> Rewrite.walk(e, node -> {
      if (node instanceof Load load) {
        names.add(load.buffer());
      }
    })));
    return names;
  }
}
