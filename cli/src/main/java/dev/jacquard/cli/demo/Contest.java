package dev.jacquard.cli.demo;

import dev.jacquard.cli.session.Built;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.OperationCount;
import dev.jacquard.cli.session.Oracle;
import dev.jacquard.cli.session.Samples;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.text.Table;
import dev.jacquard.cli.text.Units;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.tune.Peak;
import dev.jacquard.tune.database.TuningDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same operator on the same inputs under several schedules, timed in turns, so that whatever
 * else the machine does slows all of them alike.
 */
public final class Contest implements AutoCloseable {

  private static final int MOST_ROUNDS = 40;
  private static final int FEWEST_ROUNDS = 3;
  private static final long NANOS_EACH = 500_000_000L;

  /** What bounds an operator, and so what its speed is counted in. */
  public enum Bound { ARITHMETIC, MEMORY }

  /**
   * @param rate 10^9 operations or bytes a second
   * @param error the largest distance from the reference evaluator, {@code right} if it is allowed
   */
  private record Row(String schedule, double micros, double rate, double error, boolean right) {}

  /** A schedule that has run once and been checked. */
  private record Entrant(String schedule, Built built, Oracle.Verdict verdict,
      List<Timing> timings) {

    long spent() {
      return timings.stream().mapToLong(Timing::nanos).sum();
    }
  }

  private final Setting setting;
  private final Bound bound;
  private final Oracle oracle;
  private final double work;
  private final List<Entrant> entrants = new ArrayList<>();
  private Map<String, Tensor> outputs = Map.of();

  public Contest(Setting setting, Bound bound) {
    this.setting = setting;
    this.bound = bound;
    this.oracle = Oracle.of(setting);
    OperationCount count = OperationCount.of(setting.workload().algorithm());
    this.work = bound == Bound.MEMORY ? count.bytes() : count.operations();
  }

  public Setting setting() {
    return setting;
  }

  /** Runs and checks one schedule; it stays ready until {@link #close}. */
  public void enter(ChosenSchedule chosen) {
    Built built = Built.of(setting, chosen);
    built.bind(oracle.inputs());
    built.run();
    outputs = built.outputs();
    entrants.add(new Entrant(chosen.kind(), built, oracle.compare(outputs), new ArrayList<>()));
  }

  /** Times all that entered, in turns; a slow one drops out once it has taken its share. */
  public void race() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      for (Entrant entrant : entrants) {
        if (round < FEWEST_ROUNDS || entrant.spent() < NANOS_EACH) {
          entrant.timings().add(entrant.built().run());
        }
      }
    }
  }

  private List<Row> rows() {
    return entrants.stream().map(entrant -> {
      double micros = Samples.of(entrant.timings()).min();
      return new Row(entrant.schedule(), micros, work / micros / 1e3,
          entrant.verdict().maxAbsError(), entrant.verdict().ok());
    }).toList();
  }

  /** The outputs of the schedule that entered last, canonical. */
  public Map<String, Tensor> outputs() {
    return outputs;
  }

  /** Whether every result was right. */
  public boolean isRight() {
    return entrants.stream().allMatch(entrant -> entrant.verdict().ok());
  }

  private boolean isMemoryBound() {
    return bound == Bound.MEMORY;
  }

  /** The most that the device does of what bounds this: a probe, or anything ever measured. */
  private double peak() {
    try (TuningDatabase database = TuningDatabase.open(setting.databaseFile())) {
      double best = rows().stream().mapToDouble(Row::rate).max().orElse(0);
      Peak.raise(setting.choice().device(), database, isMemoryBound() ? 0 : best,
          isMemoryBound() ? best : 0);
      Peak peak = Peak.of(setting.choice().device(), setting.choice().backend(), database);
      return isMemoryBound() ? peak.gbps() : peak.gflops();
    }
  }

  /** The table, with a title and the peak below it. */
  public String table() {
    double peak = peak();
    String unit = isMemoryBound() ? "GB/s" : "GFLOP/s";
    Table table = new Table("schedule", "time", unit, "of peak", "max error", "");
    for (Row row : rows()) {
      table.row(row.schedule, Units.time(row.micros), Units.figures(row.rate),
          Units.share(row.rate / peak), Units.error(row.error), row.right ? "" : "WRONG");
    }
    return "%s %s%n%s(the fastest of runs in turns; the peak of the device is %s %s)%n".formatted(
        setting.workload().name(), setting.workload().sizes(), table, Units.figures(peak), unit);
  }

  /** The table for programs. */
  public Map<String, Object> fields() {
    double peak = peak();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("op", setting.workload().name());
    fields.put("sizes", setting.workload().sizes().values());
    fields.put(isMemoryBound() ? "peak_gbps" : "peak_gflops", Units.round(peak, 1));
    fields.put("schedules", rows().stream().map(row -> fields(row, peak)).toList());
    return fields;
  }

  private Map<String, Object> fields(Row row, double peak) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("schedule", row.schedule);
    fields.put("time_us", Units.round(row.micros, 3));
    fields.put(isMemoryBound() ? "gbps" : "gflops", Units.round(row.rate, 3));
    fields.put("share", Units.round(row.rate / peak, 4));
    fields.put("max_abs_error", row.error);
    fields.put("ok", row.right);
    return fields;
  }

  @Override
  public void close() {
    entrants.forEach(entrant -> entrant.built().close());
  }
}
