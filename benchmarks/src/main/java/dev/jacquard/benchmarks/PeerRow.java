package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.engine.Layouts;
import dev.jacquard.benchmarks.engine.Work;
import dev.jacquard.benchmarks.peer.Peer;
import dev.jacquard.benchmarks.peer.PeerProcess;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Oracle;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.text.Units;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.data.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures one case: ours and every form of every peer take turns until the ratio to the best is
 * known well enough. Before that each of them must be right.
 */
final class PeerRow implements AutoCloseable {

  private static final Rounds ROUNDS = new Rounds(9, 30);
  private static final int MOST_ROUNDS = 41;
  /** How much slower than the fastest a form is that cannot be the best. */
  private static final double OUTCLASSED = 3;
  private static final double TRIAL_MICROS = 30e3;
  /** Of shorter runs all have turns: a trial in which threads share a processor tells nothing. */
  private static final double LONG_MICROS = 5e3;
  private static final String OURS = "ours";
  private static final String QUEUED = "ours queued";
  private static final String LIMIT = "limit";

  private final Bench bench;
  private final Case measured;
  private final Setting setting;
  private final Oracle oracle;
  private final Path folder;
  private final Map<String, Contestant> peers = new LinkedHashMap<>();
  private final Map<String, Figures> outclassed = new LinkedHashMap<>();
  private final Map<Peer, PeerProcess> processes = new LinkedHashMap<>();

  PeerRow(Bench bench, Case measured, Path folder) {
    this.bench = bench;
    this.measured = measured;
    this.setting = bench.setting(measured.workload());
    this.oracle = Oracle.of(setting);
    this.folder = folder;
  }

  /** The result; what is said on the way goes to {@code notes}. */
  Duel measure(List<Peer> against, ChosenSchedule schedule, Peaks peaks, List<String> notes)
      throws IOException {
    try (Ours ours = ours(schedule);
        Limit limit = Limit.of(measured, bench, peaks.best())) {
      ours.run(1);
      if (!right("ours", ours.outputs())) {
        throw new CompilerBug("our result of %s is wrong under the schedule %s".formatted(measured,
            schedule.kind()));
      }
      work(ours.outputs()).save(Files.createDirectories(folder));
      against.forEach(peer -> start(peer, notes));
      leaveOutTheSlow();
      Map<String, Contestant> contestants = new LinkedHashMap<>(peers);
      contestants.put(LIMIT, limit);
      contestants.put(OURS, ours);
      contestants.put(QUEUED, ours.queued());
      Map<String, Figures> times = ROUNDS.run(contestants, MOST_ROUNDS, figures ->
          duel(figures).ratios().map(Interval::of).map(Interval::isNarrow).orElse(true));
      times.put(LIMIT, limit.bound(times.get(LIMIT), peaks.again()));
      return duel(times);
    }
  }

  private Ours ours(ChosenSchedule schedule) {
    return measured.layouts() == Layouts.GIVEN
        ? Ours.inItsLayouts(setting, schedule, oracle.inputs())
        : Ours.of(setting, schedule, oracle.inputs());
  }

  private Duel duel(Map<String, Figures> times) {
    Map<String, Figures> others = new LinkedHashMap<>(times);
    Figures ours = others.remove(OURS);
    Figures queued = others.remove(QUEUED);
    Figures limit = others.remove(LIMIT);
    others.putAll(outclassed);
    return new Duel(measured, ours, queued, others, limit);
  }

  /** Forms that are far from the best have no turns; their time is that of a trial. */
  private void leaveOutTheSlow() {
    Map<String, Double> trials = new LinkedHashMap<>();
    peers.forEach((name, form) -> trials.put(name, trial(form)));
    double fastest = trials.values().stream().mapToDouble(each -> each).min().orElse(0);
    trials.forEach((name, micros) -> {
      if (micros > Math.max(LONG_MICROS, OUTCLASSED * fastest)) {
        peers.remove(name);
        outclassed.put(name, new Figures(micros));
      }
    });
  }

  /** Long enough for the peer's threads to be awake. */
  private static double trial(Contestant form) {
    double once = form.best(1);
    return once > TRIAL_MICROS ? once : form.turn((int) Math.max(3, TRIAL_MICROS / once));
  }

  private Work work(Map<String, Tensor> outputs) {
    return new Work(measured.op(), setting.workload().sizes(), oracle.inputs(), outputs);
  }

  private void start(Peer peer, List<String> notes) {
    try {
      PeerProcess process = PeerProcess.start(peer, folder,
          setting.choice().device().target().computeUnits(), bench.talk());
      processes.put(peer, process);
      bench.talk().accept("peer: " + process.version());
      process.forms().stream().filter(form -> measured.layouts().include(form.layouts()))
          .forEach(form -> enter(form, notes));
    } catch (Unsupported e) {
      notes.add(e.getMessage());
      bench.talk().accept(e.getMessage());
    }
  }

  private void enter(PeerProcess.PeerForm form, List<String> notes) {
    List<String> names = setting.workload().algorithm().outputs().stream().map(Func::name).toList();
    if (right(form.name(), form.outputs(folder, names))) {
      peers.put(form.name(), form);
    } else {
      notes.add("%s: the result of %s is wrong, it is left out.".formatted(measured, form.name()));
    }
  }

  private boolean right(String who, Map<String, Tensor> outputs) {
    Oracle.Verdict verdict = oracle.compare(outputs);
    bench.talk().accept("%s: %s, largest error %s".formatted(who,
        verdict.ok() ? "right" : "WRONG, " + verdict.describe(),
        Units.error(verdict.maxAbsError())));
    return verdict.ok();
  }

  @Override
  public void close() {
    processes.values().forEach(PeerProcess::close);
  }
}
