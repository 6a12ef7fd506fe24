package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.peer.DeviceCopy;
import dev.jacquard.cli.session.OperationCount;
import dev.jacquard.cli.session.Oracle;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.dsl.data.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The blur of an image against a copy of its bytes on the same device. */
final class BlurRows {

  private static final String PEER = "copy";

  private final Bench bench;
  private final Rounds rounds;
  private final Setting setting;

  BlurRows(Bench bench, Plan plan) {
    this.bench = bench;
    this.rounds = plan.rounds();
    this.setting = bench.setting("blur", plan.blur());
  }

  List<Row> measure() {
    Map<String, Tensor> inputs = Oracle.of(setting).inputs();
    Map<String, Ours> contestants = new LinkedHashMap<>();
    try (Ours untuned = Ours.of(setting, Bench.untuned(setting), inputs);
        Ours tuned = Ours.of(setting, bench.tuned(setting), inputs);
        Ours copy = DeviceCopy.fastest(bench::setting, (long) bytes() / 2)) {
      contestants.put("untuned", untuned);
      contestants.put("tuned", tuned);
      contestants.put(PEER, copy);
      return rows(rounds.run(contestants));
    }
  }

  /** The image and the result. */
  private double bytes() {
    return OperationCount.of(setting.workload().algorithm()).bytes();
  }

  private List<Row> rows(Map<String, Figures> times) {
    return List.of(row("untuned", times), row("tuned", times).asked(50),
        of(PEER, Unit.GBPS, times.get(PEER).map(micros -> bytes() / micros / 1e3)));
  }

  private Row row(String what, Map<String, Figures> times) {
    Figures speeds = times.get(PEER).over(times.get(what));
    return of(what + ", share of a copy's bandwidth", Unit.PERCENT,
        speeds.map(share -> share * 100)).versus(PEER, speeds);
  }

  private Row of(String what, Unit unit, Figures figures) {
    return Row.of(setting.workload().name(), setting.workload().sizes().toString(), what, unit,
        figures);
  }
}
