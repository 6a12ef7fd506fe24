package dev.jacquard.opencl.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.opencl.device.RequiresOpenCl;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the text computes is what the interpreter says the program means, bit for bit. */
@RequiresOpenCl
class MeaningTest {

  private static final int OUTPUTS = 26;
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

  /** A tile of the group turned around, an array of each item, a scatter, and variables. */
  @Test
  void statements() {
    Var item = new Var("item0");
    Expr here = new Var("i").times(16).plus(item);
    Local sum = new Local("sum", DType.I32, 1);
    Buffer tile = new Buffer("local", DType.F32, Memory.LOCAL, List.of(Samples.index(16)));
    Buffer own = new Buffer("own", DType.I32, Memory.PRIVATE, List.of(Samples.index(8)));
    Stmt fill = loop("k", 8, new Stmt.Store("own", List.of(new Var("k")),
        Samples.at(DType.I32, here).times(new Var("k").cast(DType.I32))));
    Stmt add = loop("k", 8, new Stmt.Assign(sum, sum.plus(new Load("own", DType.I32,
        List.of(new Var("k"))))));
    Expr turned = new Load("local", DType.F32, List.of(Samples.index(15).minus(item)));
    Stmt body = new Stmt.Allocate(tile, new Stmt.Allocate(own, Stmt.Block.of(
        new Stmt.Store("local", List.of(item), Samples.at(DType.F32, here)),
        new Stmt.Barrier(), fill, new Stmt.Declare(sum, new IntConst(DType.I32, 0)), add,
        new Stmt.Let("at", Samples.index(63).minus(here),
            new Stmt.If(item.lt(9), new Stmt.Store("out0", List.of(new Var("at")), turned),
                new Stmt.Store("out0", List.of(new Var("at")), turned.unaryMinus()))),
        new Stmt.Store("out1", List.of(here), sum))));
    compare(grouped(body), inputs(new Random(11)), List.of(turned, sum));
  }

  /** 16-bit floats through the memory of a group and of an item, element by element and whole. */
  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void arraysOfSmallFloats(DType type) {
    Buffer tile = new Buffer("local", type, Memory.LOCAL, List.of(Samples.index(16)));
    Buffer own = new Buffer("own", type, Memory.PRIVATE, List.of(Samples.index(16)));
    Expr all = new Ramp(Samples.index(0), Samples.index(1), 8);
    Expr here = new Ramp(new Var("i").times(16), Samples.index(1), 8);
    Expr value = Samples.at(type, here).cast(DType.F32);
    Expr sum = new Load("own", type, List.of(all)).cast(DType.F32)
        .plus(new Load("local", type, List.of(all)).cast(DType.F32)).cast(type);
    Expr last = new Load("own", type, List.of(new Var("k")));
    Stmt body = new Stmt.Allocate(tile, new Stmt.Allocate(own, Stmt.Block.of(
        new Stmt.Store("local", List.of(all), value.cast(type)),
        new Stmt.Store("own", List.of(all), value.unaryMinus().cast(type)),
        new Stmt.Store("local", List.of(Samples.index(3)), Samples.at(type, Samples.index(5))),
        loop("k", 8, new Stmt.Store("out1", List.of(new Var("i").times(16).plus(new Var("k"))),
            last)),
        new Stmt.Store("out0", List.of(here), sum))));
    compare(program(body, List.of(Samples.buffer("out0", type, Samples.SIZE),
        Samples.buffer("out1", type, Samples.SIZE))), inputs(new Random(17)), List.of(sum, last));
  }

  private static Stmt loop(String variable, long extent, Stmt body) {
    return new Stmt.For(variable, Samples.index(0), Samples.index(extent), LoopKind.SERIAL, body);
  }

  private static Program grouped(Stmt body) {
    List<Buffer> outputs = List.of(Samples.buffer("out0", DType.F32, Samples.SIZE),
        Samples.buffer("out1", DType.I32, Samples.SIZE));
    Kernel single = program(body, outputs).kernels().getFirst();
    return Samples.program(Samples.inputs(), outputs, new Kernel("k", single.buffers(), List.of(),
        single.groups(), List.of(new Kernel.Axis("item0", Samples.index(16))), body));
  }

  @Test
  void scatters() {
    Expr place = new Ramp(new Var("i"), Samples.index(Samples.ITEMS), 16);
    Expr turned = Samples.index(63).minus(new Var("i").times(16)).plus(0);
    List<Expr> values = List.of(Samples.vector(DType.I16, 16), Samples.vector(DType.BOOL, 16));
    Stmt body = Stmt.Block.of(new Stmt.Store("out0", List.of(place), values.get(0)),
        new Stmt.Store("out1", List.of(new Ramp(turned, Samples.index(-1), 16)), values.get(1)));
    compare(program(body, List.of(Samples.buffer("out0", DType.I16, Samples.SIZE),
        Samples.buffer("out1", DType.BOOL, Samples.SIZE))), inputs(new Random(12)), values);
  }

  /** Every function of floats of OpenCL C, within a few units in the last place of its range. */
  @Test
  void mathFunctions() {
    List<Expr> values = new ArrayList<>();
    List<Stmt> stores = new ArrayList<>();
    List<Buffer> outputs = new ArrayList<>();
    for (MathFunction function : Arrays.stream(MathFunction.values())
        .filter(f -> !f.isInteger()).toList()) {
      Expr x = Samples.at(DType.F32, new Ramp(new Var("i").times(16), Samples.index(1), 16));
      values.add(new Call(function, Collections.nCopies(function.arity(), x)));
      String name = "out" + outputs.size();
      outputs.add(Samples.buffer(name, DType.F32, Samples.SIZE));
      stores.add(Samples.store(name, values.getLast()));
    }
    Map<String, Tensor> inputs = inputs(new Random(13));
    Tensor x = inputs.get("F32");
    for (int i = 0; i < Samples.SIZE; i++) {
      x.setDouble((i + 1) / 16.0, i);
    }
    close(program(new Stmt.Block(stores), outputs), inputs, values);
  }

  private static void close(Program program, Map<String, Tensor> inputs, List<Expr> values) {
    Map<String, Tensor> expected = run(new InterpreterBackend(), program, inputs);
    Map<String, Tensor> actual = run(new OpenClBackend(), program, inputs);
    for (int k = 0; k < values.size(); k++) {
      for (int i = 0; i < Samples.SIZE; i++) {
        double right = expected.get("out" + k).getDouble(i);
        double unit = Double.isFinite(right) ? Math.ulp((float) Math.max(1, Math.abs(right))) : 1;
        assertEquals(right, actual.get("out" + k).getDouble(i), 32 * unit,
            values.get(k) + " at " + inputs.get("F32").getDouble(i));
      }
    }
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
