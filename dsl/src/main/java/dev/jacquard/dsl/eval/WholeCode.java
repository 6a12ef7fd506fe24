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
import java.util.Arrays;

/**
 * Compiles integer and boolean expressions. The code of an exact one leaves the frame's tolerance
 * alone; that of any other sets it.
 */
record WholeCode(Compiler compiler) {

  Whole compile(Expr e) {
    return switch (e) {
      case IntConst(DType _, long value) -> _ -> value;
      case Var(String name) -> slot(compiler.slot(name).number());
      case RVar variable -> slot(compiler.slot(variable).number());
      case Unary(UnaryOp op, Expr a) -> unary(op, a.type(), compile(a));
      case Binary(BinaryOp op, Expr a, Expr b) when a.type().isFloat() -> comparison(op, a, b);
      case Binary binary -> compiler.isExact(binary) ? exact(binary) : unsure(binary);
      case Select select -> compiler.isExact(select) ? exact(select) : unsure(select);
      case Cast(DType type, Expr a) when a.type().isFloat() -> ofReal(type, compiler.real(a));
      case Cast(DType type, Expr a) -> compiler.isExact(a) ? wrapped(type, compile(a))
          : unsure(type, a.type(), compiler.whole(a));
      case Access access -> new AccessCode(compiler).whole(access);
      case Print print -> compile(print.value());
      case Reduce reduce -> new ReduceCode(compiler).whole(reduce);
      case Local local -> operand(compiler.slot(local).number(), compiler.isExact(local));
      case Call call -> call.function() == MathFunction.BITS_OF
          ? bits(call.type(), compiler.real(call.arguments().getFirst())) : call(call);
      case FloatConst _, Dim _, Load _, Ramp _, Broadcast _, Instruct _, Update _,
          Tuple _,
          Component _ ->
          throw new CompilerBug("not an integer expression of an algorithm: " + e);
    };
  }

  private static Whole operand(int number, boolean isExact) {
    return isExact ? slot(number) : frame -> {
      frame.error = frame.slotErrors[number];
      return frame.slots[number];
    };
  }

  /** Of a value that is not sure no bit is, nor of NaN. */
  private static Whole bits(DType type, Real a) {
    return frame -> {
      double value = a.at(frame);
      frame.error = frame.error == 0 && !Double.isNaN(value) ? 0 : Double.POSITIVE_INFINITY;
      return type.bits() == Long.SIZE ? Double.doubleToLongBits(value)
          : Integer.toUnsignedLong(Float.floatToIntBits((float) value));
    };
  }

  private Whole call(Call call) {
    MathFunction function = call.function();
    DType type = call.arguments().getFirst().type();
    boolean exact = compiler.isExact(call);
    Whole[] codes = call.arguments().stream().map(exact ? this::compile : compiler::whole)
        .toArray(Whole[]::new);
    return exact ? frame -> IntegerFunctions.apply(function, type,
        Arrays.stream(codes).mapToLong(code -> code.at(frame)).toArray()) : frame -> {
      long[] arguments = new long[codes.length];
      double[] errors = new double[codes.length];
      for (int a = 0; a < codes.length; a++) {
        arguments[a] = codes[a].at(frame);
        errors[a] = frame.error;
      }
      frame.error = IntegerFunctions.tolerance(function, type, arguments, errors);
      return IntegerFunctions.apply(function, type, arguments);
    };
  }

  private static Whole slot(int number) {
    return frame -> frame.slots[number];
  }

  private static Whole unary(UnaryOp op, DType type, Whole a) {
    return frame -> Integers.apply(op, type, a.at(frame));
  }

  private Whole exact(Binary binary) {
    Whole a = compile(binary.left());
    Whole b = compile(binary.right());
    BinaryOp op = binary.op();
    DType type = binary.left().type();
    if (type == DType.I64 && op == BinaryOp.ADD) {
      return frame -> a.at(frame) + b.at(frame);
    }
    if (type == DType.I64 && op == BinaryOp.MUL) {
      return frame -> a.at(frame) * b.at(frame);
    }
    return frame -> Integers.apply(op, type, a.at(frame), b.at(frame));
  }

  private Whole unsure(Binary binary) {
    Whole a = compiler.whole(binary.left());
    Whole b = compiler.whole(binary.right());
    BinaryOp op = binary.op();
    DType type = binary.left().type();
    return frame -> {
      long x = a.at(frame);
      double errorOfX = frame.error;
      long y = b.at(frame);
      frame.error = Unsure.binary(op, type, x, errorOfX, y, frame.error);
      return Integers.apply(op, type, x, y);
    };
  }

  private Whole comparison(BinaryOp op, Expr left, Expr right) {
    Real a = compiler.real(left);
    Real b = compiler.real(right);
    return frame -> {
      double x = a.at(frame);
      double errorOfX = frame.error;
      double y = b.at(frame);
      frame.error = Unsure.comparison(x, errorOfX, y, frame.error);
      return holds(op, x, y) ? 1 : 0;
    };
  }

  private static boolean holds(BinaryOp op, double x, double y) {
    return switch (op) {
      case LT -> x < y;
      case LE -> x <= y;
      case EQ -> x == y;
      case NE -> x != y;
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX, AND, OR, XOR, SHL, SHR ->
          throw new CompilerBug(op + " of floats gives no bool");
    };
  }

  private Whole exact(Select select) {
    Whole condition = compile(select.condition());
    Whole whenTrue = compile(select.whenTrue());
    Whole whenFalse = compile(select.whenFalse());
    return frame -> condition.at(frame) != 0 ? whenTrue.at(frame) : whenFalse.at(frame);
  }

  private Whole unsure(Select select) {
    Whole condition = compiler.whole(select.condition());
    Whole whenTrue = compiler.whole(select.whenTrue());
    Whole whenFalse = compiler.whole(select.whenFalse());
    DType type = select.type();
    return frame -> {
      boolean holds = condition.at(frame) != 0;
      boolean sure = frame.error == 0;
      long value = (holds ? whenTrue : whenFalse).at(frame);
      if (!sure) {
        frame.error = Math.max(frame.error,
            Unsure.distance(type, value, holds ? whenFalse : whenTrue, frame));
      }
      return value;
    };
  }

  private static Whole ofReal(DType type, Real a) {
    return frame -> {
      double value = a.at(frame);
      frame.error = Unsure.cast(type, value, frame.error);
      return Integers.ofReal(type, value);
    };
  }

  private static Whole wrapped(DType type, Whole a) {
    return type == DType.I64 || type == DType.U64 ? a : frame -> type.wrap(a.at(frame));
  }

  private static Whole unsure(DType type, DType from, Whole a) {
    return frame -> {
      long value = a.at(frame);
      frame.error = Unsure.wrap(type, from, value, frame.error);
      return type.wrap(value);
    };
  }
}
