package dev.jacquard.benchmarks;

import dev.jacquard.cli.session.Built;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.Sizes;
import java.util.List;
import java.util.Map;

/** From an op to the text of its kernels on a warm JVM: ranges, schedule, lowering, emitting. */
final class SourceRows {

  private static final int WARM_UP = 10;

  private final Bench bench;
  private final Plan plan;

  SourceRows(Bench bench, Plan plan) {
    this.bench = bench;
    this.plan = plan;
  }

  List<Row> measure() {
    return Map.of("capsuleConv", plan.capsule(), "matmul", plan.matmul(), "blur", plan.blur())
        .entrySet().stream().sorted(Map.Entry.comparingByKey())
        .map(each -> row(each.getKey(), each.getValue())).toList();
  }

  private Row row(String op, Sizes sizes) {
    for (int i = 0; i < WARM_UP; i++) {
      millis(op, sizes);
    }
    double[] times = new double[plan.rounds().count()];
    for (int i = 0; i < times.length; i++) {
      times[i] = millis(op, sizes);
    }
    return Row.of(op, Workload.of(op, sizes).sizes().toString(), "DSL to source",
        Unit.MILLISECONDS, new Figures(times)).asked(100);
  }

  private double millis(String op, Sizes sizes) {
    long start = System.nanoTime();
    Setting setting = bench.setting(op, sizes);
    Built.emit(setting, Bench.untuned(setting));
    return (System.nanoTime() - start) / 1e6;
  }
}
