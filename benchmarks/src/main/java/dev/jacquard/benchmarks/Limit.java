package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.peer.DeviceCopy;
import dev.jacquard.benchmarks.peer.DeviceRead;
import dev.jacquard.cli.session.OperationCount;
import dev.jacquard.dsl.DType;
import dev.jacquard.tune.Peak;
import java.util.Arrays;
import java.util.function.Function;

/** The bound of a case as a contestant: measured in every round, or known beforehand. */
record Limit(Function<Integer, double[]> times, Runnable end) implements Contestant, AutoCloseable {

  static Limit of(Case measured, Bench bench, Peak peak) {
    OperationCount work = OperationCount.of(measured.workload().algorithm());
    return switch (measured.bound()) {
      case ROOFLINE -> known(Math.max(work.operations() / peak.gflops() / perLane(measured),
          work.bytes() / peak.gbps()) / 1e3);
      case COPY -> measured(DeviceCopy.fastest(bench::setting, (long) work.bytes() / 2 / 4 * 4));
      case READ -> measured(DeviceRead.fastest(bench::setting, (long) work.bytes()));
    };
  }

  /** How many elements fit in the place of an f32: as many times more are computed at once. */
  private static double perLane(Case measured) {
    int bytes = measured.workload().algorithm().inputs().getFirst().type().bytes();
    return (double) DType.F32.bytes() / bytes;
  }

  private static Limit known(double micros) {
    return new Limit(runs -> {
      double[] times = new double[runs];
      Arrays.fill(times, micros);
      return times;
    }, () -> {});
  }

  private static Limit measured(Ours kernel) {
    return new Limit(kernel::run, kernel::close);
  }

  @Override
  public double[] run(int runs) {
    return times.apply(runs);
  }

  @Override
  public void close() {
    end.run();
  }
}
