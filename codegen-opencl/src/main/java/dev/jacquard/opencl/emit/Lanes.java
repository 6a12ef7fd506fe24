package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Ramp;

/** Vector expressions taken apart. */
final class Lanes {

  private Lanes() {}

  /** The scalar that lane {@code lane} of {@code e} holds; {@code e} itself if it is a scalar. */
  static Expr of(Expr e, int lane) {
    return e.lanes() == 1 && !(e instanceof Ramp) && !(e instanceof Broadcast) ? e
        : switch (e) {
          case Broadcast(Expr value, int _) -> value;
          case Ramp(Expr base, Expr stride, int _) -> step(base, stride, lane);
          case Local(String name, DType type, int _) ->
              new Local(Names.lane(name, lane), type, 1);
          default -> e.mapChildren(child -> of(child, lane));
        };
  }

  private static Expr step(Expr base, Expr stride, int lane) {
    if (lane == 0) {
      return base;
    }
    Expr distance = stride instanceof IntConst(DType type, long value)
        ? new IntConst(type, value * lane)
        : new Binary(BinaryOp.MUL, stride, new IntConst(stride.type(), lane));
    return base instanceof IntConst(DType type, long first)
        && distance instanceof IntConst(DType _, long more) ? new IntConst(type, first + more)
        : new Binary(BinaryOp.ADD, base, distance);
  }

  /** Whether {@code e} reads memory. */
  static boolean reads(Expr e) {
    return e instanceof Load || e.children().stream().anyMatch(Lanes::reads);
  }
}
