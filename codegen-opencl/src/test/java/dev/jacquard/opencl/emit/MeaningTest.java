package dev.jacquard.opencl.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.opencl.device.RequiresOpenCl;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the text computes is what the interpreter says the program means, bit for bit. */
@RequiresOpenCl
class MeaningTest {

  private static final int OUTPUTS = 22;
  private static final double[] FLOATS = {0, -0.0, 1, -1, 0.5, -2.5, 3, 100, 255.5, -300, 1e10,
      -1e10, 1e20, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

  @ParameterizedTest(name = "seed {0}, {1} lanes")
  @CsvSource({"1, 1", "2, 1", "3, 2", "4, 4", "5, 4", "6, 8", "7, 16", "8, 16"})
  void randomExpressions(long seed, int lanes) {
    Random random = new Random(seed);
    RandomExpressions expressions = new RandomExpressions(random, lanes);
    List<Expr> values = new ArrayList<>();
    List<Stmt> stores = new ArrayList<>();
    List<Buffer> outputs = new ArrayList<>();
    for (int k = 0; k < OUTPUTS; k++) {
      DType type = DType.values()[k % DType.values().length];
      values.add(expressions.of(type, 3));
      outputs.add(Samples.buffer("out" + k, type, Samples.SIZE));
      Expr place = lanes == 1 ? expressions.base()
          : new Ramp(expressions.base(), IntConst.index(1), lanes);
      stores.add(new Stmt.Store("out" + k, List.of(place), values.getLast()));
    }
    Stmt body = new Stmt.For("j", Samples.index(0), Samples.index(16 / lanes), LoopKind.SERIAL,
        new Stmt.Block(stores));
    compare(program(body, outputs), inputs(random), values);
  }

  private static Program program(Stmt body, List<Buffer> outputs) {
    List<Buffer> buffers = new ArrayList<>(Samples.inputs());
    buffers.addAll(outputs);
    return Samples.program(Samples.inputs(), outputs,
        Samples.kernel("k", body, buffers.toArray(Buffer[]::new)));
  }

  private static Map<String, Tensor> inputs(Random random) {
    Map<String, Tensor> inputs = new HashMap<>();
    for (DType type : DType.values()) {
      Tensor tensor = Tensor.zeros(type, Samples.SIZE);
      for (int i = 0; i < Samples.SIZE; i++) {
        if (type.isFloat()) {
          tensor.setDouble(FLOATS[random.nextInt(FLOATS.length)], i);
        } else {
          tensor.setLong(integer(type, random), i);
        }
      }
      inputs.put(type.name(), tensor);
    }
    return inputs;
  }

  private static long integer(DType type, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> type.minLong();
      case 1 -> type.maxLong();
      case 2 -> type.wrap(random.nextInt(-3, 4));
      default -> type.wrap(random.nextLong());
    };
  }

  private static void compare(Program program, Map<String, Tensor> inputs, List<Expr> values) {
    Map<String, Tensor> expected = run(new InterpreterBackend(), program, inputs);
    Map<String, Tensor> actual = run(new OpenClBackend(), program, inputs);
    for (int k = 0; k < values.size(); k++) {
      Tensor right = expected.get("out" + k);
      Tensor found = actual.get("out" + k);
      for (int i = 0; i < Samples.SIZE; i++) {
        String what = "out" + k + "[" + i + "] of type " + right.type() + " = " + values.get(k);
        if (right.type().isFloat()) {
          assertEquals(right.getDouble(i) + 0.0, found.getDouble(i) + 0.0, what);
        } else {
          assertEquals(right.getLong(i), found.getLong(i), what);
        }
      }
    }
  }

  private static Map<String, Tensor> run(Backend backend, Program program,
      Map<String, Tensor> inputs) {
    Map<String, Tensor> arguments = new HashMap<>(inputs);
    program.outputs().forEach(b -> arguments.put(b.name(),
        Tensor.zeros(b.type(), Samples.SIZE)));
    Device device = backend.devices().getFirst();
    try (Executable executable =
        backend.load(backend.emit(program, device.target()), device)) {
      executable.run(arguments);
    }
    return arguments;
  }
}
