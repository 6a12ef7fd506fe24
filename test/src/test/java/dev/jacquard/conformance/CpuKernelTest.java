package dev.jacquard.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.lower.Lower;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shape of kernels for CPUs: sums in registers, as wide as they are. */
class CpuKernelTest {

  private static Target target(int vectorBytes, int registers, String... features) {
    Target avx = Target.AVX512;
    return new Target(Target.Kind.CPU, vectorBytes, avx.computeUnits(), avx.maxGroupItems(), 0,
        vectorBytes * registers, avx.globalBytes(), true, Set.of(features));
  }

  private static String kernel(String op, String sizes, Target target) {
    Op known = Ops.find(op);
    Algorithm algorithm = known.algorithm().with(Sizes.parse(sizes));
    return new OpenClBackend().emit(Lower.lower(algorithm,
        known.byHand(algorithm, target).orElseThrow()), target).text();
  }

  private static long count(String kernel, String start) {
    return kernel.lines().filter(line -> line.strip().startsWith(start)).count();
  }

  @ParameterizedTest
  @CsvSource({"16,16,float4,12", "32,16,float8,12", "64,32,float16,16"})
  void theProductsSumsAreVectorsOfTheDevice(int bytes, int registers, String vector, int sums) {
    for (String op : new String[] {"matmul", "matmulTransposed"}) {
      String kernel = kernel(op, "m=1024,n=1024,k=1024", target(bytes, registers));
      assertEquals(sums, count(kernel, vector + " C_tile_"), kernel);
      assertFalse(kernel.contains("C_tile["), kernel);
    }
  }

  @Test
  void aWorkItemCopiesThePanelThatItReads() {
    String kernel = kernel("matmul", "m=1024,n=1024,k=1024", Target.AVX512);
    assertEquals(1, count(kernel, "kernel "), kernel);
    assertEquals(1, count(kernel, "float B_packed[65536]"), kernel);
    assertEquals(0, count(kernel, "if "), kernel);
  }

  @Test
  void aSmallOneIsReadInPlace() {
    assertFalse(kernel("matmul", "m=256,n=256,k=256", Target.AVX512).contains("packed["));
  }

  @Test
  void productsOfBytesAreInstructions() {
    String kernel = kernel("matmulU8I8", "m=64,n=64,k=64", target(64, 32, "avx512_vnni"));
    assertEquals(16, count(kernel, "int16 C_tile_"), kernel);
    assertTrue(kernel.contains("vpdpbusd("), kernel);
  }
}
