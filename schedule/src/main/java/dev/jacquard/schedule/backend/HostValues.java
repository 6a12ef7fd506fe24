package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Buffer;
import java.util.List;
import java.util.Map;

/** The numbers behind size expressions: scalar integers and booleans of sizes and host loops. */
public final class HostValues {

  private HostValues() {}

  /**
   * The value of {@code e}; a bool gives 0 or 1.
   *
   * @param variables the sizes and the variables of host loops, by name
   */
  public static long evaluate(Expr e, Map<String, Long> variables) {
    return switch (e) {
      case IntConst(DType _, long value) -> value;
      case Dim dim -> variable(dim.name(), variables);
      case Var(String name) -> variable(name, variables);
      case RVar(String name, Range _) -> variable(name, variables);
      case Unary(UnaryOp op, Expr a) ->
          IntegerArithmetic.apply(op, e.type(), evaluate(a, variables));
      case Binary(BinaryOp op, Expr a, Expr b) ->
          IntegerArithmetic.apply(op, a.type(), evaluate(a, variables), evaluate(b, variables));
      case Select(Expr c, Expr t, Expr f) -> evaluate(holds(c, variables) ? t : f, variables);
      case Cast(DType type, Expr a) when !type.isFloat() && !a.type().isFloat() ->
          type.wrap(evaluate(a, variables));
      default -> throw new CompilerBug("the host cannot compute " + e + ".");
    };
  }

  public static boolean holds(Expr condition, Map<String, Long> variables) {
    return evaluate(condition, variables) != 0;
  }

  /** The logical shape of a buffer. */
  public static long[] shape(Buffer buffer, Map<String, Long> variables) {
    return all(buffer.extents(), variables);
  }

  public static long[] all(List<Expr> expressions, Map<String, Long> variables) {
    return expressions.stream().mapToLong(e -> evaluate(e, variables)).toArray();
  }

  private static long variable(String name, Map<String, Long> variables) {
    Long value = variables.get(name);
    if (value == null) {
      throw new CompilerBug("the host does not know " + name + "; it knows " + variables + ".");
    }
    return value;
  }
}
