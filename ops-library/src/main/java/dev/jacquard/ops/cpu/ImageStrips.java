package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.ArrayList;
import java.util.List;

/**
 * Pipelines over images: cores share strips of rows; down a strip each stage computes a row as soon
 * as its reader needs it, and keeps the few that are needed again in circular storage (line
 * buffers; Ragan-Kelley and others, "Halide", 2013).
 *
 * <pre>
 * for y, x: out   ->   parallel strips: for y in strip: { for x: stage; for x in vectors: out }
 * </pre>
 *
 * <p>A stage that is read at the column where it is computed is computed vector by vector instead,
 * and read while it is in registers.
 */
public final class ImageStrips {

  private static final int ROWS = 32;

  /** Bytes of a result that, with what it is made of, no cache holds until the next run. */
  static final long UNCACHED = 8 << 20;

  private final Func out;
  private final List<String> names;
  private final int lanes;

  private ImageStrips(Algorithm pipeline, Target target) {
    this.out = pipeline.outputs().getFirst();
    this.names = out.indices().stream().map(index -> index.name()).toList();
    this.lanes = target.lanes(out.type());
  }

  /** @param blur with a stage {@code rows}, with its sizes bound */
  public static Schedule blur3x3(Algorithm blur, Target target) {
    ImageStrips strips = new ImageStrips(blur, target);
    return strips.ahead(strips.kept(strips.output(Schedule.of(blur)), "rows", strips.vectors(), 4),
        blur);
  }

  /** @param unsharp with stages {@code ratio, columns} and {@code gray}, with its sizes bound */
  public static Schedule unsharp(Algorithm unsharp, Target target) {
    ImageStrips strips = new ImageStrips(unsharp, target);
    Schedule s = strips.at(strips.output(Schedule.of(unsharp)), "ratio", strips.vectors());
    return strips.kept(strips.at(s, "columns", "y.inner"), "gray", "y.inner", 8);
  }

  /** @param harris with stages {@code slopes} and {@code gray}, with its sizes bound */
  public static Schedule harris(Algorithm harris, Target target) {
    ImageStrips strips = new ImageStrips(harris, target);
    Schedule s = strips.output(Schedule.of(harris));
    for (String sums : List.of("xx", "yy", "xy")) {
      s = s.func(strips.out.name() + "." + sums).inline();
    }
    return strips.ahead(strips.kept(strips.kept(s, "slopes", "y.inner", 4), "gray", "y.inner", 4),
        harris);
  }

  /** Other indices than y and x, such as colours, are written out beside each vector. */
  private Schedule output(Schedule schedule) {
    Schedule s = schedule.split("y", ROWS);
    s = lanes > 1 ? s.split("x", lanes) : s;
    List<String> others = names.stream().filter(n -> !n.equals("y") && !n.equals("x")).toList();
    List<String> order = new ArrayList<>(List.of("y.outer", "y.inner", vectors()));
    order.addAll(others);
    order.addAll(lanes > 1 ? List.of("x.inner") : List.of());
    s = s.reorder(order.toArray(String[]::new)).unroll(others.toArray(String[]::new));
    s = lanes > 1 ? s.vectorize("x.inner") : s;
    return (Extents.bytes(out) >= UNCACHED ? s.storeHint(StoreHint.STREAM) : s).parallel("y.outer");
  }

  /** The next row is fetched while the last stage computes: the first does little but wait. */
  private Schedule ahead(Schedule schedule, Algorithm pipeline) {
    return schedule.func(out).prefetch(pipeline.inputs().getFirst(), vectors(), "y.inner", 1);
  }

  private String vectors() {
    return lanes > 1 ? "x.outer" : "x";
  }

  private Schedule at(Schedule schedule, String stage, String loop) {
    Schedule s = schedule.func(out.name() + "." + stage).computeAt(out, loop);
    return lanes > 1 ? s.vectorize("x", lanes) : s;
  }

  /** Kept for {@code rows} of them, a power of two: no less than readers see. */
  private Schedule kept(Schedule schedule, String stage, String loop, int rows) {
    Schedule s = schedule.func(out.name() + "." + stage).computeAt(out, loop)
        .storeAt(out, "y.outer").foldStorage("y", rows);
    return lanes > 1 ? s.vectorize("x", lanes) : s;
  }
}
