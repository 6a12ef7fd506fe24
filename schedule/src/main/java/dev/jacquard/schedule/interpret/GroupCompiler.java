package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Local;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compiles statements with barriers to what they do to all items of a group together. What has no
 * barrier inside is run by one item after the other; the rest must be uniform: every item takes the
 * same branch and as many iterations, for all must meet at the barrier.
 */
final class GroupCompiler {

  private final StmtCompiler single;
  private final String where;

  GroupCompiler(StmtCompiler single, String where) {
    this.single = single;
    this.where = where;
  }

  Code.GroupAction compile(Stmt stmt, Names names) {
    return switch (stmt) {
      case Stmt s when !StmtCompiler.hasBarrier(s) -> each(single.compile(s, names));
      case Stmt.For loop when loop.kind() == LoopKind.ITEM -> items(loop, names);
      case Stmt.For loop -> loop(loop, names);
      case Stmt.Block block -> block(block, names);
      case Stmt.If choice -> choice(choice, names);
      case Stmt.Let let -> let(let, names);
      case Stmt.Allocate allocate -> allocate(allocate, names);
      case Stmt.Barrier _ -> items -> items[0].shared.epoch++;
      case Stmt.Store _, Stmt.Declare _, Stmt.Assign _, Stmt.Print _,
          Stmt.Prefetch _ ->
          throw new CompilerBug("no barrier");
    };
  }

  private static Code.GroupAction each(Code.Action action) {
    return items -> {
      for (Frame item : items) {
        action.run(item);
      }
    };
  }

  private Code.GroupAction loop(Stmt.For loop, Names names) {
    Code.OfInteger min = single.integer(loop.min(), names);
    Code.OfInteger extent = single.integer(loop.extent(), names);
    Names inner = names.withVariable(loop.variable());
    int slot = inner.slot();
    Code.GroupAction body = compile(loop.body(), inner);
    return items -> {
      long[] first = Arrays.stream(items).mapToLong(min::at).toArray();
      long count = Math.max(0, uniform(items, extent, "the extent of loop " + loop.variable()));
      for (long i = 0; i < count; i++) {
        items[0].shared.step();
        for (int item = 0; item < items.length; item++) {
          items[item].longs[slot] = first[item] + i;
        }
        body.run(items);
      }
    };
  }

  /** Every iteration becomes an item, with variables and private memory of its own. */
  private Code.GroupAction items(Stmt.For loop, Names names) {
    Code.OfInteger min = single.integer(loop.min(), names);
    Code.OfInteger extent = single.integer(loop.extent(), names);
    Names inner = names.withVariable(loop.variable());
    int slot = inner.slot();
    Code.GroupAction body = compile(loop.body(), inner);
    return outer -> {
      List<Frame> items = new ArrayList<>();
      for (Frame f : outer) {
        for (long i = 0; i < extent.at(f); i++) {
          Frame item = f.copy();
          item.longs[slot] = min.at(f) + i;
          item.item = items.size();
          items.add(item);
        }
      }
      if (!items.isEmpty()) {
        body.run(items.toArray(Frame[]::new));
      }
    };
  }

  private Code.GroupAction block(Stmt.Block block, Names names) {
    List<Code.GroupAction> actions = new ArrayList<>();
    Names now = names;
    for (Stmt child : block.statements()) {
      if (child instanceof Stmt.Declare(Local local, Expr value)) {
        Names before = now;
        now = now.withLocal(local.name(), local.type(), local.lanes());
        actions.add(each(single.assign(local, value, before, now)));
      } else {
        actions.add(compile(child, now));
      }
    }
    return items -> actions.forEach(action -> action.run(items));
  }

  private Code.GroupAction choice(Stmt.If choice, Names names) {
    Code.OfInteger condition = single.integer(choice.condition(), names);
    Code.GroupAction then = compile(choice.then(), names);
    Code.GroupAction otherwise = compile(choice.otherwise(), names);
    return items -> {
      boolean taken = uniform(items, condition, "the condition " + choice.condition()) != 0;
      (taken ? then : otherwise).run(items);
    };
  }

  private Code.GroupAction let(Stmt.Let let, Names names) {
    Code.OfInteger value = single.integer(let.value(), names);
    Names inner = names.withVariable(let.variable());
    int slot = inner.slot();
    Code.GroupAction body = compile(let.body(), inner);
    return items -> {
      for (Frame item : items) {
        item.longs[slot] = value.at(item);
      }
      body.run(items);
    };
  }

  private Code.GroupAction allocate(Stmt.Allocate allocate, Names names) {
    Buffer buffer = allocate.buffer();
    Names inner = names.withBuffer(buffer.name());
    int slot = inner.slot();
    Code.GroupAction body = compile(allocate.body(), inner);
    Code.GroupAction make = buffer.memory() == Memory.PRIVATE
        ? each(single.own(buffer, slot, names)) : shared(buffer, slot, names);
    return items -> {
      make.run(items);
      body.run(items);
    };
  }

  private Code.GroupAction shared(Buffer buffer, int slot, Names names) {
    Code.OfInteger[] extents = single.extents(buffer, names);
    return items -> {
      Storage storage = single.tracked(buffer, StmtCompiler.shape(extents, items[0]));
      for (Frame item : items) {
        item.buffers[slot] = storage;
      }
    };
  }

  private long uniform(Frame[] items, Code.OfInteger value, String what) {
    long first = value.at(items[0]);
    for (Frame item : items) {
      long other = value.at(item);
      if (other != first) {
        throw new CompilerBug(("%s: a divergent barrier in group %d: %s is %d for item %d, but %d "
            + "for item %d, so that not all items reach the barrier inside.").formatted(where,
            item.shared.group, what, first, items[0].item, other, item.item));
      }
    }
    return first;
  }
}
