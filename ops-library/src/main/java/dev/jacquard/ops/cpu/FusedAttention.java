package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Source;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import java.util.List;
import java.util.Optional;

/**
 * Attention by blocks of queries: the scores of a block against all keys stay in the caches of a
 * core, and no more of them ever exists (Dao et al., "FlashAttention", 2022). Both products keep
 * a block of results in registers; the keys are packed in panels, as their neighbours are lanes.
 *
 * <pre>
 * parallel heads, queries / 12: {
 *   for keys / 32: scores[12, 32] in registers;
 *   for 12 queries: the greatest score;  weights = exp(scores - it);  the sum of the weights
 *   for values / 32: y[12, 32] in registers = weights . values / sums }
 * </pre>
 */
public final class FusedAttention {

  private static final int VECTORS = 2;
  /** Of scores and weights: they live on the stack of a core, and should in its caches. */
  private static final long MOST_HELD_BYTES = 512 << 10;

  private final Func y;
  private final Target target;
  private final long rows;
  private final String row;
  private Schedule schedule;

  private FusedAttention(Algorithm attention, Target target) {
    this.y = attention.outputs().getFirst();
    this.target = target;
    this.schedule = Schedule.of(attention);
    int registers = target.registerBytes() / Math.max(y.type().bytes(), target.vectorBytes());
    this.rows = Math.clamp(registers * 3L / 4 / VECTORS, 1, Extents.of(y, 1));
    this.row = index(y, 1) + ".outer";
  }

  /** @param attention with its sizes bound; none where the scores of a block are too many */
  public static Optional<Schedule> of(Algorithm attention, Target target) {
    FusedAttention fused = new FusedAttention(attention, target);
    long keys = Extents.of(fused.func(".scores"), 2);
    boolean fits = 2 * fused.rows * keys * fused.y.type().bytes() <= MOST_HELD_BYTES;
    return target.kind() == Target.Kind.GPU || !fits ? Optional.empty()
        : Optional.of(fused.schedule());
  }

  private static String index(Func func, int dimension) {
    return func.indices().get(dimension).name();
  }

  private Func func(String suffix) {
    return schedule.nest().algorithm().funcs().stream()
        .filter(f -> f.name().equals(y.name() + suffix)).findFirst().orElseThrow();
  }

  private Schedule schedule() {
    Func scores = func(".scores");
    Func weights = func(".weights");
    result();
    reduced(func(".sum"), y, index(y, 2) + ".outer");
    schedule = rowReduction(func(".sum2"));
    schedule = lanes(schedule.func(weights).computeAt(y.name(), row), weights, 4, List.of());
    schedule = rowReduction(func(".weights.max"));
    schedule = lanes(schedule.func(scores).computeAt(y.name(), row), scores, VECTORS,
        List.of(index(scores, 1))).unroll(index(scores, 1));
    reduced(func(".scores.sum"), scores, index(scores, 2) + ".outer");
    Source keys = Operands.along(func(".scores.sum"), index(scores, 2)).source();
    schedule = schedule.pack(keys, index(scores, 2), width(scores, VECTORS), width(scores, 1));
    return schedule;
  }

  private void result() {
    String inner = index(y, 1) + ".inner";
    schedule = schedule.split(index(y, 1), rows);
    schedule = lanes(schedule, y, VECTORS, List.of(inner)).unroll(inner)
        .parallel(index(y, 0), row);
  }

  private Schedule rowReduction(Func func) {
    return TreeReduction.inside(schedule, func, rows, y.name(), row, target);
  }

  /** A block of a product in registers, inside a loop of what reads it. */
  private void reduced(Func product, Func consumer, String loop) {
    String along = product.variables().getFirst().name();
    String column = index(product, 2);
    int lanes = width(product, 1);
    Schedule s = schedule.func(product).computeAt(consumer.name(), loop).split(column, lanes)
        .reorder(along, index(product, 1), column + ".outer", column + ".inner")
        .unroll(index(product, 1), column + ".outer");
    schedule = lanes > 1 ? s.vectorize(column + ".inner") : s;
  }

  private int width(Func func, int vectors) {
    long columns = Extents.of(func, 2);
    int lanes = (int) Math.min(target.lanes(func.type()), Long.highestOneBit(columns));
    return lanes * (int) Math.clamp(columns / lanes, 1, vectors);
  }

  /** The last index in strips of vectors, with these loops between the strips and the vectors. */
  private Schedule lanes(Schedule given, Func func, int vectors, List<String> between) {
    String column = index(func, 2);
    int lanes = width(func, 1);
    Schedule s = given.split(column, width(func, vectors)).split(column + ".inner", lanes);
    for (String loop : between) {
      s = s.reorder(column + ".outer", loop, column + ".inner.outer", column + ".inner.inner");
    }
    s = s.unroll(column + ".inner.outer");
    return lanes > 1 ? s.vectorize(column + ".inner.inner") : s;
  }
}
