package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import java.util.Optional;

/**
 * Makes the iterations of a vectorized loop the lanes of vectors.
 *
 * <pre>
 * vectorized i in 0..w: f[a + i] = g[b] * h[c + 2 * i]
 *   ->   f[ramp(a, 1, w)] = xw(g[b]) * h[ramp(c, 2, w)]
 * </pre>
 *
 * <p>A branch on a lane becomes a serial loop over the lanes, but for the tail of a split that asks
 * for a {@link Predicate}.
 */
final class Vectorize {

  private final String variable;
  private final int lanes;
  private final Module module;
  /** Of the first lanes, which alone exist here; null where all do. */
  private final Expr count;

  private Vectorize(String variable, int lanes, Module module, Expr count) {
    this.variable = variable;
    this.lanes = lanes;
    this.module = module;
    this.count = count;
  }

  static Stmt apply(Stmt s, Scope scope, Module module) {
    if (s instanceof Stmt.For loop && loop.kind() == LoopKind.VECTORIZED) {
      int lanes = Math.toIntExact(((IntConst) loop.extent()).value());
      Stmt body = apply(loop.body(), Walk.inside(s, scope), module);
      if (Walk.hasBarrier(body)) {
        throw Unsupported.here(("Local memory is filled inside the vectorized loop %s, where its "
            + "items cannot wait for each other. Compute it at a loop outside that one.")
                .formatted(loop.variable()));
      }
      return new Vectorize(loop.variable(), lanes, module, null).widen(body,
          Walk.inside(s, scope));
    }
    return s.mapChildren(child -> apply(child, Walk.inside(s, scope), module));
  }

  private boolean varies(Expr e) {
    return Rewrite.mentions(e, variable);
  }

  private Stmt widen(Stmt s, Scope scope) {
    return switch (s) {
      case Stmt.Store store -> store.atomic() ? oneByOne(store) : store(store, scope);
      case Stmt.Block block -> block.mapChildren(child -> widen(child, scope));
      case Stmt.If branch when varies(branch.condition()) -> branch(branch, scope);
      case Stmt.Print print -> oneByOne(print);
      case Stmt.Prefetch prefetch -> prefetch;
      case Stmt.If branch -> branch.mapChildren(child -> widen(child, scope));
      case Stmt.For loop when varies(loop.min()) || varies(loop.extent()) ->
          throw new CompilerBug("the range of " + loop.variable() + " varies with " + variable);
      case Stmt.For loop -> loop.mapChildren(child -> widen(child, Walk.inside(loop, scope)));
      case Stmt.Let(String name, Expr value, Stmt body) -> varies(value)
          ? widen(Simplify.substitute(body, name, value), scope)
          : new Stmt.Let(name, value, widen(body, Walk.inside(s, scope)));
      case Stmt.Allocate(Buffer buffer, Stmt body) -> {
        Buffer wide = widened(buffer);
        module.tiles().add(buffer.name());
        yield new Stmt.Allocate(wide, widen(laned(body, buffer.name()), scope));
      }
      case Stmt.Declare _, Stmt.Assign _, Stmt.Barrier _ ->
          throw new CompilerBug("in a vectorized loop: " + s);
    };
  }

  /** What is held in a vectorized loop is one value; each lane has its own. */
  private Buffer widened(Buffer buffer) {
    if (!buffer.extents().isEmpty()) {
      throw Unsupported.here(("%s is computed inside the vectorized loop %s. Compute it at a loop "
          + "outside that one.").formatted(buffer.name(), variable));
    }
    return new Buffer(buffer.name(), buffer.type(), buffer.memory(),
        List.of(IntConst.index(lanes)));
  }

  /** {@code s} with the lane as the index of {@code buffer}. */
  private Stmt laned(Stmt s, String buffer) {
    Stmt mapped = s.mapChildren(child -> laned(child, buffer)).mapExprs(e -> laned(e, buffer));
    return mapped instanceof Stmt.Store store && store.buffer().equals(buffer)
        ? new Stmt.Store(buffer, List.of(new Var(variable)), store.value()) : mapped;
  }

  private Expr laned(Expr e, String buffer) {
    return e instanceof Load load && load.buffer().equals(buffer)
        ? new Load(buffer, load.type(), List.of(new Var(variable)))
        : e.mapChildren(child -> laned(child, buffer));
  }

  private Stmt oneByOne(Stmt s) {
    return new Stmt.For(variable, IntConst.index(0), IntConst.index(lanes), LoopKind.SERIAL,
        count == null ? s : new Stmt.If(new Var(variable).lt(count), s));
  }

  private Stmt branch(Stmt.If branch, Scope scope) {
    Optional<Expr> first = module.predicated().contains(variable) && !branch.hasElse()
        ? Predicate.count(branch.condition(), variable, scope) : Optional.empty();
    if (first.isEmpty()) {
      return oneByOne(branch);
    }
    Expr all = count == null ? first.get() : Index.simplify(count.min(first.get()), scope);
    Stmt then = new Vectorize(variable, lanes, module, all).widen(branch.then(), scope);
    return Simplify.apply(new Stmt.If(IntConst.index(0).lt(all), then), scope);
  }

  private Stmt store(Stmt.Store store, Scope scope) {
    List<Expr> indices = Rewrite.all(store.indices(), e -> widen(e, scope));
    if (indices == store.indices()) {
      throw new CompilerBug("all lanes of " + variable + " store to " + store.buffer() + indices);
    }
    Stmt.Store wide = new Stmt.Store(store.buffer(), indices, full(widen(store.value(), scope)));
    return count == null ? wide : Predicate.of(count, lanes, module).store(wide, scope);
  }

  private Expr full(Expr e) {
    return e.lanes() == 1 ? new Broadcast(e, lanes) : e;
  }

  private Expr widen(Expr e, Scope scope) {
    if (!varies(e)) {
      return e;
    }
    if (e.type() == DType.I64) {
      Optional<Expr> slope = Index.slope(e, variable, scope);
      if (slope.isPresent()) {
        Expr base = Rewrite.substitute(e, java.util.Map.of(variable, IntConst.index(0)));
        return new Ramp(Index.simplify(base, scope), slope.get(), lanes);
      }
    }
    return switch (e) {
      case Load load -> load(load, scope);
      case Binary _, Select _, Call _ -> e.mapChildren(child -> full(widen(child, scope)));
      case Unary _, Cast _ -> e.mapChildren(child -> widen(child, scope));
      default -> throw new CompilerBug("cannot widen " + e);
    };
  }

  private Expr load(Load load, Scope scope) {
    Load wide = (Load) load.mapChildren(child -> widen(child, scope));
    return wide.indices().getFirst() instanceof Ramp ? wide
        : ClampedLoad.of(load, wide, variable, lanes, scope).orElse(wide);
  }
}
