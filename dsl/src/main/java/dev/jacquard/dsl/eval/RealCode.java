package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Component;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Print;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.Var;

/** Compiles float expressions. */
record RealCode(Compiler compiler) {

  Real compile(Expr e) {
    return switch (e) {
      case FloatConst(DType _, double value) -> constant(value);
      case Unary(UnaryOp op, Expr a) -> unary(op, compile(a));
      case Binary(BinaryOp op, Expr a, Expr b) ->
          binary(op, compiler.precision(e.type()), compile(a), compile(b));
      case Select select -> select(select);
      case Cast(DType type, Expr a) -> cast(type, a);
      case Call call -> call.function() == MathFunction.FLOAT_OF
          ? ofBits(call.type(), compiler.whole(call.arguments().getFirst()))
          : MathCode.compile(call, compiler.precision(call.type()), this::compile);
      case Access access -> new AccessCode(compiler).real(access);
      case Print print -> compile(print.value());
      case Reduce reduce -> new ReduceCode(compiler).real(reduce);
      case Local local -> operand(compiler.slot(local).number());
      case IntConst _, Var _, RVar _, Dim _, Load _, Ramp _, Broadcast _, Instruct _, Update _,
          Tuple _,
          Component _ ->
          throw new CompilerBug("not a float expression of an algorithm: " + e);
    };
  }

  private static Real operand(int number) {
    return frame -> {
      frame.error = frame.slotErrors[number];
      return Double.longBitsToDouble(frame.slots[number]);
    };
  }

  private static Real ofBits(DType type, Whole a) {
    return frame -> {
      long bits = a.at(frame);
      frame.error = frame.error == 0 ? 0 : Double.POSITIVE_INFINITY;
      return type == DType.F64 ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits);
    };
  }

  private static Real constant(double value) {
    return frame -> {
      frame.error = 0;
      return value;
    };
  }

  private static Real unary(UnaryOp op, Real a) {
    return switch (op) {
      case NEG -> frame -> -a.at(frame);
      case ABS -> frame -> Math.abs(a.at(frame));
      case NOT -> throw new CompilerBug("not of a float");
    };
  }

  private static Real binary(BinaryOp op, Precision precision, Real a, Real b) {
    return switch (op) {
      case ADD -> sum(precision, a, b);
      case SUB -> sum(precision, a, unary(UnaryOp.NEG, b));
      case MUL -> product(precision, a, b);
      case DIV -> quotient(precision, a, b);
      case MIN -> extreme(a, b, Math::min);
      case MAX -> extreme(a, b, Math::max);
      case MOD, AND, OR, XOR, SHL, SHR, LT, LE, EQ, NE ->
          throw new CompilerBug(op + " gives no float");
    };
  }

  private static Real sum(Precision precision, Real a, Real b) {
    return frame -> {
      double x = a.at(frame);
      double inherited = frame.error;
      double y = b.at(frame);
      double value = x + y;
      frame.error = precision.sum(x, y, value, inherited + frame.error);
      return value;
    };
  }

  private static Real product(Precision precision, Real a, Real b) {
    return frame -> {
      double x = a.at(frame);
      double errorOfX = frame.error;
      double y = b.at(frame);
      double value = x * y;
      frame.error = precision.product(x, errorOfX, y, frame.error, value);
      return value;
    };
  }

  private static Real quotient(Precision precision, Real a, Real b) {
    return frame -> {
      double x = a.at(frame);
      double errorOfX = frame.error;
      double y = b.at(frame);
      double value = x / y;
      frame.error = precision.quotient(x, errorOfX, y, frame.error, value);
      return value;
    };
  }

  private static Real extreme(Real a, Real b, java.util.function.DoubleBinaryOperator operator) {
    return frame -> {
      double x = a.at(frame);
      double errorOfX = frame.error;
      double y = b.at(frame);
      frame.error = Math.max(errorOfX, frame.error);
      return operator.applyAsDouble(x, y);
    };
  }

  private Real select(Select select) {
    Real whenTrue = compile(select.whenTrue());
    Real whenFalse = compile(select.whenFalse());
    if (compiler.isExact(select.condition())) {
      Whole condition = compiler.exact(select.condition());
      return frame -> condition.at(frame) != 0 ? whenTrue.at(frame) : whenFalse.at(frame);
    }
    Whole condition = compiler.whole(select.condition());
    return frame -> {
      boolean holds = condition.at(frame) != 0;
      boolean sure = frame.error == 0;
      double value = (holds ? whenTrue : whenFalse).at(frame);
      if (!sure) {
        frame.error = Math.max(frame.error,
            Unsure.distance(value, holds ? whenFalse : whenTrue, frame));
      }
      return value;
    };
  }

  private Real cast(DType type, Expr a) {
    if (!a.type().isFloat()) {
      return castOfInteger(type, a.type(), compiler.whole(a));
    }
    Real real = compile(a);
    Precision single = compiler.precision(DType.F32);
    if (type.isStorageOnly()) {
      return frame -> {
        double value = real.at(frame);
        frame.error = frame.error == 0 ? 0 : Precision.narrowed(type, value, frame.error);
        return type.round(value);
      };
    }
    return type == DType.F64 || a.type().isStorageOnly() ? real : frame -> {
      double value = real.at(frame);
      frame.error = frame.error == 0 ? 0 : single.rounded(value, frame.error, 1);
      return (float) value;
    };
  }

  private Real castOfInteger(DType type, DType from, Whole whole) {
    Precision precision = type.isStorageOnly() ? null : compiler.precision(type);
    return frame -> {
      double value = Integers.toReal(from, type, whole.at(frame));
      frame.error = frame.error == 0 ? 0 : precision.rounded(value, frame.error, 1);
      return value;
    };
  }
}
