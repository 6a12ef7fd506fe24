package dev.jacquard.opencl.device;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from an algorithm, against the interpreter, on integers that floats hold. */
@RequiresOpenCl
class LoweredTest {

  @TempDir
  static Path cache;

  private final DeviceFixture fixture = new DeviceFixture(cache);
  private final Var i = var("i");
  private final Var j = var("j");
  private final RVar r = rvar("r");

  private final Dim m = dim("m", 8);
  private final Dim n = dim("n", 8);
  private final Dim k = dim("k", 8);
  private final Input a = input("A", F32, m, k);
  private final Input b = new Input("B", F32, List.of(k, n), true);
  private final Func c = func("C", i, j).is(sum(r, a.at(i, r).times(b.at(r, j))));

  private void assertAgrees(Schedule schedule, String given, long rows, long columns, long depth) {
    Program program = Lower.lower(Algorithm.of(c).with(Sizes.parse(given)), schedule);
    Map<String, Tensor> inputs = Map.of("A", Tensor.smallIntegers(F32, 1, 5, rows, depth),
        "B", Tensor.smallIntegers(F32, 2, 5, depth, columns));
    InterpreterBackend oracle = new InterpreterBackend();
    Target target = fixture.device.target();
    try (Executable mine = fixture.load(fixture.backend.emit(program, target));
        Executable its = oracle.load(oracle.emit(program, target),
            oracle.devices().getFirst())) {
      assertArrayEquals(product(its, inputs, rows, columns), product(mine, inputs, rows, columns));
    }
  }

  private static float[] product(Executable executable, Map<String, Tensor> inputs, long rows,
      long columns) {
    Map<String, Tensor> arguments = new HashMap<>(inputs);
    Tensor result = Tensor.zeros(F32, rows, columns);
    arguments.put("C", result);
    executable.run(arguments);
    return result.toFloatArray();
  }

  @Test
  void symbolicSizes() {
    assertAgrees(Schedule.of(c), "", 3, 5, 7);
  }

  @Test
  void symbolicSizesWithParallelLoops() {
    assertAgrees(Schedule.of(c).parallel("i", "j"), "", 3, 5, 7);
  }

  @Test
  void registerTilesWithTails() {
    assertAgrees(Schedule.of(c).tile(i, j, 4, 16)
        .reorder("i.outer", "j.outer", "r", "i.inner", "j.inner")
        .cacheWrite(Memory.PRIVATE, "j.outer").vectorize("j.inner", 8)
        .unroll("i.inner", "j.inner.outer").parallel("i.outer", "j.outer"),
        "m=10,n=37,k=5", 10, 37, 5);
  }

  @Test
  void packedConstant() {
    Schedule packed = Schedule.of(c).pack(b, "j", 8).parallel("i");
    assertAgrees(packed, "m=4,n=20,k=6", 4, 20, 6);
    assertFalse(Lower.lower(Algorithm.of(c), packed).prepare().isEmpty());
  }
}
