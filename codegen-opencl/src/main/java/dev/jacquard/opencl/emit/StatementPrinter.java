package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Interval;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Statements as lines of C, indented by 2 for each block. */
final class StatementPrinter {

  /** Bytes. */
  private static final int CACHE_LINE = 64;

  private final KernelContext context;
  private final ExpressionPrinter printer;
  private final List<String> lines = new ArrayList<>();
  private final List<String> localArrays = new ArrayList<>();
  private int depth = 1;

  StatementPrinter(KernelContext context) {
    this.context = context;
    this.printer = new ExpressionPrinter(context);
  }

  List<String> lines() {
    return lines;
  }

  /** Declarations of the arrays of the work-group; OpenCL C wants them outside all blocks. */
  List<String> localArrays() {
    return localArrays;
  }

  void print(Stmt statement) {
    switch (statement) {
      case Stmt.For loop -> loop(loop);
      case Stmt.Block block -> block.statements().forEach(this::print);
      case Stmt.If branch -> branch(branch);
      case Stmt.Let let -> let(let);
      case Stmt.Store store when store.atomic() -> new AtomicChange(context, printer, store)
          .lines().forEach(this::line);
      case Stmt.Store store -> store(store);
      case Stmt.Allocate allocate -> allocate(allocate);
      case Stmt.Declare(Local local, Expr value) -> declare(local, value);
      case Stmt.Assign(Local local, Expr value) -> assign(local, value);
      case Stmt.Prefetch(String buffer, Expr index) -> line(printer.loads.prefetch(buffer, index));
      case Stmt.Print print -> trace(print);
      case Stmt.Barrier _ -> line("barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);");
    }
  }

  /** C's printf: 64-bit integers, and floats with all their digits. */
  private void trace(Stmt.Print print) {
    StringBuilder format = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int k = 0; k < print.values().size(); k++) {
      Expr e = print.values().get(k);
      String digits = e.type() == DType.F64 ? "%.17g" : e.type().isFloat() ? "%.9g" : "%ld";
      format.append(print.texts().get(k)).append(digits);
      String value = printer.print(e).text();
      values.append(", ").append(e.type().isFloat() ? value : "(long)(" + value + ")");
    }
    line("printf(\"" + format + "\\n\"" + values + ");");
  }

  /** A variable of the kernel that runs from 0, such as a place in the index space. */
  void axis(String variable, Expr extent, String value) {
    Interval values = context.ranges.bind(variable, IntConst.index(0), extent);
    DType type = context.types.declare(variable, IndexTypes.fit(values));
    line("const %s %s = %s;".formatted(Words.type(type),
        context.names.declare(Names.Kind.VARIABLE, variable), value));
  }

  private void line(String text) {
    context.takePending().forEach(this::raw);
    raw(text);
  }

  private void raw(String text) {
    lines.add("  ".repeat(depth) + text);
  }

  private void block(Runnable body) {
    Scope outer = context.ranges.scope();
    context.names.enter();
    depth++;
    body.run();
    depth--;
    context.names.exit();
    context.ranges.leave(outer);
  }

  private void loop(Stmt.For loop) {
    if (loop.kind() != LoopKind.SERIAL) {
      throw new CompilerBug("the loop over %s is still %s in the emitter.".formatted(
          loop.variable(), loop.kind()));
    }
    Expr end = Index.simplify(loop.min().plus(loop.extent()), context.ranges.scope());
    Term first = printer.printAddress(loop.min());
    Term last = printer.printAddress(end);
    Scope outer = context.ranges.scope();
    context.names.enter();
    Interval values = context.ranges.bind(loop.variable(), loop.min(), loop.extent());
    boolean narrow = IndexTypes.fit(values.plus(Interval.of(1))) && IndexTypes.fit(values);
    line(header(loop, end, first, last, context.types.declare(loop.variable(), narrow)));
    block(() -> print(loop.body()));
    raw("}");
    context.names.exit();
    context.ranges.leave(outer);
  }

  /** The end is that before the first iteration, whatever the body changes. */
  private String header(Stmt.For loop, Expr end, Term first, Term last, DType type) {
    String v = context.names.declare(Names.Kind.VARIABLE, loop.variable());
    String limit = isFixed(end) ? last.at(Term.ADD) : context.names.fresh(v + "_end");
    String extra = isFixed(end) ? "" : ", " + limit + " = " + last.text();
    return "for (%s %s = %s%s; %s < %s; %s++) {".formatted(Words.type(type), v, first.text(), extra,
        v, limit, v);
  }

  private static boolean isFixed(Expr e) {
    return !(e instanceof Load) && !(e instanceof Local)
        && e.children().stream().allMatch(StatementPrinter::isFixed);
  }

  private void branch(Stmt.If branch) {
    if (branch.condition().lanes() > 1) {
      partial(branch.condition(), (Stmt.Store) branch.then());
      return;
    }
    line("if (" + printer.print(branch.condition()).text() + ") {");
    block(() -> print(branch.then()));
    if (branch.hasElse()) {
      raw("} else {");
      block(() -> print(branch.otherwise()));
    }
    raw("}");
  }

  private void let(Stmt.Let let) {
    Term value = printer.print(let.value());
    boolean narrow = context.types.isNarrow(let.value());
    context.ranges.define(let.variable(), let.value());
    DType type = context.types.declare(let.variable(), narrow);
    line("const %s %s = %s;".formatted(Words.type(type),
        context.names.declare(Names.Kind.VARIABLE, let.variable()), value.text()));
    print(let.body());
  }

  private void allocate(Stmt.Allocate allocate) {
    Buffer buffer = allocate.buffer();
    long size = Index.constant(buffer.size(), context.ranges.scope()).orElseThrow(() ->
        new CompilerBug("the size of " + buffer.name() + " is not a constant: " + buffer.size()
            + "."));
    String name = context.declare(buffer);
    String array = "%s %s[%d];".formatted(Words.stored(buffer.type()), name, size);
    switch (buffer.memory()) {
      case PRIVATE -> line(isVectorArray(buffer, size) ? array.replace(";",
          " __attribute__((aligned(%d)));".formatted(CACHE_LINE)) : array);
      case LOCAL -> declareOnce("  local " + array);
      case GLOBAL -> throw new CompilerBug(buffer.name() + " is global inside a kernel.");
    }
    print(allocate.body());
  }

  /** On a CPU, a vector that spans two cache lines is loaded in two steps. */
  private boolean isVectorArray(Buffer buffer, long size) {
    return context.helpers.isClang() && size * buffer.type().bytes() >= CACHE_LINE;
  }

  /** Branches that hold the same array each, the steady state and the boundary, share it. */
  private void declareOnce(String array) {
    if (!localArrays.contains(array)) {
      localArrays.add(array);
    }
  }

  private void declare(Local local, Expr value) {
    Term initial = value(value);
    line("%s %s = %s;".formatted(Words.type(local.type(), local.lanes()),
        context.names.declare(Names.Kind.LOCAL, local.name()), initial.text()));
  }

  private void assign(Local local, Expr value) {
    String name = context.names.local(local.name());
    boolean adds = value instanceof Binary(BinaryOp op, Expr left, Expr _) && op == BinaryOp.ADD
        && left instanceof Local same && same.name().equals(local.name())
        && (value.type().isFloat() || printer.neverWraps(value));
    line(adds ? name + " += " + value(((Binary) value).right()).text() + ";"
        : name + " = " + value(value).text() + ";");
  }

  /** As a variable of its type holds it: a mask of bytes for a vector of booleans. */
  private Term value(Expr e) {
    return e.type().isBool() && e.lanes() > 1 ? printer.masks.print(e, 8)
        : printer.print(e, e.lanes() > 1 ? e.type() : context.types.of(e));
  }

  private void store(Stmt.Store store) {
    Expr index = Loads.single(store.buffer(), store.indices());
    Expr value = unrounded(store.value());
    int lanes = value.lanes();
    if (index.lanes() != lanes) {
      throw new CompilerBug("%d lanes are stored at %d indices: %s[%s].".formatted(lanes,
          index.lanes(), store.buffer(), index));
    }
    DType type = store.value().type();
    if (lanes == 1) {
      Term term = printer.print(value);
      Term place = printer.printAddress(Lanes.of(index, 0));
      line(printer.loads.stored(store.buffer(), type, place, term) + ";");
    } else if (Loads.isDense(index)) {
      line(printer.loads.stored(store.buffer(), type, lanes, ((Ramp) index).base(),
          stored(value)) + ";");
    } else {
      scatter(store.buffer(), type, index, value);
    }
  }

  /** Stores those lanes for which {@code condition} holds. */
  private void partial(Expr condition, Stmt.Store store) {
    Expr value = unrounded(store.value());
    Optional<String> whole = printer.loads.partiallyStored(condition, store, stored(value));
    if (whole.isPresent()) {
      line(whole.get() + ";");
      return;
    }
    String held = context.constant(Words.type(Words.storage(value.type()), value.lanes()),
        "value", stored(value));
    Expr index = Loads.single(store.buffer(), store.indices());
    for (int lane = 0; lane < value.lanes(); lane++) {
      line("if (%s) %s;".formatted(printer.print(Lanes.of(condition, lane)).text(),
          printer.loads.stored(store.buffer(), store.value().type(),
              printer.printAddress(Lanes.of(index, lane)),
              Term.atom(held + Words.component(lane)))));
    }
  }

  /** Storing an f16 or bf16 rounds. */
  private static Expr unrounded(Expr value) {
    return value instanceof Cast(DType type, Expr operand) && type.isStorageOnly() ? operand
        : value;
  }

  private Term stored(Expr value) {
    return value.type().isBool()
        ? printer.print(new Cast(DType.U8, value)) : value(value);
  }

  /** All lanes are computed before the first is stored. */
  private void scatter(String buffer, DType type, Expr index, Expr value) {
    IntFunction<Term> scalar;
    if (value instanceof Broadcast(Expr same, int _)) {
      Term term = printer.print(same);
      scalar = _ -> term;
    } else {
      String name = context.constant(Words.type(Words.storage(value.type()), value.lanes()),
          "value", stored(value));
      scalar = lane -> Term.atom(name + Words.component(lane));
    }
    IntFunction<Term> places = printer.loads.places(index);
    for (int lane = 0; lane < value.lanes(); lane++) {
      line(printer.loads.stored(buffer, type, places.apply(lane), scalar.apply(lane)) + ";");
    }
  }
}
