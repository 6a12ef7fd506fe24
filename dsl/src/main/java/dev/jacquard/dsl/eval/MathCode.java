package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.MathFunction;
import java.util.List;
import java.util.function.Function;

/**
 * Compiles calls of math functions. What a call inherits is found by moving each argument by its
 * tolerance, both ways: so it holds near poles, steps and zeros, where a derivative does not.
 */
final class MathCode {

  private static final Real NOTHING = frame -> {
    frame.error = 0;
    return 0;
  };

  private MathCode() {}

  static Real compile(Call call, Precision precision, Function<Expr, Real> compile) {
    List<Real> arguments = call.arguments().stream().map(compile).toList();
    MathFunction function = call.function();
    if (arguments.size() == 1) {
      return ofOne(function, precision, arguments.getFirst());
    }
    Real third = arguments.size() > 2 ? arguments.get(2) : NOTHING;
    return ofThree(function, precision, arguments.get(0), arguments.get(1), third);
  }

  private static Real ofOne(MathFunction function, Precision precision, Real a) {
    return frame -> {
      double x = a.at(frame);
      double e = frame.error;
      double value = MathValues.apply(function, x, 0, 0);
      double inherited = e == 0 ? 0 : Math.max(
          distance(value, MathValues.apply(function, x + e, 0, 0)),
          distance(value, MathValues.apply(function, x - e, 0, 0)));
      frame.error = tolerance(function, precision, value, inherited, e);
      return value;
    };
  }

  private static Real ofThree(MathFunction function, Precision precision, Real a, Real b, Real c) {
    return frame -> {
      double x = a.at(frame);
      double ex = frame.error;
      double y = b.at(frame);
      double ey = frame.error;
      double z = c.at(frame);
      double ez = frame.error;
      double value = MathValues.apply(function, x, y, z);
      double inherited = 0;
      for (int side = -1; side <= 1 && ex + ey + ez > 0; side += 2) {
        inherited = Math.max(inherited,
            distance(value, MathValues.apply(function, x + side * ex, y, z))
                + distance(value, MathValues.apply(function, x, y + side * ey, z))
                + distance(value, MathValues.apply(function, x, y, z + side * ez)));
      }
      frame.error = tolerance(function, precision, value, inherited, ex + ey + ez);
      return value;
    };
  }

  private static double distance(double value, double moved) {
    if (Double.isNaN(value) && Double.isNaN(moved) || value == moved) {
      return 0;
    }
    double distance = Math.abs(value - moved);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  /** An argument that may be anything may be NaN, and so may the value of a bounded function. */
  private static double tolerance(MathFunction function, Precision precision, double value,
      double inherited, double ofArguments) {
    if (ofArguments == Double.POSITIVE_INFINITY) {
      return ofArguments;
    }
    double ulps = MathValues.ulps(function);
    if (ulps == 0) {
      return precision.bounded(value, inherited);
    }
    boolean absolute = function == MathFunction.LGAMMA;
    double rounded = precision.rounded(value, inherited, ulps);
    return absolute ? rounded + precision.rounded(1, 0, ulps) : rounded;
  }
}
