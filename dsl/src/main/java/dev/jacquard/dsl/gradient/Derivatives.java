package dev.jacquard.dsl.gradient;

import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Unsupported;

/** The derivatives of the functions of floats. */
final class Derivatives {

  private Derivatives() {}

  /** The derivative of {@code call} by one of its arguments. */
  static Expr of(Call call, int argument, Func func) {
    Expr x = call.arguments().getFirst();
    Expr one = Gradient.constant(call.type(), 1);
    return switch (call.function()) {
      case EXP, EXP2, EXP10, EXPM1, LOG, LOG2, LOG10, LOG1P, POW -> exponential(call, argument);
      case SIN, COS, TAN, ASIN, ACOS, ATAN -> circular(call, x);
      case SINH, COSH, TANH, ASINH, ACOSH, ATANH -> hyperbolic(call, x);
      case ERF -> bell(x);
      case ERFC -> bell(x).unaryMinus();
      case SQRT -> constant(x, 0.5).div(call);
      case RSQRT -> call.div(x).times(constant(x, -0.5));
      case CBRT -> one.div(call.times(call).times(constant(x, 3)));
      case HYPOT -> call.arguments().get(argument).div(call);
      case ATAN2 -> atan2(call, argument);
      case FABS -> Dsl.select(x.lt(constant(x, 0)), one.unaryMinus(), one);
      case FMA -> argument == 2 ? one : call.arguments().get(1 - argument);
      case CEIL, FLOOR, RINT, ROUND, TRUNC -> constant(x, 0);
      default -> throw new Unsupported(("The gradient flows through %s of Func %s, for which there "
          + "is no derivative yet. Write it with functions that have one, such as exp, log and "
          + "sqrt.").formatted(call.function().symbol(), func.name()));
    };
  }

  private static Expr constant(Expr like, double value) {
    return Gradient.constant(like.type(), value);
  }

  private static Expr exponential(Call call, int argument) {
    Expr x = call.arguments().getFirst();
    Expr one = constant(x, 1);
    return switch (call.function()) {
      case EXP -> call;
      case EXP2 -> call.times(constant(x, Math.log(2)));
      case EXP10 -> call.times(constant(x, Math.log(10)));
      case EXPM1 -> call.plus(one);
      case LOG -> one.div(x);
      case LOG2 -> constant(x, 1 / Math.log(2)).div(x);
      case LOG10 -> constant(x, 1 / Math.log(10)).div(x);
      case LOG1P -> one.div(x.plus(one));
      default -> power(call, argument);
    };
  }

  private static Expr power(Call call, int argument) {
    Expr x = call.arguments().get(0);
    Expr y = call.arguments().get(1);
    return argument == 0 ? y.times(Dsl.call(MathFunction.POW, x, y.minus(constant(y, 1))))
        : call.times(Dsl.log(x));
  }

  private static Expr circular(Call call, Expr x) {
    Expr one = constant(x, 1);
    return switch (call.function()) {
      case SIN -> Dsl.cos(x);
      case COS -> Dsl.sin(x).unaryMinus();
      case TAN -> one.plus(call.times(call));
      case ASIN -> Dsl.rsqrt(one.minus(x.times(x)));
      case ACOS -> Dsl.rsqrt(one.minus(x.times(x))).unaryMinus();
      default -> one.div(one.plus(x.times(x)));
    };
  }

  private static Expr hyperbolic(Call call, Expr x) {
    Expr one = constant(x, 1);
    return switch (call.function()) {
      case SINH -> Dsl.call(MathFunction.COSH, x);
      case COSH -> Dsl.call(MathFunction.SINH, x);
      case TANH -> one.minus(call.times(call));
      case ASINH -> Dsl.rsqrt(x.times(x).plus(one));
      case ACOSH -> Dsl.rsqrt(x.times(x).minus(one));
      default -> one.div(one.minus(x.times(x)));
    };
  }

  /** 2 / sqrt(pi) * exp(-x^2). */
  private static Expr bell(Expr x) {
    return Dsl.exp(x.times(x).unaryMinus()).times(constant(x, 2 / Math.sqrt(Math.PI)));
  }

  private static Expr atan2(Call call, int argument) {
    Expr y = call.arguments().get(0);
    Expr x = call.arguments().get(1);
    Expr square = x.times(x).plus(y.times(y));
    return argument == 0 ? x.div(square) : y.div(square).unaryMinus();
  }
}
