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
import dev.jacquard.schedule.backend.IntegerArithmetic;
import dev.jacquard.schedule.backend.IntegerFunctions;
import java.util.Arrays;

/** Compiles one lane of an integer or boolean expression. */
final class IntegerCompiler {

  private final ExprCompiler all;

  IntegerCompiler(ExprCompiler all) {
    this.all = all;
  }

  Code.OfInteger compile(Expr e, int lane, Names names) {
    return switch (e) {
      case IntConst c -> constant(c.value());
      case Var v -> variable(names.variable(v.name()));
      case RVar v -> variable(names.variable(v.name()));
      case Dim d -> variable(names.variable(d.name()));
      case Local l -> variable(names.local(l.name(), lane));
      case Unary u -> unary(u, lane, names);
      case Binary b -> binary(b, lane, names);
      case Select s -> select(s, lane, names);
      case Cast c -> cast(c, lane, names);
      case Broadcast b -> compile(b.value(), 0, names);
      case Ramp r -> ramp(r, lane, names);
      case Instruct i -> instruct(i, lane, names);
      case Load load -> all.accesses().loadInteger(load, lane, names);
      case Call c -> call(c, lane, names);
      case Comprehension _, FloatConst _ -> throw ExprCompiler.illegal(e);
    };
  }

  private Code.OfInteger instruct(Instruct instruct, int lane, Names names) {
    Code.OfInteger sum = compile(instruct.accumulator(), lane, names);
    for (Expr term : instruct.terms(lane)) {
      Code.OfInteger before = sum;
      Code.OfInteger added = compile(term, 0, names);
      sum = f -> instruct.type().wrap(before.at(f) + added.at(f));
    }
    return sum;
  }

  private static Code.OfInteger constant(long value) {
    return _ -> value;
  }

  private static Code.OfInteger variable(int slot) {
    return f -> f.longs[slot];
  }

  private Code.OfInteger unary(Unary u, int lane, Names names) {
    Code.OfInteger a = compile(u.operand(), lane, names);
    UnaryOp op = u.op();
    DType type = u.type();
    return f -> IntegerArithmetic.apply(op, type, a.at(f));
  }

  private Code.OfInteger call(Call c, int lane, Names names) {
    if (c.function() == MathFunction.BITS_OF) {
      Code.OfFloat a = all.real(c.arguments().getFirst(), lane, names);
      return c.type() == DType.U64 ? f -> Double.doubleToRawLongBits(a.at(f))
          : f -> Integer.toUnsignedLong(Float.floatToRawIntBits((float) a.at(f)));
    }
    Code.OfInteger[] arguments = c.arguments().stream().map(a -> compile(a, lane, names))
        .toArray(Code.OfInteger[]::new);
    MathFunction function = c.function();
    DType type = c.arguments().getFirst().type();
    return f -> IntegerFunctions.apply(function, type,
        Arrays.stream(arguments).mapToLong(argument -> argument.at(f)).toArray());
  }

  private Code.OfInteger ramp(Ramp r, int lane, Names names) {
    Code.OfInteger base = compile(r.base(), 0, names);
    Code.OfInteger stride = compile(r.stride(), 0, names);
    DType type = r.type();
    return f -> type.wrap(base.at(f) + lane * stride.at(f));
  }

  private Code.OfInteger select(Select s, int lane, Names names) {
    Code.OfInteger c = compile(s.condition(), lane, names);
    Code.OfInteger t = compile(s.whenTrue(), lane, names);
    Code.OfInteger e = compile(s.whenFalse(), lane, names);
    return f -> c.at(f) != 0 ? t.at(f) : e.at(f);
  }

  private Code.OfInteger cast(Cast c, int lane, Names names) {
    DType type = c.type();
    if (c.operand().type().isFloat()) {
      Code.OfFloat a = all.real(c.operand(), lane, names);
      return f -> IntegerArithmetic.fromFloat(type, a.at(f));
    }
    Code.OfInteger a = compile(c.operand(), lane, names);
    return f -> type.wrap(a.at(f));
  }

  private Code.OfInteger binary(Binary b, int lane, Names names) {
    if (b.left().type().isFloat()) {
      return compare(b, lane, names);
    }
    Code.OfInteger l = compile(b.left(), lane, names);
    Code.OfInteger r = compile(b.right(), lane, names);
    BinaryOp op = b.op();
    DType type = b.left().type();
    return type == DType.I64 ? index(op, l, r)
        : type.isBool() ? logical(op, l, r)
        : f -> IntegerArithmetic.apply(op, type, l.at(f), r.at(f));
  }

  /** Index arithmetic is most of what runs. */
  private static Code.OfInteger index(BinaryOp op, Code.OfInteger l, Code.OfInteger r) {
    return switch (op) {
      case ADD -> f -> l.at(f) + r.at(f);
      case SUB -> f -> l.at(f) - r.at(f);
      case MUL -> f -> l.at(f) * r.at(f);
      case DIV -> f -> IntegerArithmetic.divide(l.at(f), r.at(f));
      case MOD -> f -> IntegerArithmetic.remainder(l.at(f), r.at(f));
      case MIN -> f -> Math.min(l.at(f), r.at(f));
      case MAX -> f -> Math.max(l.at(f), r.at(f));
      case LT -> f -> l.at(f) < r.at(f) ? 1 : 0;
      case LE -> f -> l.at(f) <= r.at(f) ? 1 : 0;
      case EQ -> f -> l.at(f) == r.at(f) ? 1 : 0;
      case NE -> f -> l.at(f) != r.at(f) ? 1 : 0;
      case AND, OR, XOR, SHL, SHR -> f -> IntegerArithmetic.apply(op, DType.I64, l.at(f), r.at(f));
    };
  }

  /** The right operand of a logical and, or does not happen where the left one decides. */
  private static Code.OfInteger logical(BinaryOp op, Code.OfInteger l, Code.OfInteger r) {
    return switch (op) {
      case AND -> f -> l.at(f) == 0 ? 0 : r.at(f);
      case OR -> f -> l.at(f) != 0 ? 1 : r.at(f);
      default -> f -> IntegerArithmetic.apply(op, DType.BOOL, l.at(f), r.at(f));
    };
  }

  private Code.OfInteger compare(Binary b, int lane, Names names) {
    Code.OfFloat l = all.real(b.left(), lane, names);
    Code.OfFloat r = all.real(b.right(), lane, names);
    return switch (b.op()) {
      case LT -> f -> l.at(f) < r.at(f) ? 1 : 0;
      case LE -> f -> l.at(f) <= r.at(f) ? 1 : 0;
      case EQ -> f -> l.at(f) == r.at(f) ? 1 : 0;
      case NE -> f -> l.at(f) != r.at(f) ? 1 : 0;
      default -> throw new CompilerBug(b.op() + " of floats is no integer: " + b);
    };
  }
}
