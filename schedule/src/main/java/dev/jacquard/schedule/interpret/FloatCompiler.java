package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Comprehension;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.backend.FloatFunctions;
import dev.jacquard.schedule.backend.IntegerArithmetic;
import java.util.List;

/**
 * Compiles one lane of a float expression. An f32 is carried in a double and rounded after each
 * operation, which gives the same bits as arithmetic in f32.
 */
final class FloatCompiler {

  private static final Code.OfFloat NONE = _ -> 0;

  private final ExprCompiler all;

  FloatCompiler(ExprCompiler all) {
    this.all = all;
  }

  Code.OfFloat compile(Expr e, int lane, Names names) {
    return switch (e) {
      case FloatConst c -> constant(c.value());
      case Local l -> variable(names.local(l.name(), lane));
      case Unary u -> unary(u.op(), compile(u.operand(), lane, names));
      case Binary b -> rounded(e.type(), binary(b, lane, names));
      case Select s -> select(s, lane, names);
      case Cast c -> cast(c, lane, names);
      case Call c -> call(c, lane, names);
      case Broadcast b -> compile(b.value(), 0, names);
      case Ramp r -> ramp(r, lane, names);
      case Instruct i -> instruct(i, lane, names);
      case Load load -> all.accesses().loadFloat(load, lane, names);
      case IntConst _, Var _, RVar _, Dim _, Comprehension _ -> throw ExprCompiler.illegal(e);
    };
  }

  private Code.OfFloat instruct(Instruct instruct, int lane, Names names) {
    Code.OfFloat sum = compile(instruct.accumulator(), lane, names);
    for (Expr term : instruct.terms(lane)) {
      Code.OfFloat before = sum;
      Code.OfFloat added = compile(term, 0, names);
      sum = rounded(instruct.type(), f -> before.at(f) + added.at(f));
    }
    return sum;
  }

  private static Code.OfFloat constant(double value) {
    return _ -> value;
  }

  private static Code.OfFloat variable(int slot) {
    return f -> f.doubles[slot];
  }

  private static Code.OfFloat rounded(DType type, Code.OfFloat code) {
    return switch (type) {
      case F32 -> f -> (float) code.at(f);
      case F64 -> code;
      default -> f -> type.round(code.at(f));
    };
  }

  private static Code.OfFloat unary(UnaryOp op, Code.OfFloat a) {
    return switch (op) {
      case NEG -> f -> -a.at(f);
      case ABS -> f -> Math.abs(a.at(f));
      case NOT -> throw new CompilerBug("complement of a float");
    };
  }

  private Code.OfFloat binary(Binary b, int lane, Names names) {
    Code.OfFloat l = compile(b.left(), lane, names);
    Code.OfFloat r = compile(b.right(), lane, names);
    return switch (b.op()) {
      case ADD -> f -> l.at(f) + r.at(f);
      case SUB -> f -> l.at(f) - r.at(f);
      case MUL -> f -> l.at(f) * r.at(f);
      case DIV -> f -> l.at(f) / r.at(f);
      case MIN -> f -> Math.min(l.at(f), r.at(f));
      case MAX -> f -> Math.max(l.at(f), r.at(f));
      case MOD, AND, OR, XOR, SHL, SHR, LT, LE, EQ, NE ->
          throw new CompilerBug(b.op() + " gives no float: " + b);
    };
  }

  private Code.OfFloat select(Select s, int lane, Names names) {
    Code.OfInteger c = all.integer(s.condition(), lane, names);
    Code.OfFloat t = compile(s.whenTrue(), lane, names);
    Code.OfFloat e = compile(s.whenFalse(), lane, names);
    return f -> c.at(f) != 0 ? t.at(f) : e.at(f);
  }

  private Code.OfFloat cast(Cast c, int lane, Names names) {
    DType from = c.operand().type();
    if (from.isFloat()) {
      return rounded(c.type(), compile(c.operand(), lane, names));
    }
    Code.OfInteger a = all.integer(c.operand(), lane, names);
    return c.type() == DType.F32 ? f -> IntegerArithmetic.toFloat(from, a.at(f))
        : f -> IntegerArithmetic.toDouble(from, a.at(f));
  }

  private Code.OfFloat call(Call call, int lane, Names names) {
    if (call.function() == MathFunction.FLOAT_OF) {
      Code.OfInteger bits = all.integer(call.arguments().getFirst(), lane, names);
      return call.type() == DType.F64 ? f -> Double.longBitsToDouble(bits.at(f))
          : f -> Float.intBitsToFloat((int) bits.at(f));
    }
    List<Code.OfFloat> arguments = call.arguments().stream()
        .map(a -> compile(a, lane, names)).toList();
    MathFunction function = call.function();
    Code.OfFloat a = arguments.getFirst();
    Code.OfFloat b = arguments.size() > 1 ? arguments.get(1) : NONE;
    Code.OfFloat c = arguments.size() > 2 ? arguments.get(2) : NONE;
    if (function == MathFunction.FMA && call.type() == DType.F32) {
      return f -> Math.fma((float) a.at(f), (float) b.at(f), (float) c.at(f));
    }
    return rounded(call.type(),
        f -> FloatFunctions.apply(function, a.at(f), b.at(f), c.at(f)));
  }

  private Code.OfFloat ramp(Ramp r, int lane, Names names) {
    Code.OfFloat base = compile(r.base(), 0, names);
    Code.OfFloat stride = rounded(r.type(), times(compile(r.stride(), 0, names), lane));
    return rounded(r.type(), f -> base.at(f) + stride.at(f));
  }

  private static Code.OfFloat times(Code.OfFloat a, int factor) {
    return f -> a.at(f) * factor;
  }
}
