package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Local;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Compiles statements to what they do to one thread of control; loops run serially. */
final class StmtCompiler {

  private final String where;
  private final boolean kernel;
  private final ExprCompiler expressions;
  private final GroupCompiler groups;

  /**
   * @param where what errors call the program
   * @param kernel whether the statement is the body of a kernel: then local memory is its group's
   */
  StmtCompiler(String where, boolean kernel, boolean flattened) {
    this.where = where;
    this.kernel = kernel;
    this.expressions = new ExprCompiler(where, flattened);
    this.groups = new GroupCompiler(this, where);
  }

  Code.Action compile(Stmt stmt, Names names) {
    return switch (stmt) {
      case Stmt.For loop when loop.kind() == LoopKind.ITEM && hasBarrier(loop) -> {
        Code.GroupAction items = groups.compile(loop, names);
        yield f -> items.run(new Frame[] {f});
      }
      case Stmt.For loop -> loop(loop, names);
      case Stmt.Block block -> block(block, names);
      case Stmt.If choice -> choice(choice, names);
      case Stmt.Let let -> let(let, names);
      case Stmt.Store store -> expressions.accesses().store(store, names);
      case Stmt.Allocate allocate -> allocate(allocate, names);
      case Stmt.Declare declare -> throw new CompilerBug("%s: %s is declared outside a block."
          .formatted(where, declare.local()));
      case Stmt.Assign(Local local, Expr value) -> assign(local, value, names, names);
      case Stmt.Prefetch _ -> _ -> { };
      case Stmt.Print print -> print(print, names);
      case Stmt.Barrier _ -> _ -> { };
    };
  }

  private Code.Action print(Stmt.Print print, Names names) {
    List<Function<Frame, String>> values = new ArrayList<>();
    for (Expr e : print.values()) {
      if (e.type().isFloat()) {
        Code.OfFloat real = expressions.real(e, 0, names);
        values.add(e.type() == DType.F64 ? f -> Double.toString(real.at(f))
            : f -> Float.toString((float) real.at(f)));
      } else {
        Code.OfInteger integer = integer(e, names);
        values.add(f -> e.type().format(integer.at(f)));
      }
    }
    return f -> {
      StringBuilder line = new StringBuilder();
      for (int k = 0; k < values.size(); k++) {
        line.append(print.texts().get(k)).append(values.get(k).apply(f));
      }
      System.out.println(line);
    };
  }

  /** What {@code stmt} does to all items of a group together. */
  Code.GroupAction compileGroup(Stmt stmt, Names names) {
    return groups.compile(stmt, names);
  }

  static boolean hasBarrier(Stmt stmt) {
    return stmt instanceof Stmt.Barrier
        || stmt.children().stream().anyMatch(StmtCompiler::hasBarrier);
  }

  Code.OfInteger integer(Expr e, Names names) {
    return expressions.integer(e, 0, names);
  }

  private Code.Action loop(Stmt.For loop, Names names) {
    Code.OfInteger min = integer(loop.min(), names);
    Code.OfInteger extent = integer(loop.extent(), names);
    Names inner = names.withVariable(loop.variable());
    int slot = inner.slot();
    Code.Action body = compile(loop.body(), inner);
    return f -> {
      long first = min.at(f);
      long end = first + extent.at(f);
      for (long i = first; i < end; i++) {
        f.shared.step();
        f.longs[slot] = i;
        body.run(f);
      }
    };
  }

  private Code.Action block(Stmt.Block block, Names names) {
    List<Code.Action> actions = new ArrayList<>();
    Names now = names;
    for (Stmt child : block.statements()) {
      if (child instanceof Stmt.Declare(Local local, Expr value)) {
        Names before = now;
        now = now.withLocal(local.name(), local.type(), local.lanes());
        actions.add(assign(local, value, before, now));
      } else {
        actions.add(compile(child, now));
      }
    }
    Code.Action[] all = actions.toArray(Code.Action[]::new);
    return f -> {
      for (Code.Action action : all) {
        action.run(f);
      }
    };
  }

  /** {@code value} is read with the names {@code before} the local exists. */
  Code.Action assign(Local local, Expr value, Names before, Names after) {
    if (value.type() != local.type() || value.lanes() != local.lanes() && value.lanes() != 1) {
      throw new CompilerBug("%s: %s is %s x%d and is set to %s, %s x%d.".formatted(where, local,
          local.type(), local.lanes(), value, value.type(), value.lanes()));
    }
    int slot = after.local(local.name(), 0);
    return local.type().isFloat() ? assignFloats(local, value, before, slot)
        : assignIntegers(local, value, before, slot);
  }

  private Code.Action assignFloats(Local local, Expr value, Names names, int slot) {
    Code.OfFloat[] lanes = new Code.OfFloat[local.lanes()];
    Arrays.setAll(lanes, lane -> expressions.real(value, lane, names));
    return f -> {
      double[] results = new double[lanes.length];
      for (int lane = 0; lane < lanes.length; lane++) {
        results[lane] = lanes[lane].at(f);
      }
      System.arraycopy(results, 0, f.doubles, slot, results.length);
    };
  }

  private Code.Action assignIntegers(Local local, Expr value, Names names, int slot) {
    Code.OfInteger[] lanes = new Code.OfInteger[local.lanes()];
    Arrays.setAll(lanes, lane -> expressions.integer(value, lane, names));
    return f -> {
      long[] results = new long[lanes.length];
      for (int lane = 0; lane < lanes.length; lane++) {
        results[lane] = lanes[lane].at(f);
      }
      System.arraycopy(results, 0, f.longs, slot, results.length);
    };
  }

  private Code.Action choice(Stmt.If choice, Names names) {
    if (choice.condition().lanes() > 1) {
      return expressions.accesses().store((Stmt.Store) choice.then(), choice.condition(), names);
    }
    Code.OfInteger condition = integer(choice.condition(), names);
    Code.Action then = compile(choice.then(), names);
    Code.Action otherwise = compile(choice.otherwise(), names);
    return f -> {
      if (condition.at(f) != 0) {
        then.run(f);
      } else {
        otherwise.run(f);
      }
    };
  }

  private Code.Action let(Stmt.Let let, Names names) {
    Code.OfInteger value = integer(let.value(), names);
    Names inner = names.withVariable(let.variable());
    int slot = inner.slot();
    Code.Action body = compile(let.body(), inner);
    return f -> {
      f.longs[slot] = value.at(f);
      body.run(f);
    };
  }

  private Code.Action allocate(Stmt.Allocate allocate, Names names) {
    Buffer buffer = allocate.buffer();
    Names inner = names.withBuffer(buffer.name());
    int slot = inner.slot();
    Code.Action body = compile(allocate.body(), inner);
    Code.Action make = kernel && buffer.memory() == Memory.LOCAL ? shared(buffer, slot, names)
        : own(buffer, slot, names);
    return f -> {
      make.run(f);
      body.run(f);
    };
  }

  /** Memory of one thread of control; undefined again each time. */
  Code.Action own(Buffer buffer, int slot, Names names) {
    if (kernel && buffer.memory() == Memory.GLOBAL) {
      throw new CompilerBug("%s: the global buffer %s is allocated in a kernel.".formatted(where,
          buffer.name()));
    }
    Code.OfInteger[] extents = extents(buffer, names);
    return f -> {
      long[] shape = shape(extents, f);
      if (f.buffers[slot] == null || !f.buffers[slot].hasShape(shape)) {
        f.buffers[slot] = Storage.create(buffer, shape);
      } else {
        f.buffers[slot].poison();
      }
    };
  }

  /** Memory of a group, made by its first item. */
  private Code.Action shared(Buffer buffer, int slot, Names names) {
    Code.OfInteger[] extents = extents(buffer, names);
    return f -> {
      long[] shape = shape(extents, f);
      Storage[] local = f.shared.local;
      if (local[slot] == null || !local[slot].hasShape(shape)) {
        local[slot] = tracked(buffer, shape);
      }
      f.buffers[slot] = local[slot];
    };
  }

  Storage tracked(Buffer buffer, long[] shape) {
    Storage storage = Storage.create(buffer, shape);
    storage.races = new RaceDetector(where + ", " + buffer.name(), storage.size);
    return storage;
  }

  Code.OfInteger[] extents(Buffer buffer, Names names) {
    return buffer.extents().stream().map(e -> integer(e, names)).toArray(Code.OfInteger[]::new);
  }

  static long[] shape(Code.OfInteger[] extents, Frame f) {
    return Arrays.stream(extents).mapToLong(e -> e.at(f)).toArray();
  }
}
