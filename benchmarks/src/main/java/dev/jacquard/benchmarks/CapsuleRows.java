package dev.jacquard.benchmarks;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;

import dev.jacquard.cli.session.Built;
import dev.jacquard.cli.session.Oracle;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.ops.CapsuleConv;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The convolutional capsule layer: poses and result in the order of their dimensions, packing
 * counted; weights prepared once.
 */
final class CapsuleRows {

  private final Bench bench;
  private final Rounds rounds;
  private final Setting setting;

  CapsuleRows(Bench bench, Plan plan) {
    this.bench = bench;
    this.rounds = plan.rounds();
    this.setting = bench.setting("capsuleConv", plan.capsule());
  }

  List<Row> measure() {
    Map<String, Tensor> inputs = Oracle.of(setting).inputs();
    Figures first = firstResults(inputs);
    try (Entrants entrants = Entrants.of(bench, setting, inputs)) {
      Map<String, Figures> times = rounds.run(entrants.all());
      List<Row> rows = new ArrayList<>();
      times.forEach((name, micros) -> rows.add(row(name, micros)));
      rows.replaceAll(row -> row.what().equals("untuned") ? row.asked(40)
          : row.what().equals("tuned") ? row.asked(10) : row);
      rows.add(1, row("untuned, first result", first).asked(1000));
      return rows;
    }
  }

  private Row row(String what, Figures micros) {
    return Row.of(setting.workload().name(), setting.workload().sizes().toString(), what,
        Unit.MILLISECONDS, micros.map(each -> each / 1e3));
  }

  /**
   * From the algorithm to its first result, on a JVM that did it before. Each time under a name
   * that was never used, so that no cache of kernels knows it.
   */
  private Figures firstResults(Map<String, Tensor> inputs) {
    bench.talk().accept("compiling %s anew, %d times".formatted(setting.workload().name(),
        rounds.count()));
    firstResult(inputs);
    double[] micros = new double[rounds.count()];
    for (int round = 0; round < micros.length; round++) {
      micros[round] = firstResult(inputs);
    }
    return new Figures(micros);
  }

  private double firstResult(Map<String, Tensor> inputs) {
    String name = "V" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    long start = System.nanoTime();
    Algorithm algorithm = Algorithm.of(capsules(name, setting.workload().sizes()));
    Setting fresh = bench.setting(new Workload(name, name, algorithm, algorithm, Sizes.NONE,
        Optional.empty()));
    try (Built built = Built.of(fresh, Bench.untuned(fresh))) {
      built.bind(inputs);
      built.run();
      return (System.nanoTime() - start) / 1e3;
    }
  }

  /** The op under another name. */
  private static Func capsules(String name, Sizes sizes) {
    Expr ci = size(sizes, "ci"), co = size(sizes, "co"), k = size(sizes, "k");
    Expr h = size(sizes, "h"), w = size(sizes, "w"), stride = size(sizes, "stride");
    return CapsuleConv.capsuleConv(name,
        input("P", F32, size(sizes, "n"), ci, h, w, lit(4), lit(4)),
        input("W", F32, ci, co, k, k, lit(4), lit(4)).asConstant(),
        h.minus(k).div(stride).plus(1), w.minus(k).div(stride).plus(1), stride);
  }

  private static Expr size(Sizes sizes, String name) {
    return lit(sizes.get(name).orElseThrow());
  }
}
