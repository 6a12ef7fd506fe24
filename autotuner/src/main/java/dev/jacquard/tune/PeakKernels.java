package dev.jacquard.tune;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The programs that probe a device. On a CPU each work-group is one item that computes with the
 * widest vectors; on a GPU it has many items with scalars.
 */
final class PeakKernels {
  /** Independent multiply-adds in flight: they hide the latency, and still fit 16 registers. */
  private static final int CHAINS = 12;
  private static final long ROUNDS = 2048;
  private static final int GROUPS_PER_UNIT = 256;
  private static final int GPU_ITEMS = 256;
  /** Elements that a work-item of the copy moves. */
  private static final long CHUNK = 4096;
  /** Larger than the caches. */
  private static final long COPY_BYTES = 128L << 20;

  private final int lanes;
  private final int items;
  private final long groups;
  private final long elements;

  PeakKernels(Target target) {
    boolean gpu = target.kind() == Target.Kind.GPU;
    this.lanes = gpu ? 1 : target.lanes(DType.F32);
    this.items = gpu ? Math.min(GPU_ITEMS, target.maxGroupItems()) : 1;
    this.groups = (long) target.computeUnits() * GROUPS_PER_UNIT;
    long bytes = Math.min(COPY_BYTES, Math.max(1 << 20, target.globalBytes() / 16));
    this.elements = bytes / Float.BYTES / (CHUNK * items) * (CHUNK * items);
  }

  /** Operations of one run of {@link #arithmetic}. */
  double flops() {
    return 2.0 * CHAINS * lanes * items * ROUNDS * groups;
  }

  /** Bytes that one run of {@link #copy} reads and writes. */
  double bytes() {
    return 2.0 * elements * Float.BYTES;
  }

  /** The only extent of a buffer of these programs. */
  static long extent(Buffer buffer) {
    return ((IntConst) buffer.extents().getFirst()).value();
  }

  /** Chains of multiply-adds on registers; factors come from memory, so that nothing folds. */
  Program arithmetic() {
    Buffer in = buffer("factors", 2);
    Buffer out = buffer("sums", groups * items * lanes);
    Local factor = local("factor");
    List<Local> chains = IntStream.range(0, CHAINS).mapToObj(i -> local("chain" + i)).toList();
    List<Stmt> body = new ArrayList<>();
    body.add(new Stmt.Declare(factor, vector(new Load(in.name(), DType.F32, List.of(index(0))))));
    chains.forEach(chain -> body.add(new Stmt.Declare(chain, start(in, chains.indexOf(chain)))));
    body.add(new Stmt.For("round", index(0), index(ROUNDS), LoopKind.SERIAL,
        Stmt.Block.of(chains.stream().map(chain -> (Stmt) new Stmt.Assign(chain,
            add(binary(BinaryOp.MUL, chain, factor), factor))).toList())));
    body.add(new Stmt.Store(out.name(), List.of(ramp(times(item(), lanes))),
        chains.stream().map(Expr.class::cast).reduce(PeakKernels::add).orElseThrow()));
    return program("peak_arithmetic", in, out, groups, Stmt.Block.of(body));
  }

  private Expr start(Buffer in, int chain) {
    Expr loaded = new Load(in.name(), DType.F32, List.of(index(1)));
    return vector(binary(BinaryOp.MUL, loaded,
        new FloatConst(DType.F32, 1 + chain)));
  }

  /** Every item copies a chunk; on a GPU neighbours copy neighbouring elements. */
  Program copy() {
    Buffer in = buffer("from", elements);
    Buffer out = buffer("to", elements);
    Expr place = items > 1
        ? add(times(new Var("group"), CHUNK * items), add(times(new Var("step"), items),
            new Var("item")))
        : add(times(new Var("group"), CHUNK), times(new Var("step"), lanes));
    Stmt move = new Stmt.Store(out.name(), List.of(ramp(place)),
        new Load(in.name(), DType.F32, List.of(ramp(place))));
    long steps = items > 1 ? CHUNK : CHUNK / lanes;
    return program("peak_copy", in, out, elements / (CHUNK * items),
        new Stmt.For("step", index(0), index(steps), LoopKind.SERIAL, move));
  }

  private Program program(String name, Buffer in, Buffer out, long groupCount, Stmt body) {
    List<Kernel.Axis> itemAxes = items > 1 ? List.of(new Kernel.Axis("item", index(items)))
        : List.of();
    Kernel kernel = new Kernel(name, List.of(in, out), List.of(),
        List.of(new Kernel.Axis("group", index(groupCount))), itemAxes, body);
    return new Program(name, List.of(in), List.of(out), List.of(), List.of(), List.of(kernel),
        List.of(), List.of(new HostStmt.Launch(name)));
  }

  private Expr item() {
    Expr group = times(new Var("group"), items);
    return items > 1 ? add(group, new Var("item")) : group;
  }

  private Local local(String name) {
    return new Local(name, DType.F32, lanes);
  }

  private Expr vector(Expr scalar) {
    return lanes == 1 ? scalar : new Broadcast(scalar, lanes);
  }

  private Expr ramp(Expr base) {
    return lanes == 1 ? base : new Ramp(base, index(1), lanes);
  }

  private static Buffer buffer(String name, long extent) {
    return new Buffer(name, DType.F32, Memory.GLOBAL, List.of(index(extent)));
  }

  private static Expr index(long value) {
    return IntConst.index(value);
  }

  private static Expr times(Expr a, long factor) {
    return factor == 1 ? a : binary(BinaryOp.MUL, a, index(factor));
  }

  private static Expr add(Expr a, Expr b) {
    return binary(BinaryOp.ADD, a, b);
  }

  private static Expr binary(BinaryOp op, Expr a, Expr b) {
    return new Binary(op, a, b);
  }
}
