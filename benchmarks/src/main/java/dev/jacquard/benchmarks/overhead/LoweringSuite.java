package dev.jacquard.benchmarks.overhead;

import dev.jacquard.cli.BenchContext;
import dev.jacquard.cli.Suite;
import dev.jacquard.cli.text.Table;
import dev.jacquard.cli.text.Units;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.lower.Lower;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * How long it takes on a warm JVM to make an algorithm, a schedule, and a program of both, for
 * pipelines of 10 to 200 stages and for a matrix product. No kernel is built.
 */
public final class LoweringSuite implements Suite {

  private static final Sizes IMAGE = Sizes.parse("h=480,w=640");
  private static final int[] STAGES = {10, 20, 30, 50, 100, 200};
  private static final int TILED = 30;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 20;

  private record Millis(double algorithm, double schedule, double lowering) {}

  private final Table table = new Table("pipeline", "schedule", "stages", "algorithm", "schedule",
      "lowering", "lowering a stage");
  private final List<Map<String, Object>> rows = new ArrayList<>();

  @Override
  public String name() {
    return "lowering";
  }

  @Override
  public String summary() {
    return "milliseconds from algorithm to program, for 10 to 200 stages";
  }

  @Override
  public void run(BenchContext context) {
    Target target = context.choice().device().target();
    Function<Algorithm, Schedule> untuned = algorithm -> DefaultSchedule.of(algorithm, target);
    row("matmul", "untuned", 1, _ -> Algorithm.of(Ops.find("matmul").func())
        .with(Sizes.parse("m=1024,n=1024,k=1024")), untuned);
    curve("pointwise", "roots", n -> Pipelines.pointwise(n, IMAGE), Pipelines::roots, 200);
    curve("pointwise", "untuned", n -> Pipelines.pointwise(n, IMAGE), untuned, 200);
    curve("stencil", "roots", n -> Pipelines.stencil(n, IMAGE), Pipelines::roots, 200);
    curve("stencil", "untuned", n -> Pipelines.stencil(n, IMAGE), untuned, 200);
    curve("stencil", "tiles", n -> Pipelines.stencil(n, IMAGE), Pipelines::tiles, TILED);
    context.print(table.toString());
    context.figure("rows", rows);
  }

  private void curve(String pipeline, String name, IntFunction<Algorithm> algorithm,
      Function<Algorithm, Schedule> schedule, int most) {
    Arrays.stream(STAGES).filter(stages -> stages <= most)
        .forEach(stages -> row(pipeline, name, stages, algorithm, schedule));
  }

  private void row(String pipeline, String name, int stages, IntFunction<Algorithm> algorithm,
      Function<Algorithm, Schedule> schedule) {
    for (int i = 0; i < WARM_UP; i++) {
      time(Math.min(stages, STAGES[0]), algorithm, schedule);
    }
    List<Millis> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(time(stages, algorithm, schedule));
    }
    Millis median = new Millis(median(rounds, Millis::algorithm),
        median(rounds, Millis::schedule), median(rounds, Millis::lowering));
    table.row(pipeline, name, "" + stages, millis(median.algorithm), millis(median.schedule),
        millis(median.lowering), millis(median.lowering / stages));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pipeline", pipeline);
    fields.put("schedule", name);
    fields.put("stages", stages);
    fields.put("algorithm_ms", Units.round(median.algorithm, 3));
    fields.put("schedule_ms", Units.round(median.schedule, 3));
    fields.put("lowering_ms", Units.round(median.lowering, 3));
    rows.add(fields);
  }

  private static String millis(double value) {
    return Units.figures(value) + " ms";
  }

  private static double median(List<Millis> rounds, Function<Millis, Double> part) {
    return rounds.stream().map(part).sorted().toList().get(rounds.size() / 2);
  }

  private static Millis time(int stages, IntFunction<Algorithm> algorithm,
      Function<Algorithm, Schedule> schedule) {
    long begin = System.nanoTime();
    Algorithm made = algorithm.apply(stages);
    long named = System.nanoTime();
    Schedule chosen = schedule.apply(made);
    long scheduled = System.nanoTime();
    Lower.lower(made, chosen);
    long lowered = System.nanoTime();
    return new Millis((named - begin) / 1e6, (scheduled - named) / 1e6,
        (lowered - scheduled) / 1e6);
  }
}
