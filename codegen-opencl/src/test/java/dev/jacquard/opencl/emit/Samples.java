package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Small lowered programs: one input of each type, named as the type, and outputs. */
final class Samples {

  static final int ITEMS = 4;
  static final int SIZE = 64;
  static final Var I = new Var("i");

  private Samples() {}

  static Expr index(long value) {
    return IntConst.index(value);
  }

  static Buffer buffer(String name, DType type, long size) {
    return new Buffer(name, type, Memory.GLOBAL, List.of(index(size)));
  }

  /** One input of every type. */
  static List<Buffer> inputs() {
    return Arrays.stream(DType.values()).map(t -> buffer(t.name(), t, SIZE)).toList();
  }

  /** Element i of the input of a type. */
  static Expr at(DType type) {
    return at(type, I);
  }

  static Expr at(DType type, Expr index) {
    return new Load(type.name(), type, List.of(index));
  }

  /** Elements i * lanes and on. */
  static Expr vector(DType type, int lanes) {
    return at(type, place(lanes));
  }

  static Expr place(int lanes) {
    return lanes == 1 ? I : new Ramp(I.times(lanes), index(1), lanes);
  }

  static Expr all(Expr value, int lanes) {
    return new Broadcast(value, lanes);
  }

  static Expr binary(BinaryOp op, Expr left, Expr right) {
    return new Binary(op, left, right);
  }

  static Stmt store(String buffer, Expr value) {
    return new Stmt.Store(buffer, List.of(place(value.lanes())), value);
  }

  static Kernel kernel(String name, Stmt body, Buffer... buffers) {
    return new Kernel(name, List.of(buffers), List.of(),
        List.of(new Kernel.Axis("i", index(ITEMS))), List.of(), body);
  }

  static Program program(List<Buffer> inputs, List<Buffer> outputs, Kernel... kernels) {
    List<HostStmt> run = new ArrayList<>();
    for (Kernel kernel : kernels) {
      run.add(new HostStmt.Launch(kernel.name()));
    }
    return new Program("sample", inputs, outputs, List.of(), List.of(), List.of(kernels),
        List.of(), run);
  }

  static String emit(Kernel... kernels) {
    return OpenClEmitter.emit(program(List.of(), List.of(), kernels), Target.GPU);
  }

  /** The statements of a kernel body, without the declaration of {@code i}. */
  static String body(Stmt body) {
    return body(DType.F32, body);
  }

  private static String body(DType out, Stmt body) {
    List<Buffer> buffers = new ArrayList<>(inputs());
    buffers.add(buffer("out", out, SIZE));
    String text = emit(kernel("sample", body, buffers.toArray(Buffer[]::new)));
    String start = "get_global_id(0);\n";
    return text.substring(text.indexOf(start) + start.length(), text.lastIndexOf("}"))
        .lines().map(line -> line.substring(2)).collect(Collectors.joining("\n"));
  }

  /** The statement that stores {@code value} in an output of {@code type}. */
  static String stored(DType type, Expr value) {
    return body(type, store("out", value));
  }

  /** The statement that stores {@code value}, and what it needs before it. */
  static String stored(Expr value) {
    return body(store("out", value));
  }
}
