package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.nest.Loop;
import java.util.ArrayList;
import java.util.List;

/**
 * A reduction along dense memory: into a few vectors, these into one, whose halves meet until one
 * element is left. Each step waits for the one before; there are few of them, and where a Func has
 * indices, those of several rows are under way at once.
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
  private final List<String> rows;
  private final boolean inTurn;
  private final List<Level> levels = new ArrayList<>();
  private Schedule schedule;
  private String rest;

  /** @param inTurn whether a row is read when the one before has been */
  private TreeReduction(Schedule schedule, String func, String along, boolean inTurn) {
    this.schedule = schedule;
    this.func = func;
    this.inTurn = inTurn;
    this.rows = schedule.nest().require(func).loops().stream().filter(loop -> !loop.reduction())
        .map(Loop::name).toList();
    this.rest = along;
  }

  /**
   * Computes {@code func} along its one reduction index, inside a loop of a Func that reads it.
   *
   * @param rows of it that are read at once: 1, or all that an iteration of the loop needs
   */
  static Schedule inside(Schedule schedule, Func func, long rows, String consumer, String loop,
      Target target) {
    RVar along = func.variables().getFirst();
    long extent = Index.constant(along.given().extent(), Scope.EMPTY).orElseThrow();
    int held = RegisterTile.registers(target, func.type()) * 3 / 4;
    long most = Long.highestOneBit(Math.clamp(held / rows, 2, VECTORS));
    return new TreeReduction(schedule, func.name(), along.name(), rows == 1)
        .inside(func.type(), extent, most, consumer, loop, target);
  }

  /**
   * What {@link #inside} made of {@code func}, one row at a time; what it reads of {@code source}
   * an iteration of {@code loop} later is fetched into the caches, if it comes out even.
   */
  static Schedule fetching(Schedule schedule, Func func, Source source, String loop,
      Target target) {
    RVar along = func.variables().getFirst();
    long extent = Index.constant(along.given().extent(), Scope.EMPTY).orElseThrow();
    int lanes = lanes(extent, target.lanes(func.type()));
    long parts = lanes * vectors(extent, lanes, VECTORS);
    return parts == 1 || extent % parts > 0 ? schedule : schedule.func(part(func.name(), parts))
        .prefetch(source, along.name() + ".outer", loop, 1);
  }

  private static String part(String func, long parts) {
    return func + ".by" + parts;
  }

  /**
   * As the other with all rows, along the loop {@code along} of {@code extent} iterations.
   *
   * @param most vectors of partial results, a power of two
   */
  static Schedule inside(Schedule schedule, String func, DType type, String along, long extent,
      long most, String consumer, String loop, Target target) {
    return new TreeReduction(schedule, func, along, false)
        .inside(type, extent, most, consumer, loop, target);
  }

  private Schedule inside(DType type, long extent, long most, String consumer, String loop,
      Target target) {
    int lanes = lanes(extent, target.lanes(type));
    long vectors = vectors(extent, lanes, most);
    factor(lanes * vectors);
    for (long part = vectors > 1 ? lanes : lanes / 2; part > 1; part /= 2) {
      factor(part);
    }
    return placed(consumer, loop, lanes);
  }

  /**
   * Of vectors along {@code extent}: those that leave no rest, as a rest is guarded lane by lane,
   * unless they are narrower than a quarter of the widest.
   */
  static int lanes(long extent, int widest) {
    long even = Math.min(Long.lowestOneBit(Math.max(1, extent)), widest);
    return (int) (even * 4 >= widest ? even
        : Math.min(widest, Long.highestOneBit(Math.max(1, extent))));
  }

  /** How many such vectors at a time, a power of two. */
  static long vectors(long extent, int lanes, long most) {
    boolean even = extent % lanes == 0;
    return even ? Math.min(most, Long.lowestOneBit(Math.max(1, extent / lanes)))
        : Math.min(most, Long.highestOneBit(Math.max(1, extent / lanes)));
  }

  private void factor(long parts) {
    if (parts == 1) {
      return;
    }
    String name = part(func, parts);
    schedule = schedule.func(func).split(rest, parts).rfactor(rest + ".inner", name);
    levels.add(new Level(name, rest + ".outer", rest + ".inner"));
    rest += ".inner";
  }

  private Schedule placed(String consumer, String loop, int lanes) {
    Schedule s = written(schedule.func(func).computeAt(consumer, loop), List.of(), List.of());
    s = levels.isEmpty() ? s : s.unroll(rest);
    for (Level level : levels.reversed()) {
      s = s.func(level.func).computeAt(consumer, loop);
      s = level == levels.getFirst() ? vectors(s, level, lanes)
          : written(s, List.of(level.outer), List.of(level.inner)).unroll(level.outer)
              .vectorize(level.inner);
    }
    return s;
  }

  private Schedule vectors(Schedule schedule, Level level, int lanes) {
    String vector = level.inner + ".outer";
    String lane = level.inner + ".inner";
    Schedule split = schedule.split(level.inner, lanes);
    Schedule s = (inTurn ? written(split, List.of(), List.of(level.outer, vector, lane))
        : written(split, List.of(level.outer), List.of(vector, lane))).unroll(vector);
    return lanes > 1 ? s.vectorize(lane) : s.unroll(lane);
  }

  /** The rows written out, between these loops. */
  private Schedule written(Schedule schedule, List<String> around, List<String> within) {
    List<String> order = new ArrayList<>(around);
    order.addAll(rows);
    order.addAll(within);
    Schedule s = order.size() > rows.size() ? schedule.reorder(order.toArray(String[]::new))
        : schedule;
    return s.unroll(rows.toArray(String[]::new));
  }
}
