package dev.jacquard.jvm;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;

import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;

/** Small programs, as lowering would leave them. */
final class Programs {

  static final Dim M = new Dim("m", 5);
  static final Dim N = new Dim("n", 8);
  static final Dim K = new Dim("k", 3);
  private static final Expr I = new Var("i");
  private static final Expr J = new Var("j");
  private static final Expr R = new Var("r");

  private Programs() {}

  static Expr n(long value) {
    return IntConst.index(value);
  }

  static Buffer buffer(String name, DType type, Memory memory, Expr... extents) {
    return new Buffer(name, type, memory, List.of(extents));
  }

  static Stmt loop(String variable, Expr extent, Stmt body) {
    return new Stmt.For(variable, n(0), extent, LoopKind.SERIAL, body);
  }

  static Expr load(String buffer, DType type, Expr index) {
    return new Load(buffer, type, List.of(index));
  }

  static Executable load(Backend backend, Program program) {
    return backend.load(backend.emit(program, null), backend.devices().getFirst());
  }

  static Kernel.Axis axis(String variable, Expr extent) {
    return new Kernel.Axis(variable, extent);
  }

  /** A program of one kernel {@code name} from {@code in} to {@code out}. */
  static Program program(String name, Buffer in, Buffer out, List<Dim> sizes,
      List<Kernel.Axis> groups, List<Kernel.Axis> items, Stmt body) {
    Kernel kernel = new Kernel(name, List.of(in, out), sizes, groups, items, body);
    return new Program(name, List.of(in), List.of(out), List.of(), sizes, List.of(kernel),
        List.of(), List.of(new HostStmt.Launch(name)));
  }

  /** {@code C = A B} with one group an element: a register, a loop, symbolic sizes. */
  static Program matmul() {
    Buffer a = buffer("A", F32, Memory.GLOBAL, M, K);
    Buffer b = buffer("B", F32, Memory.GLOBAL, K, N);
    Buffer c = buffer("C", F32, Memory.GLOBAL, M, N);
    Local sum = new Local("sum", F32, 1);
    Expr product = load("A", F32, I.times(K).plus(R)).times(load("B", F32, R.times(N).plus(J)));
    Stmt body = Stmt.Block.of(new Stmt.Declare(sum, new FloatConst(F32, 0)),
        loop("r", K, new Stmt.Assign(sum, sum.plus(product))),
        new Stmt.Store("C", List.of(I.times(N).plus(J)), sum));
    Kernel kernel = new Kernel("matmul", List.of(a, b, c), List.of(M, N, K),
        List.of(axis("j", N), axis("i", M)), List.of(), body);
    return new Program("matmul", List.of(a, b), List.of(c), List.of(), List.of(M, N, K),
        List.of(kernel), List.of(), List.of(new HostStmt.Launch("matmul")));
  }

  /** {@code out[i] = in[i]^2 + i} for even i, else {@code -in[i]}, four items a group. */
  static Program branches() {
    Expr at = new Var("g").times(4).plus(new Var("t"));
    Expr x = load("in", I32, I);
    Stmt choice = new Stmt.If(I.rem(2).eq(0),
        new Stmt.Store("out", List.of(I), x.times(x).plus(I.cast(I32))),
        new Stmt.Store("out", List.of(I), x.unaryMinus()));
    return program("branches", buffer("in", I32, Memory.GLOBAL, N),
        buffer("out", I32, Memory.GLOBAL, N), List.of(N), List.of(axis("g", N.div(4))),
        List.of(axis("t", n(4))), new Stmt.Let("i", at, choice));
  }

  /** Running sums of each group of four through private memory; from the last to the first. */
  static Program scratch() {
    Expr base = new Var("g").times(4);
    Buffer own = buffer("own.scratch", I32, Memory.PRIVATE, n(5));
    Stmt start = new Stmt.Store("own.scratch", List.of(n(0)), new IntConst(I32, 0));
    Stmt add = loop("i", n(4), new Stmt.Store("own.scratch", List.of(I.plus(1)),
        load("own.scratch", I32, I).plus(load("in", I32, base.plus(I)))));
    Stmt copy = loop("j", n(4), new Stmt.Store("out", List.of(base.plus(J)),
        load("own.scratch", I32, n(4).minus(J))));
    return program("scratch", buffer("in", I32, Memory.GLOBAL, N),
        buffer("out", I32, Memory.GLOBAL, N), List.of(N), List.of(axis("g", N.div(4))),
        List.of(), new Stmt.Allocate(own, Stmt.Block.of(start, add, copy)));
  }

  /** In vectors of four: {@code out[i] = sum over r < 3 of (in[i] + r)}. */
  static Program vectors() {
    Local sum = new Local("sum", F32, 4);
    Expr lanes = new Ramp(new Var("g").times(4), n(1), 4);
    Expr step = new Broadcast(R.cast(F32), 4);
    Stmt body = Stmt.Block.of(
        new Stmt.Declare(sum, new Broadcast(new FloatConst(F32, 0), 4)),
        loop("r", n(3), new Stmt.Assign(sum, sum.plus(load("in", F32, lanes).plus(step)))),
        new Stmt.Store("out", List.of(lanes), sum));
    return program("vectors", buffer("in", F32, Memory.GLOBAL, N),
        buffer("out", F32, Memory.GLOBAL, N), List.of(N), List.of(axis("g", N.div(4))),
        List.of(), body);
  }

  /** Copies eight numbers, then moves the first seven up by one, in one vector store. */
  static Program shift() {
    Stmt copy = loop("i", n(8), new Stmt.Store("out", List.of(I), load("in", I32, I)));
    Stmt move = new Stmt.Store("out", List.of(new Ramp(n(1), n(1), 7)),
        load("out", I32, new Ramp(n(0), n(1), 7)));
    return program("shift", buffer("in", I32, Memory.GLOBAL, n(8)),
        buffer("out", I32, Memory.GLOBAL, n(8)), List.of(), List.of(), List.of(),
        Stmt.Block.of(copy, move));
  }

  /** Reverses groups of four through local memory. */
  static Program reverse() {
    Expr t = new Var("t");
    Expr at = new Var("g").times(4).plus(t);
    Buffer tile = buffer("tile", I32, Memory.LOCAL, n(4));
    Stmt body = new Stmt.Allocate(tile, Stmt.Block.of(
        new Stmt.Store("tile", List.of(t), load("in", I32, at)), new Stmt.Barrier(),
        new Stmt.Store("out", List.of(at), load("tile", I32, n(3).minus(t)))));
    return program("reverse", buffer("in", I32, Memory.GLOBAL, N),
        buffer("out", I32, Memory.GLOBAL, N), List.of(N), List.of(axis("g", N.div(4))),
        List.of(axis("t", n(4))), body);
  }

  /** {@code y = x + 2 w}, where {@code prepare} doubles the constant w. */
  static Program constant() {
    Buffer w = buffer("w", I32, Memory.GLOBAL, N);
    Buffer x = buffer("x", I32, Memory.GLOBAL, N);
    Buffer y = buffer("y", I32, Memory.GLOBAL, N);
    Buffer doubled = buffer("doubled", I32, Memory.GLOBAL, N);
    Kernel twice = new Kernel("twice", List.of(doubled, w), List.of(N), List.of(axis("i", N)),
        List.of(), new Stmt.Store("doubled", List.of(I), load("w", I32, I).times(2)));
    Kernel add = new Kernel("add", List.of(y, x, doubled), List.of(N), List.of(axis("i", N)),
        List.of(), new Stmt.Store("y", List.of(I),
            load("x", I32, I).plus(load("doubled", I32, I))));
    return new Program("constant", List.of(w, x), List.of(y), List.of("w"), List.of(N),
        List.of(twice, add),
        List.of(new HostStmt.Alloc(doubled), new HostStmt.Launch("twice")),
        List.of(new HostStmt.Launch("add")));
  }

  /** {@code out[i] = sum over r < 3 of in[i], where i > 1 and r > 0}, else {@code -in[i] * 3}. */
  static Program nested() {
    Stmt add = new Stmt.Store("out", List.of(I), load("out", I32, I).plus(load("in", I32, I)));
    Stmt sum = loop("r", n(3), new Stmt.If(R.gt(0), add));
    Stmt subtract = loop("j", n(3), new Stmt.If(J.ge(0), new Stmt.Store("out", List.of(I),
        load("out", I32, I).minus(load("in", I32, I)))));
    Stmt body = loop("i", N, Stmt.Block.of(
        new Stmt.Store("out", List.of(I), new IntConst(I32, 0)), new Stmt.If(I.gt(1),
            new Stmt.If(I.lt(N), sum), new Stmt.If(I.lt(N), subtract))));
    return program("nested", buffer("in", I32, Memory.GLOBAL, N),
        buffer("out", I32, Memory.GLOBAL, N), List.of(N), List.of(), List.of(), body);
  }
}
