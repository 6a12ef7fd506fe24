package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.FirstLanes;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.Map;
import java.util.Optional;

/**
 * Accesses of vectors of which only the first lanes exist; between them all lanes are computed.
 *
 * <pre>
 * if i &lt; n: f[a + i] = g[b + i] * 2, i in lanes
 *   ->   if ramp(0, 1, w) &lt; n: f[ramp(a)] = select(ramp(0, 1, w) &lt; n, g[ramp(b)], 0) * 2
 * </pre>
 *
 * <p>Private arrays that hold the whole vector keep what they have in the other lanes, where
 * someone reads that.
 */
record Predicate(Expr lanesThatExist, Module module) {

  /**
   * That {@code condition} holds for the first lanes of {@code variable}.
   *
   * @return empty where it is of another form
   */
  static Optional<Expr> count(Expr condition, String variable, Scope scope) {
    if (!(condition instanceof Binary(BinaryOp op, Expr left, Expr right))
        || op != BinaryOp.LT && op != BinaryOp.LE
        || !Index.slope(left.minus(right), variable, scope)
            .filter(s -> s instanceof IntConst one && one.value() == 1).isPresent()) {
      return Optional.empty();
    }
    Expr room = Rewrite.substitute(right.minus(left), Map.of(variable, IntConst.index(0)));
    return Optional.of(Index.simplify(op == BinaryOp.LE ? room.plus(1) : room, scope));
  }

  /** @param count how many of the lanes exist */
  static Predicate of(Expr count, int lanes, Module module) {
    return new Predicate(FirstLanes.of(count, lanes), module);
  }

  /** {@code store}, of vectors, where its lanes exist. */
  Stmt store(Stmt.Store store, Scope scope) {
    Stmt.Store masked = new Stmt.Store(store.buffer(), store.indices(),
        loads(store.value(), scope));
    if (module.tiles().contains(store.buffer())) {
      return masked;
    }
    Load old = new Load(store.buffer(), store.value().type(), store.indices());
    Buffer buffer = module.buffers().get(store.buffer());
    return buffer != null && buffer.memory() == Memory.PRIVATE && isInside(old, scope)
        ? new Stmt.Store(store.buffer(), store.indices(),
            new Select(lanesThatExist, masked.value(), old))
        : new Stmt.If(lanesThatExist, masked);
  }

  private Expr loads(Expr e, Scope scope) {
    Expr mapped = e.mapChildren(child -> loads(child, scope));
    return mapped instanceof Load load && load.lanes() > 1 && !isInside(load, scope)
        ? new Select(lanesThatExist, load, new Broadcast(Dsl.lit(load.type(), 0), load.lanes()))
        : mapped;
  }

  private boolean isInside(Load load, Scope scope) {
    Buffer buffer = module.buffers().get(load.buffer());
    return module.tiles().contains(load.buffer()) || buffer != null
        && load.indices().getFirst() instanceof Ramp ramp && ramp.isDense()
        && Index.proves(IntConst.index(0), ramp.base(), scope)
        && Index.proves(ramp.base().plus(ramp.lanes()), buffer.size(), scope);
  }
}
