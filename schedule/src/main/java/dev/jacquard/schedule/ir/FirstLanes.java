package dev.jacquard.schedule.ir;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Ramp;
import java.util.Optional;

/** The condition {@code ramp(0, 1, lanes) < count}: that a lane is among the first of a vector. */
public final class FirstLanes {

  private FirstLanes() {}

  /** The condition; {@code count}, an i64, may be any number. */
  public static Expr of(Expr count, int lanes) {
    return new Binary(BinaryOp.LT, new Ramp(IntConst.index(0), IntConst.index(1), lanes),
        new Broadcast(count, lanes));
  }

  /** How many lanes {@code condition} holds for, if it is such a condition. */
  public static Optional<Expr> count(Expr condition) {
    return condition instanceof Binary(BinaryOp op, Ramp lane, Broadcast(Expr count, int _))
        && op == BinaryOp.LT && lane.isDense()
        && lane.base() instanceof IntConst(DType _, long base)
        && base == 0 ? Optional.of(count) : Optional.empty();
  }
}
