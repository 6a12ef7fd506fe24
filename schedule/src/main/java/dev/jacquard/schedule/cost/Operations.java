package dev.jacquard.schedule.cost;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Unary;
import dev.jacquard.schedule.ir.Stmt;

/**
 * Arithmetic on values: an addition, multiplication, division, minimum or maximum counts one a
 * lane, and so does the call of a function. Addresses, comparisons and conversions do not count.
 */
final class Operations {

  private Operations() {}

  /** Of a statement itself, without its parts. */
  static double of(Stmt s) {
    return switch (s) {
      case Stmt.Store store -> count(store.value());
      case Stmt.Declare declare -> declare.local().type() == DType.I64 ? 0
          : count(declare.value());
      case Stmt.Assign assign -> count(assign.value());
      case Stmt.For _, Stmt.Block _, Stmt.If _, Stmt.Let _, Stmt.Allocate _, Stmt.Print _,
          Stmt.Barrier _, Stmt.Prefetch _ -> 0;
    };
  }

  private static double count(Expr e) {
    double operands = e instanceof Load ? 0
        : e.children().stream().mapToDouble(Operations::count).sum();
    return switch (e) {
      case Binary binary -> operands + (isArithmetic(binary) ? binary.lanes() : 0);
      case Unary _, Call _ -> operands + e.lanes();
      default -> operands;
    };
  }

  private static boolean isArithmetic(Binary binary) {
    return switch (binary.op()) {
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX -> true;
      default -> false;
    };
  }
}
