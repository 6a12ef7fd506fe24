package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills what the next iteration reads beside the use of what this one does, in two copies.
 *
 * <pre>
 * for i in e: { fill f for i; use f }
 *   ->   fill f[0] for 0
 *        for i in e: { if i + 1 != e: fill f[(i + 1) % 2] for i + 1; use f[i % 2] }
 * </pre>
 *
 * <p>In local memory one barrier at the start of an iteration orders both; one copy needs two.
 */
record FillAhead(Func func, Memory memory) {

  private static final long COPIES = 2;

  /** The extents of a buffer with two copies. */
  static List<Expr> extents(List<Expr> one) {
    return prefixed(IntConst.index(COPIES), one);
  }

  static Layout layout(Layout one) {
    List<Layout.Axis> axes = new ArrayList<>(List.of(Layout.Axis.whole(0)));
    one.axes().forEach(axis -> axes.add(
        new Layout.Axis(axis.dim() + 1, axis.block(), axis.inner())));
    return new Layout(axes);
  }

  /** The loop with what comes before it; {@code fill} and {@code use} are of one iteration. */
  Stmt apply(Stmt.For loop, Stmt fill, Stmt use) {
    Var at = new Var(loop.variable());
    Expr copy = at.rem(COPIES);
    Stmt ahead = halved(fill, copy);
    Stmt first = Simplify.substitute(ahead, loop.variable(), loop.min());
    Stmt next = new Stmt.If(at.plus(1).ne(loop.min().plus(loop.extent())),
        Simplify.substitute(ahead, loop.variable(), at.plus(1)));
    Stmt now = halved(use, copy);
    List<Stmt> body = new ArrayList<>();
    List<Stmt> all = new ArrayList<>();
    if (memory == Memory.LOCAL) {
      body.add(new Stmt.Barrier());
      all.add(new Stmt.Barrier());
    }
    body.add(next);
    body.addAll(memory == Memory.LOCAL ? behindBarrier(now) : List.of(now));
    all.add(new Stmt.If(IntConst.index(0).lt(loop.extent()), first));
    all.add(loop.withBody(Stmt.Block.of(body)));
    return Stmt.Block.of(all);
  }

  /** Of another Func that is filled ahead at the same loop, the barrier serves both. */
  private static List<Stmt> behindBarrier(Stmt s) {
    return s instanceof Stmt.Block(List<Stmt> statements)
        && statements.getFirst() instanceof Stmt.Barrier ? statements.subList(1, statements.size())
        : List.of(s);
  }

  /** With a copy as the first index of the Func's buffers. */
  private Stmt halved(Stmt s, Expr copy) {
    Stmt mapped = s.mapChildren(child -> halved(child, copy)).mapExprs(e -> halved(e, copy));
    return mapped instanceof Stmt.Store store && func.buffers().contains(store.buffer())
        ? new Stmt.Store(store.buffer(), prefixed(copy, store.indices()), store.value(),
            store.atomic()) : mapped;
  }

  private Expr halved(Expr e, Expr copy) {
    Expr mapped = e.mapChildren(child -> halved(child, copy));
    return mapped instanceof Load load && func.buffers().contains(load.buffer())
        ? new Load(load.buffer(), load.type(), prefixed(copy, load.indices())) : mapped;
  }

  private static List<Expr> prefixed(Expr first, List<Expr> rest) {
    List<Expr> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }
}
