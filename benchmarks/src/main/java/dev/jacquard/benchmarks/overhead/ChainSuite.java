package dev.jacquard.benchmarks.overhead;

import dev.jacquard.Jacquard;
import dev.jacquard.cli.BenchContext;
import dev.jacquard.cli.Suite;
import dev.jacquard.cli.text.Table;
import dev.jacquard.cli.text.Units;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A chain of 100 kernels of four elements each: the time of a run by the number of kernels, when
 * they are one program, and when each is a program of its own, whose end is waited for.
 */
public final class ChainSuite implements Suite {

  private static final int KERNELS = 100;
  private static final Sizes TINY = Sizes.parse("h=1,w=4");
  private static final int WARM_UP = 500;
  private static final int ROUNDS = 11;
  private static final int RUNS = 50;
  private static final double ASKED = 3;

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public String summary() {
    return "microseconds a kernel, in one program and with a wait each";
  }

  @Override
  public void run(BenchContext context) {
    Device device = context.choice().device();
    try (Executable chain = load(KERNELS, device); Executable single = load(1, device)) {
      Runnable whole = runOf(chain);
      Runnable one = runOf(single);
      for (int i = 0; i < WARM_UP; i++) {
        whole.run();
        one.run();
      }
      double[] together = new double[ROUNDS];
      double[] apart = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        together[round] = micros(whole, RUNS) / KERNELS;
        apart[round] = micros(one, RUNS);
      }
      report(context, median(together), median(apart));
    }
  }

  private static void report(BenchContext context, double together, double apart) {
    context.print(new Table("kernels", "asked", "us a kernel", "met")
        .row(KERNELS + " in one program", "<= " + Units.figures(ASKED), Units.figures(together),
            together <= ASKED ? "yes" : "NO")
        .row("one at a time, waited for", "-", Units.figures(apart), "-").toString());
    context.figure("rows", List.of(
        Map.of("what", "one program", "kernels", KERNELS, "us_per_kernel",
            Units.round(together, 3), "asked", ASKED, "met", together <= ASKED),
        Map.of("what", "one at a time", "kernels", 1, "us_per_kernel", Units.round(apart, 3))));
  }

  private static Executable load(int kernels, Device device) {
    Algorithm algorithm = Pipelines.pointwise(kernels, TINY);
    return Jacquard.compile(algorithm, Pipelines.roots(algorithm), device);
  }

  private static Runnable runOf(Executable executable) {
    Map<String, Tensor> arguments = Map.of("A", Tensor.smallIntegers(DType.F32, 1, 9, 1, 4),
        executable.program().outputs().getFirst().name(), Tensor.zeros(DType.F32, 1, 4));
    return () -> executable.run(arguments);
  }

  /** Of one run, the median of some. */
  private static double micros(Runnable run, int runs) {
    double[] times = new double[runs];
    for (int i = 0; i < runs; i++) {
      long begin = System.nanoTime();
      run.run();
      times[i] = (System.nanoTime() - begin) / 1e3;
    }
    return median(times);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
