package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.engine.Work;
import dev.jacquard.benchmarks.peer.Peer;
import dev.jacquard.benchmarks.peer.PeerProcess;
import dev.jacquard.cli.session.OperationCount;
import dev.jacquard.cli.session.Oracle;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The product of matrices against OpenBLAS's, both with as many threads; packing counted. */
final class MatMulRows {

  private static final String PEER = "OpenBLAS";

  private final Bench bench;
  private final Rounds rounds;
  private final Setting setting;
  private Optional<String> missing = Optional.empty();

  MatMulRows(Bench bench, Plan plan) {
    this.bench = bench;
    this.rounds = plan.rounds();
    this.setting = bench.setting("matmul", plan.matmul());
  }

  /** Why there is no peer in what was measured. */
  Optional<String> missing() {
    return missing;
  }

  List<Row> measure() {
    Map<String, Tensor> inputs = Oracle.of(setting).inputs();
    try (Entrants entrants = Entrants.of(bench, setting, inputs)) {
      return against(new LinkedHashMap<>(entrants.all()), inputs);
    }
  }

  private List<Row> against(Map<String, Contestant> contestants, Map<String, Tensor> inputs) {
    try {
      Path folder = Files.createTempDirectory("jacquard-bench");
      try {
        work(inputs).save(folder);
        return against(contestants, folder);
      } finally {
        PeerSuite.delete(folder);
      }
    } catch (IOException e) {
      throw new UserError("The benchmark's files cannot be written: " + e.getMessage()
          + ". Mend that and try again.", e);
    }
  }

  private Work work(Map<String, Tensor> inputs) {
    Tensor product = Tensor.zeros(DType.F32, inputs.get("A").extent(0), inputs.get("B").extent(1));
    return new Work("matmul", setting.workload().sizes(), inputs, Map.of("C", product));
  }

  private List<Row> against(Map<String, Contestant> contestants, Path work) {
    int threads = setting.choice().device().target().computeUnits();
    try (PeerProcess peer = PeerProcess.start(Peer.OPENBLAS, work, threads,
        bench.talk())) {
      bench.talk().accept("peer: " + peer.version());
      contestants.put(PEER, peer.forms().getFirst());
      return rows(rounds.run(contestants));
    } catch (Unsupported e) {
      missing = Optional.of(e.getMessage());
      bench.talk().accept(e.getMessage());
      return rows(rounds.run(contestants));
    }
  }

  private List<Row> rows(Map<String, Figures> times) {
    double operations = OperationCount.of(setting.workload().algorithm()).operations();
    Map<String, Row> rows = new LinkedHashMap<>();
    times.forEach((name, micros) -> rows.put(name, Row.of(setting.workload().name(),
        setting.workload().sizes().toString(), name, Unit.GFLOPS,
        micros.map(each -> operations / each / 1e3))));
    rows.computeIfPresent("untuned", (_, row) -> row.asked(100));
    rows.computeIfPresent("tuned", (_, row) -> row.asked(300));
    if (times.containsKey(PEER)) {
      Figures peer = times.get(PEER);
      rows.replaceAll((name, row) -> name.equals(PEER) ? row
          : row.versus(PEER, peer.over(times.get(name))));
    }
    return new ArrayList<>(rows.values());
  }
}
