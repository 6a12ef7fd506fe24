package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads a whole vector where no lane of its index is clamped.
 *
 * <pre>
 * a[min(max(b + i, 0), n)], i in lanes
 *   ->   0 &lt;= b and b + lanes - 1 &lt;= n ? a[ramp(b, 1, lanes)] : gather
 * </pre>
 */
final class ClampedLoad {

  private final String variable;
  private final int lanes;
  private final Scope scope;
  private Expr inside;

  private ClampedLoad(String variable, int lanes, Scope scope) {
    this.variable = variable;
    this.lanes = lanes;
    this.scope = scope;
  }

  /** The whole load beside {@code gather}; empty where the index is not a clamped dense one. */
  static Optional<Expr> of(Load load, Load gather, String variable, int lanes, Scope scope) {
    ClampedLoad clamped = new ClampedLoad(variable, lanes, scope);
    Expr free = Index.simplify(clamped.free(load.indices().getFirst()), scope);
    Optional<Expr> slope = Index.slope(free, variable, scope);
    boolean dense = slope.isPresent() && slope.get() instanceof IntConst s && s.value() == 1;
    if (clamped.inside == null || !dense) {
      return Optional.empty();
    }
    Ramp ramp = new Ramp(clamped.at(free, 0), IntConst.index(1), lanes);
    return Optional.of(new Select(new Broadcast(Simplify.apply(clamped.inside, scope), lanes),
        new Load(load.buffer(), load.type(), List.of(ramp)), gather));
  }

  /** {@code e} without the clamps of what varies over the lanes; collects when that is right. */
  private Expr free(Expr e) {
    if (e instanceof Binary(BinaryOp op, Expr a, Expr b) && e.type() == DType.I64
        && (op == BinaryOp.MIN || op == BinaryOp.MAX)) {
      boolean left = Rewrite.mentions(a, variable);
      if (left != Rewrite.mentions(b, variable)) {
        return free(op, left ? a : b, left ? b : a);
      }
    }
    return e.mapChildren(this::free);
  }

  private Expr free(BinaryOp op, Expr moving, Expr bound) {
    Expr index = free(moving);
    boolean rises = Index.slope(index, variable, scope)
        .filter(s -> s instanceof IntConst c && c.value() >= 0).isPresent();
    if (!rises) {
      return new Binary(op, moving, bound);
    }
    Expr holds = op == BinaryOp.MIN ? at(index, lanes - 1).le(bound) : bound.le(at(index, 0));
    inside = Walk.AND.apply(inside, holds);
    return index;
  }

  private Expr at(Expr e, long lane) {
    return Index.simplify(Rewrite.substitute(e, Map.of(variable, IntConst.index(lane))), scope);
  }
}
