package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import java.util.Optional;

/**
 * A Func that reduces one long dimension: pieces in parallel, whose results a second kernel puts
 * together. A piece is read in several places at once, as a core fetches ahead by place, each a
 * {@link TreeReduction}.
 */
public final class ParallelSum {

  /** Pieces, if long enough: they even out what else the cores do. */
  private static final long PIECES = 64;
  /** Elements of a piece: worth a launch, and of those that memory bounds a long run of pages. */
  private static final long LEAST = 1 << 12;
  private static final long MOST = 1 << 20;
  /** More of them, or more vectors of each, read slower: those that a core fetches are few. */
  private static final long STREAMS = 4;
  private static final long VECTORS = 1;

  private ParallelSum() {}

  /** @param sum with its sizes bound */
  public static Optional<Schedule> of(Algorithm sum, Target target) {
    Func y = sum.outputs().getFirst();
    RVar along = y.variables().getFirst();
    long extent = Index.constant(along.given().extent(), Scope.EMPTY).orElseThrow();
    long piece = piece(extent, target.computeUnits(), target.lanes(y.type()));
    if (target.kind() == Target.Kind.GPU || extent < 2 * piece) {
      return Optional.empty();
    }
    return Optional.of(schedule(Schedule.of(sum), y, along.name(), piece, target));
  }

  /** One for each core where they come out even and lie in its caches, which then keep them. */
  private static long piece(long extent, int cores, int lanes) {
    boolean even = cores > 1 && extent % (cores * STREAMS * lanes) == 0
        && extent <= MOST * cores;
    return even ? Math.max(LEAST, extent / cores)
        : Math.clamp(Long.highestOneBit(Math.max(1, extent / PIECES)), LEAST, MOST);
  }

  private static Schedule schedule(Schedule empty, Func y, String along, long piece,
      Target target) {
    String pieces = y.name() + ".pieces";
    String streams = y.name() + ".streams";
    String inner = along + ".inner";
    Schedule s = empty.split(along, piece).rfactor(along + ".outer", pieces)
        .func(pieces).split(inner, piece / STREAMS).rfactor(inner + ".outer", streams)
        .func(pieces).unroll(inner + ".outer").parallel(along + ".outer");
    return TreeReduction.inside(s, streams, y.type(), inner + ".inner", piece / STREAMS, VECTORS,
        pieces, along + ".outer", target);
  }
}
