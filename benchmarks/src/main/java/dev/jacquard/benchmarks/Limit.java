package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.peer.DeviceCopy;
import dev.jacquard.benchmarks.peer.DeviceRead;
import dev.jacquard.cli.session.OperationCount;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.tune.Peak;
import java.util.Optional;

/**
 * The bound of a case. What memory leaves takes turns as a contestant: our own best copy of as many
 * bytes, wherever they lie, or reading where next to nothing is written. What arithmetic leaves is
 * known from the machine's peak, which may show only later.
 *
 * @param micros of arithmetic for a peak of one operation a nanosecond; 0 where only memory counts
 * @param memory where it may bind
 */
record Limit(double micros, Optional<Ours> memory) implements Contestant, AutoCloseable {

  /** How far a peak may be off that decides whether memory is measured. */
  private static final double DOUBT = 2;
  /** More of the bytes than one in so many is written by what counts as a copy. */
  private static final double MOSTLY_READ = 8;

  static Limit of(Case measured, Bench bench, Peak peak) {
    Algorithm algorithm = measured.workload().algorithm();
    OperationCount work = OperationCount.of(algorithm);
    double micros = work.operations() / perLane(algorithm) / 1e3;
    return switch (measured.bound()) {
      case ROOFLINE -> new Limit(micros, DOUBT * work.bytes() / peak.gbps() / 1e3
          < micros / peak.gflops() ? Optional.empty()
          : Optional.of(isMostlyRead(algorithm, work) ? read(bench, work) : copy(bench, work)));
      case COPY -> new Limit(0, Optional.of(copy(bench, work)));
      case READ -> new Limit(0, Optional.of(read(bench, work)));
    };
  }

  /** How many elements fit in the place of an f32: as many times more are computed at once. */
  private static double perLane(Algorithm algorithm) {
    return (double) DType.F32.bytes() / algorithm.inputs().getFirst().type().bytes();
  }

  private static boolean isMostlyRead(Algorithm algorithm, OperationCount work) {
    double written = algorithm.outputs().stream().mapToDouble(OperationCount::bytes).sum();
    return written * MOSTLY_READ < work.bytes() && work.bytes() >= DeviceRead.LEAST_BYTES;
  }

  private static Ours copy(Bench bench, OperationCount work) {
    return DeviceCopy.fastest(bench::setting, (long) work.bytes() / 2 / 4 * 4);
  }

  private static Ours read(Bench bench, OperationCount work) {
    return DeviceRead.fastest(bench::setting, (long) work.bytes());
  }

  /** The microseconds of the case's bound, of the rounds in which memory took {@code turns}. */
  Figures bound(Figures turns, Peak peak) {
    return turns.map(each -> Math.max(each, micros / peak.gflops()));
  }

  @Override
  public double[] run(int runs) {
    return memory.map(kernel -> kernel.run(runs)).orElseGet(() -> new double[runs]);
  }

  @Override
  public void close() {
    memory.ifPresent(Ours::close);
  }
}
