package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * A reduction along dense memory: into a few vectors, these into one, whose halves meet until one
 * element is left. Each step waits for the one before, and there are few of them.
 *
 * <pre>
 * for r: f += x  ->  for r / 64: p[0..63] += x[0..63];  q[0..15] = p[0..15] + .. + p[48..63];
 *   h[0..7] = q[0..7] + q[8..15];  ..;  f = h[0] + h[1]
 * </pre>
 */
final class TreeReduction {

  private static final int VECTORS = 4;

  /** A loop of partial results, {@code inner}, each over {@code outer}. */
  private record Level(String func, String outer, String inner) {}

  private final String func;
  private final List<Level> levels = new ArrayList<>();
  private Schedule schedule;
  private String rest;

  private TreeReduction(Schedule schedule, String func, String along) {
    this.schedule = schedule;
    this.func = func;
    this.rest = along;
  }

  /** Elements of the vectors for a reduction of this extent. */
  static long width(Target target, DType type, long extent) {
    int lanes = lanes(target, type, extent);
    return lanes * Math.clamp(Long.highestOneBit(extent / lanes), 1, VECTORS);
  }

  private static int lanes(Target target, DType type, long extent) {
    return (int) Math.min(target.lanes(type), Long.highestOneBit(Math.max(1, extent)));
  }

  /** Computes {@code func} along its one reduction index, inside a loop of a Func that reads it. */
  static Schedule inside(Schedule schedule, Func func, String consumer, String loop,
      Target target) {
    RVar along = func.variables().getFirst();
    long extent = Index.constant(along.given().extent(), Scope.EMPTY).orElseThrow();
    return inside(schedule, func.name(), func.type(), along.name(), extent, consumer, loop, target);
  }

  /** As the other, along the loop {@code along} of this many iterations. */
  static Schedule inside(Schedule schedule, String func, DType type, String along, long extent,
      String consumer, String loop, Target target) {
    TreeReduction tree = new TreeReduction(schedule, func, along);
    int lanes = lanes(target, type, extent);
    long width = width(target, type, extent);
    tree.factor(width);
    for (long part = width > lanes ? lanes : lanes / 2; part > 1; part /= 2) {
      tree.factor(part);
    }
    return tree.placed(consumer, loop, lanes);
  }

  private void factor(long parts) {
    if (parts == 1) {
      return;
    }
    String name = func + ".by" + parts;
    schedule = schedule.func(func).split(rest, parts).rfactor(rest + ".inner", name);
    levels.add(new Level(name, rest + ".outer", rest + ".inner"));
    rest += ".inner";
  }

  private Schedule placed(String consumer, String loop, int lanes) {
    Schedule s = schedule.func(func).computeAt(consumer, loop);
    s = levels.isEmpty() ? s : s.unroll(rest);
    for (Level level : levels.reversed()) {
      s = s.func(level.func).computeAt(consumer, loop);
      s = level == levels.getFirst() ? vectors(s, level, lanes)
          : s.reorder(level.outer, level.inner).unroll(level.outer).vectorize(level.inner);
    }
    return s;
  }

  private static Schedule vectors(Schedule schedule, Level level, int lanes) {
    String vector = level.inner + ".outer";
    String lane = level.inner + ".inner";
    Schedule s = schedule.split(level.inner, lanes).reorder(level.outer, vector, lane)
        .unroll(vector);
    return lanes > 1 ? s.vectorize(lane) : s.unroll(lane);
  }
}
