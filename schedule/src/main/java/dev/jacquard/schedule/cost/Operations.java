package dev.jacquard.schedule.cost;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Unary;
import dev.jacquard.schedule.ir.Stmt;
import java.util.HashMap;
import java.util.Map;

/**
 * Arithmetic on values: an addition, multiplication, division, minimum or maximum counts one a
 * lane, and so does the call of a function; a hardware instruction counts two for each product that
 * it adds. Addresses, comparisons and conversions do not count. What a statement says twice counts
 * once, as compilers compute it.
 */
final class Operations {

  /**
   * Some operations.
   *
   * @param count their number
   * @param f32 how many f32 operations fill as many vectors: narrower elements share them, and an
   *     instruction adds all products of a lane at once
   */
  record Work(double count, double f32) {

    static final Work NONE = new Work(0, 0);

    Work plus(Work other) {
      return new Work(count + other.count, f32 + other.f32);
    }

    Work times(double factor) {
      return new Work(count * factor, f32 * factor);
    }
  }

  /** A name for each value, by the operation on names that makes it. */
  private final Map<Expr, Local> values = new HashMap<>();
  private Work work = Work.NONE;

  private Operations() {}

  /** Of a statement itself, without its parts. */
  static Work of(Stmt s) {
    Operations operations = new Operations();
    switch (s) {
      case Stmt.Store store -> operations.name(store.value());
      case Stmt.Declare declare when declare.local().type() == DType.I64 -> { }
      case Stmt.Declare declare -> operations.name(declare.value());
      case Stmt.Assign assign -> operations.name(assign.value());
      case Stmt.For _, Stmt.Block _, Stmt.If _, Stmt.Let _, Stmt.Allocate _, Stmt.Print _,
          Stmt.Barrier _, Stmt.Prefetch _ -> { }
    }
    return operations.work;
  }

  private Local name(Expr e) {
    Expr operation = switch (e) {
      case Load load -> load;
      case Instruct instruct ->
          new Instruct(instruct.instruction(), name(instruct.accumulator()), instruct.operands());
      default -> e.mapChildren(this::name);
    };
    Local known = values.get(operation);
    if (known == null) {
      known = new Local("value " + values.size(), e.type(), e.lanes());
      values.put(operation, known);
      work = work.plus(own(operation));
    }
    return known;
  }

  private static Work own(Expr e) {
    double f32 = e.lanes() * e.type().bytes() / (double) DType.F32.bytes();
    return switch (e) {
      case Binary binary when isArithmetic(binary) -> new Work(e.lanes(), f32);
      case Unary _, Call _ -> new Work(e.lanes(), f32);
      case Instruct instruct ->
          new Work(2.0 * e.lanes() * instruct.instruction().group(), 2 * f32);
      default -> Work.NONE;
    };
  }

  private static boolean isArithmetic(Binary binary) {
    return switch (binary.op()) {
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX -> true;
      default -> false;
    };
  }
}
