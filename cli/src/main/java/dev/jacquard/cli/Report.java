package dev.jacquard.cli;

import dev.jacquard.cli.session.OperationCount;
import dev.jacquard.cli.session.Oracle;
import dev.jacquard.cli.session.Samples;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.text.Units;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The result of {@code run}.
 *
 * @param backend what ran
 * @param schedule kind and origin
 * @param compileMillis from the algorithm to a program on the device
 * @param verdict empty if no check was asked for
 * @param more further fields for JSON
 */
record Report(Setting setting, String backend, Map<String, String> schedule, double compileMillis,
    Samples samples, Optional<Oracle.Verdict> verdict, Map<String, Object> more) {

  Report(Setting setting, String backend, Map<String, String> schedule, double compileMillis,
      Samples samples, Optional<Oracle.Verdict> verdict) {
    this(setting, backend, schedule, compileMillis, samples, verdict, Map.of());
  }

  Report with(Map<String, Object> fields) {
    return new Report(setting, backend, schedule, compileMillis, samples, verdict, fields);
  }

  void print(Console console) {
    OperationCount work = OperationCount.of(setting.workload().algorithm());
    console.print("%s %s: %s (median of %d runs; least %s), %s GFLOP/s, %s GB/s%n".formatted(
        setting.workload().name(), setting.workload().sizes(), Units.time(samples.median()),
        samples.micros().size(), Units.time(samples.min()),
        Units.figures(rate(work.operations())), Units.figures(rate(work.bytes()))));
    verdict.ifPresent(each -> console.print(each.describe()));
    console.object(fields(work));
  }

  /** 10^9 a second, at the median time. */
  private double rate(double amount) {
    return amount / samples.median() / 1e3;
  }

  private Map<String, Object> fields(OperationCount work) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("op", setting.workload().name());
    fields.put("sizes", setting.workload().sizes().values());
    fields.put("device", setting.choice().device().id());
    fields.put("backend", backend);
    fields.put("schedule", schedule);
    fields.put("compile_ms", Units.round(compileMillis, 3));
    fields.put("time_us", samples.fields());
    fields.put("transfer_us", Units.round(samples.transferMicros(), 3));
    fields.put("gflop", work.operations() / 1e9);
    fields.put("gflops", Units.round(rate(work.operations()), 6));
    fields.put("bytes", work.bytes());
    fields.put("gbps", Units.round(rate(work.bytes()), 6));
    fields.put("check", verdict.map(Oracle.Verdict::fields).orElse(null));
    fields.putAll(more);
    return fields;
  }
}
