package dev.jacquard.dsl;

/** The functions of OpenCL C on floats, under their OpenCL names in lower case. */
public enum MathFunction {
  ACOS(1), ACOSH(1), ASIN(1), ASINH(1), ATAN(1), ATAN2(2), ATANH(1), CBRT(1), CEIL(1), COPYSIGN(2),
  COS(1), COSH(1), ERF(1), ERFC(1), EXP(1), EXP10(1), EXP2(1), EXPM1(1), FABS(1), FDIM(2), FLOOR(1),
  FMA(3), FMOD(2), HYPOT(2), LGAMMA(1), LOG(1), LOG10(1), LOG1P(1), LOG2(1), POW(2), RINT(1),
  ROUND(1), RSQRT(1), SIN(1), SINH(1), SQRT(1), TAN(1), TANH(1), TGAMMA(1), TRUNC(1);

  private final int arity;

  MathFunction(int arity) {
    this.arity = arity;
  }

  public int arity() {
    return arity;
  }

  /** The OpenCL name. */
  public String symbol() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
