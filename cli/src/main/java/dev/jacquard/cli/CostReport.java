package dev.jacquard.cli;

import dev.jacquard.cli.session.Built;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.text.Table;
import dev.jacquard.cli.text.Units;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.cost.CostModel;
import dev.jacquard.schedule.cost.KernelCost;
import dev.jacquard.schedule.cost.Level;
import dev.jacquard.schedule.cost.Roofline;
import dev.jacquard.tune.Peak;
import dev.jacquard.tune.database.TuningDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the kernels of a schedule move and compute, by loop, and what bounds their time.
 *
 * @param roofline the measured peaks; empty for a device of which there are none
 */
record CostReport(Device device, List<KernelCost> kernels, Optional<Roofline> roofline) {

  private static final int BAR = 40;
  /** Buffers of a loop that have room in a line. */
  private static final int MOST_TOUCHED = 6;

  static CostReport of(Setting setting, ChosenSchedule chosen) {
    return new CostReport(setting.choice().device(),
        CostModel.of(Built.emit(setting, chosen).program()), peaks(setting));
  }

  /** Measures the device's peaks, some 200 ms; the best of all times is what counts. */
  static void probe(Setting setting) {
    if (hasPeaks(setting)) {
      try (TuningDatabase database = TuningDatabase.open(setting.databaseFile())) {
        Peak.again(setting.choice().device(), setting.choice().backend(), database);
      }
    }
  }

  private static boolean hasPeaks(Setting setting) {
    return setting.choice().device().target().kind() != Target.Kind.INTERPRETER;
  }

  private static Optional<Roofline> peaks(Setting setting) {
    Device device = setting.choice().device();
    if (!hasPeaks(setting)) {
      return Optional.empty();
    }
    try (TuningDatabase database = TuningDatabase.open(setting.databaseFile())) {
      Peak peak = Peak.of(device, setting.choice().backend(), database);
      return Optional.of(new Roofline(peak.gflops(), peak.gbps(), device.target().computeUnits()));
    }
  }

  String text() {
    StringBuilder text = new StringBuilder();
    kernels.forEach(kernel -> text.append(text(kernel)).append('\n'));
    return text.append(roofline.map(this::summary).orElse(
        "No peaks are known of %s, so that there is no bound.%n".formatted(device.id())))
        .toString();
  }

  private String text(KernelCost cost) {
    Level whole = cost.levels().getFirst();
    String launches = cost.launches() == 1 ? "" : Units.figures(cost.launches()) + " launches, ";
    return "%s: %s%s operations, %s, %s FLOP a byte%ntouches %s%n".formatted(cost.kernel(),
        launches, count(cost.operations()), bytes(cost.bytes()), intensity(whole), touches(whole))
        + table(cost) + roofline.map(peaks -> bars(peaks, cost)).orElse("");
  }

  private static String table(KernelCost cost) {
    Table table = new Table("loop", "trips", "runs", "operations a run", "moved by all runs",
        "FLOP a byte", "a run touches (w: writes, rw: both)");
    for (Level level : cost.levels().subList(1, cost.levels().size())) {
      table.row("  ".repeat(level.depth() - 1) + level.kind() + " " + level.name(),
          count(level.trips()), count(level.runs()), count(level.operations()),
          bytes(level.traffic()), intensity(level), touches(level));
    }
    return cost.levels().size() == 1 ? "" : table.toString();
  }

  private static String touches(Level level) {
    List<Level.Touch> all = level.touches();
    int named = all.size() <= MOST_TOUCHED ? all.size() : MOST_TOUCHED - 1;
    String largest = all.stream().limit(named).map(touch -> "%s%s %s".formatted(touch.buffer(),
        touch.written() == 0 ? "" : touch.read() == 0 ? " w" : " rw", bytes(touch.bytes())))
        .collect(Collectors.joining(", "));
    return named == all.size() ? largest : "%s, %d others %s".formatted(largest,
        all.size() - named, bytes(all.stream().skip(named).mapToDouble(Level.Touch::bytes).sum()));
  }

  private static String intensity(Level level) {
    return level.moved() == 0 ? "-" : Units.figures(level.intensity());
  }

  private static String bars(Roofline peaks, KernelCost cost) {
    double arithmetic = peaks.arithmeticMicros(cost);
    double memory = peaks.memoryMicros(cost);
    return bar("arithmetic", arithmetic, arithmetic / peaks.micros(cost))
        + bar("memory", memory, memory / peaks.micros(cost))
        + "%s binds: at least %s%s%n".formatted(name(peaks.binds(cost)),
            Units.time(peaks.micros(cost)), cost.groups() >= peaks.units() ? ""
                : "; there is work for %.0f of %d units".formatted(cost.groups(), peaks.units()));
  }

  private static String bar(String name, double micros, double share) {
    return "%-10s  %8s  %s".formatted(name, Units.time(micros),
        "#".repeat((int) Math.ceil(share * BAR))).stripTrailing() + "\n";
  }

  private String summary(Roofline peaks) {
    double micros = kernels.stream().mapToDouble(peaks::micros).sum();
    return ("At least %s in all, by the measured peaks of %s: %s GFLOP/s (f32) and %s GB/s.%n"
        + "Arithmetic binds from %s FLOP a byte.%n").formatted(Units.time(micros), device.id(),
            Units.figures(peaks.gflops()), Units.figures(peaks.gbps()),
            Units.figures(peaks.ridge()));
  }

  private static String name(Roofline.Bound bound) {
    return bound.name().toLowerCase(Locale.ROOT);
  }

  private static String count(double number) {
    return number < 1e4 ? "%.0f".formatted(number) : scaled(number, "");
  }

  private static String bytes(double number) {
    return number < 1e3 ? "%.0f B".formatted(number) : scaled(number, "B");
  }

  private static String scaled(double number, String unit) {
    return number < 1e6 ? Units.figures(number / 1e3) + " K" + unit : number < 1e9
        ? Units.figures(number / 1e6) + " M" + unit : Units.figures(number / 1e9) + " G" + unit;
  }

  /** For programs; times are null without peaks. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("gflops", roofline.map(Roofline::gflops).orElse(null));
    fields.put("gbps", roofline.map(Roofline::gbps).orElse(null));
    fields.put("bound_us", roofline.map(peaks -> kernels.stream().mapToDouble(peaks::micros).sum())
        .orElse(null));
    fields.put("kernels", kernels.stream().map(this::fields).toList());
    return fields;
  }

  private Map<String, Object> fields(KernelCost cost) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kernel", cost.kernel());
    fields.put("launches", cost.launches());
    fields.put("groups", cost.groups());
    fields.put("operations", cost.operations());
    fields.put("bytes", cost.bytes());
    fields.put("arithmetic_us", roofline.map(p -> p.arithmeticMicros(cost)).orElse(null));
    fields.put("memory_us", roofline.map(p -> p.memoryMicros(cost)).orElse(null));
    fields.put("binds", roofline.map(p -> name(p.binds(cost))).orElse(null));
    fields.put("levels", cost.levels().stream().map(CostReport::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Level level) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("depth", level.depth());
    fields.put("loop", level.name());
    fields.put("kind", level.kind());
    fields.put("trips", level.trips());
    fields.put("runs", level.runs());
    fields.put("operations", level.operations());
    fields.put("footprint", level.footprint());
    fields.put("traffic", level.traffic());
    fields.put("touches", level.touches().stream().map(touch -> Map.of("buffer", touch.buffer(),
        "read", touch.read(), "written", touch.written())).toList());
    return fields;
  }
}
