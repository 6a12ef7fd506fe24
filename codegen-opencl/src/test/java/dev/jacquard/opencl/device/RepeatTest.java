package dev.jacquard.opencl.device;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.var;
import static dev.jacquard.opencl.device.DeviceFixture.assertMessage;
import static dev.jacquard.opencl.device.DeviceFixture.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.lower.Lower;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves to be done when it is not the first: a chain of tiny kernels. */
@RequiresOpenCl
class RepeatTest {

  /** PoCL 3.1 keeps 128 functions open: with more, each launch opens and closes one. */
  private static final int STAGES = 30;
  private static final String RESULT = "f" + (STAGES - 1);
  private static final int RUNS = 200;
  /** A launch that was held up is cut into other parts, which are kept. */
  private static final int TRIES = 4;

  @TempDir
  static Path cache;

  private final DeviceFixture fixture = new DeviceFixture(cache);
  private final Map<String, Tensor> arguments =
      Map.of("A", values(1, 2, 3, 4), RESULT, Tensor.zeros(F32, 4));

  /** f0 = A + 1, f1 = f0 + 1 ..., each a kernel. */
  private Artifact chain() {
    Var i = var("i");
    Func last = func("f0", i).is(input("A", F32, dim("n", 4)).at(i).plus(1));
    for (int stage = 1; stage < STAGES; stage++) {
      last = func("f" + stage, i).is(last.at(i).plus(1));
    }
    Algorithm algorithm = Algorithm.of(last).with(Sizes.parse("n=4"));
    Schedule schedule = Schedule.of(algorithm);
    for (Func func : algorithm.funcs()) {
      schedule = schedule.func(func).computeRoot();
    }
    return fixture.backend.emit(Lower.lower(algorithm, schedule), fixture.device.target());
  }

  /** 1, 2, 3, 4, which so many chains went over. */
  private static float[] afterChains(int count) {
    float added = count * STAGES;
    return new float[] {added + 1, added + 2, added + 3, added + 4};
  }

  private void assertRuns(OpenClExecutable chain) {
    chain.run(arguments);
    assertArrayEquals(afterChains(1), arguments.get(RESULT).toFloatArray());
  }

  @Test
  void aSecondRunMakesNoBufferAndNextToNoObjects() {
    assumeTrue(Partition.find(fixture.device.id()).limits().shared(), "copies make objects");
    try (OpenClExecutable chain = fixture.load(chain())) {
      assertRuns(chain);
      int buffers = chain.memory().made();
      long bytes = IntStream.range(0, TRIES).mapToLong(_ -> allocatedBy(
          () -> chain.run(arguments))).min().orElseThrow();
      assertRuns(chain);
      assertEquals(buffers, chain.memory().made());
      assertTrue(bytes < 5 * STAGES * RUNS, bytes + " bytes in " + RUNS + " runs");
    }
  }

  private static long allocatedBy(Runnable run) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    run.run();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < RUNS; i++) {
      run.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void runsThatAreSubmittedFollowOneAnother() {
    Map<String, Tensor> further = Map.of("A", arguments.get(RESULT), RESULT, Tensor.zeros(F32, 4));
    try (OpenClExecutable chain = fixture.load(chain());
        OpenClExecutable other = fixture.load(chain())) {
      assertRuns(chain);
      other.run(further);
      for (int i = 0; i < RUNS; i++) {
        arguments.get(RESULT).fill(0);
        CompletableFuture<Timing> first = chain.submit(arguments);
        CompletableFuture<Timing> second = other.submit(further);
        if (i % 2 == 0) {
          other.run(further);
        }
        CompletableFuture.allOf(first, second).join();
        assertArrayEquals(afterChains(2), further.get(RESULT).toFloatArray());
      }
    }
  }

  @Test
  void manyThreadsRunAtTheSameTime() {
    try (OpenClExecutable chain = fixture.load(chain())) {
      IntStream.range(0, 64).parallel().forEach(i -> {
        Tensor result = Tensor.zeros(F32, 4);
        Map<String, Tensor> own = Map.of("A", values(i, 0, 0, i), RESULT, result);
        if (i % 2 == 0) {
          chain.run(own);
        } else {
          chain.submit(own).join();
        }
        assertArrayEquals(new float[] {i + STAGES, STAGES, STAGES,
            i + STAGES}, result.toFloatArray());
      });
    }
  }

  @Test
  void whatFollowsARunMayRunItAgain() {
    try (OpenClExecutable chain = fixture.load(chain())) {
      assertRuns(chain);
      List<CompletableFuture<Timing>> ends = IntStream.range(0, 8).mapToObj(_ -> chain.submit(
          arguments).thenApply(_ -> chain.run(arguments))).toList();
      chain.run(arguments);
      ends.forEach(CompletableFuture::join);
      assertArrayEquals(afterChains(1), arguments.get(RESULT).toFloatArray());
    }
  }

  @Test
  void temporariesNeedNoSlab() {
    UnaryOperator<Limits> small = l -> new Limits(l.localBytes(), l.privateBytes(),
        l.argumentBytes(), 150, l.alignment(), l.shared(), l.coherent(), l.binariesCost(),
        l.roundsDivision());
    try (OpenClExecutable chain = fixture.load(chain(), small)) {
      assertRuns(chain);
      assertTrue(chain.memory().made() >= STAGES, "a buffer each where one would be too large");
    }
  }

  @Test
  void otherTensorsTakeTheirPlace() {
    try (OpenClExecutable chain = fixture.load(chain())) {
      assertRuns(chain);
      assertRuns(chain);
      Tensor other = Tensor.zeros(F32, 4);
      chain.run(Map.of("A", values(5, 5, 5, 5), RESULT, other));
      assertArrayEquals(new float[] {STAGES + 5, STAGES + 5, STAGES + 5,
          STAGES + 5}, other.toFloatArray());
      assertRuns(chain);
    }
  }

  @Test
  void memoryIsStillThere() {
    try (OpenClExecutable chain = fixture.load(chain())) {
      Arena arena = Arena.ofConfined();
      Tensor a = Tensor.over(F32, arena.allocate(16, 4096), 4);
      Map<String, Tensor> given = Map.of("A", a, RESULT, arguments.get(RESULT));
      chain.run(given);
      chain.run(given);
      arena.close();
      assertMessage("f29: the memory of the tensor given for A was released: its Arena is closed. "
          + "Keep it open until the run has ended.", () -> chain.run(given));
    }
  }

  @Test
  void namesAreStillChecked() {
    try (OpenClExecutable chain = fixture.load(chain())) {
      assertRuns(chain);
      assertMessage("f29 has no tensor B to set here. Arguments: A f32 (4), f29 f32 (4). Leave it "
          + "out.",
          () -> chain.run(Map.of("A", arguments.get("A"), RESULT, arguments.get(RESULT),
              "B", arguments.get("A"))));
    }
  }
}
