package dev.jacquard.ops.gpu;

import static dev.jacquard.schedule.Tail.EXACT;
import static dev.jacquard.schedule.Tail.GUARD;
import static dev.jacquard.schedule.ir.Memory.LOCAL;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * The work-items of a group fetch together what all of them read.
 *
 * @param reader the Func that reads
 * @param at a loop of it: each iteration fetches what it needs
 * @param rows work-items of a group along its second dimension
 * @param columns work-items along its first dimension, in which neighbours run in step
 */
record Staging(Func reader, String at, int rows, int columns) {

  private static final int LANES = 4;

  /**
   * Reads {@code source} through {@code source.cache} in local memory. Neighbouring items fetch
   * neighbouring vectors along the last dimension; if they are too few, they take several turns.
   *
   * @param fixed the first dimensions, along which an iteration needs a single index
   */
  Schedule stage(Schedule schedule, String source, int fixed) {
    String copy = source + ".cache";
    Schedule cached = schedule.func(reader).cacheRead(source, copy).func(copy)
        .computeAt(reader, at).storeIn(LOCAL);
    List<String> loops = new ArrayList<>(cached.nest().require(copy).func().indices().stream()
        .map(Var::name).toList());
    Schedule s = cached.split(loops.removeLast(), LANES, "vector", "lane", GUARD)
        .vectorize("lane");
    String fetched = "vector";
    for (String loop : loops.subList(fixed, loops.size()).reversed()) {
      s = s.fuse(loop, fetched, loop + ".vector");
      fetched = loop + ".vector";
    }
    return s.split(fetched, (long) rows * columns, "turn", "item", GUARD)
        .split("item", columns, "item.row", "item.column", EXACT)
        .items("item.row", "item.column");
  }
}
