package dev.jacquard.dsl.index;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How far index arithmetic reaches. What is proved of indices holds of whole numbers, which do not
 * wrap: those written in a program stay so far inside 64 bits that no step of a proof can.
 */
public final class Magnitude {

  /** The magnitude that indices and the steps to them may have. */
  public static final long MOST = 1L << 53;
  static final Set<BinaryOp> ARITHMETIC =
      EnumSet.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL);

  private Magnitude() {}

  /**
   * The part of an index that passes {@link #MOST} though what it is made of does not.
   *
   * @param symbolic whether sizes are open: then only numbers are looked at
   */
  public static Optional<Expr> excess(Expr e, Scope scope, boolean symbolic) {
    if (e.type() != DType.I64 || !(e instanceof Binary binary)) {
      return e instanceof IntConst && !isModest(e, scope) ? Optional.of(e) : Optional.empty();
    }
    boolean suspect = !symbolic && ARITHMETIC.contains(binary.op())
        && isModest(binary.left(), scope) && isModest(binary.right(), scope) && !isModest(e, scope);
    return suspect ? Optional.of(e) : excess(binary.left(), scope, symbolic)
        .or(() -> excess(binary.right(), scope, symbolic));
  }

  public static boolean isModest(long value) {
    return -MOST <= value && value <= MOST;
  }

  private static boolean isModest(Expr e, Scope scope) {
    Interval reached = Index.bounds(e, scope);
    return isModest(reached.min()) && isModest(reached.max());
  }
}
