package dev.jacquard.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.lower.Lower;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schedules for GPUs: right where no tile fits, and shaped as one writes such kernels. */
class GpuScheduleTest {

  /** Sizes under, at and over each tile; windows of which all, a row or a place is staged. */
  private static final Map<String, List<String>> SIZES = Map.of(
      "matmul", List.of("m=1,n=1,k=1", "m=13,n=17,k=7", "m=33,n=31,k=16", "m=70,n=133,k=37",
          "m=131,n=257,k=18"),
      "capsuleConv", List.of("n=1,ci=1,co=1,h=3,w=3,k=3,stride=1",
          "n=2,ci=3,co=5,h=7,w=5,k=3,stride=2", "n=1,ci=2,co=33,h=5,w=21,k=3,stride=2",
          "n=1,ci=2,co=3,h=7,w=9,k=5,stride=1", "n=1,ci=1,co=2,h=12,w=11,k=11,stride=1"));

  static Stream<Combination> combinations() {
    List<Combination> all = new ArrayList<>();
    for (Backend backend : List.of(new OpenClBackend(), new InterpreterBackend())) {
      SIZES.forEach((op, sizes) -> sizes.forEach(each -> all.add(new Combination(Ops.find(op),
          Sizes.parse(each), "gpu", backend))));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void agreesWithTheOracle(Combination combination) {
    ConformanceTest.requireDevice(combination);
    assertEquals("", combination.run(), combination.toString());
  }

  private static String kernel(String op, String sizes) {
    Op known = Ops.find(op);
    Algorithm algorithm = known.algorithm().with(Sizes.parse(sizes));
    return new OpenClBackend().emit(Lower.lower(algorithm, known.byHand(algorithm, Target.GPU)
        .orElseThrow()), Target.GPU).text();
  }

  private static long count(String kernel, String start) {
    return kernel.lines().filter(line -> line.strip().startsWith(start)).count();
  }

  @Test
  void theProductIsOneOfTilesInLocalMemoryAndBlocksInRegisters() {
    String kernel = kernel("matmul", "m=1024,n=1024,k=1024");
    assertEquals(2, count(kernel, "local float "), kernel);
    assertEquals(2, count(kernel, "barrier("), kernel);
    assertEquals(8, count(kernel, "float4 C_tile_"), kernel);
    assertEquals(0, count(kernel, "if "), kernel);
  }

  @Test
  void capsulesStageAChannelAndHoldARow() {
    String kernel = kernel("capsuleConv", "n=32,ci=32,co=32,h=15,w=15,k=3,stride=2");
    assertEquals(2, count(kernel, "local float "), kernel);
    assertEquals(2, count(kernel, "barrier("), kernel);
    assertEquals(7, count(kernel, "float4 V_tile_"), kernel);
    assertEquals(1, count(kernel, "if "), kernel);
  }
}
