package dev.jacquard.cli.session;

import dev.jacquard.cli.text.Units;
import dev.jacquard.schedule.backend.Timing;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The times of repeated runs, in microseconds.
 *
 * @param micros each run, without transfers, in the order of the runs
 * @param transferMicros the median of copying arguments to and from the device
 */
public record Samples(List<Double> micros, double transferMicros) {

  /** In the order of the runs. */
  public static Samples of(List<Timing> timings) {
    return new Samples(timings.stream().map(timing -> timing.nanos() / 1e3).toList(),
        median(timings.stream().mapToDouble(timing -> timing.transferNanos() / 1e3).toArray()));
  }

  public double min() {
    return micros.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  public double median() {
    return median(micros.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The fields of {@code time_us}. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("min", Units.round(min(), 3));
    fields.put("median", Units.round(median(), 3));
    fields.put("samples", micros.stream().map(each -> Units.round(each, 3)).toList());
    return fields;
  }
}
