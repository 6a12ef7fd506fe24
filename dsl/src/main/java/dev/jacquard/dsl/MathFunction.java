package dev.jacquard.dsl;

/**
 * The functions of OpenCL C, under their OpenCL names in lower case: first those of floats, then
 * those of integers, which are exact. {@link #PHILOX} is not OpenCL's, and {@link #BITS_OF} and
 * {@link #FLOAT_OF} have a name there for each type.
 */
public enum MathFunction {
  ACOS(1), ACOSH(1), ASIN(1), ASINH(1), ATAN(1), ATAN2(2), ATANH(1), CBRT(1), CEIL(1), COPYSIGN(2),
  COS(1), COSH(1), ERF(1), ERFC(1), EXP(1), EXP10(1), EXP2(1), EXPM1(1), FABS(1), FDIM(2), FLOOR(1),
  FMA(3), FMOD(2), HYPOT(2), LGAMMA(1), LOG(1), LOG10(1), LOG1P(1), LOG2(1), POW(2), RINT(1),
  ROUND(1), RSQRT(1), SIN(1), SINH(1), SQRT(1), TAN(1), TANH(1), TGAMMA(1), TRUNC(1),

  /** {@code |a - b|} of the unsigned type of the same width: no distance overflows it. */
  ABS_DIFF(2, true),
  /** The sum, or the end of the type that it passes. */
  ADD_SAT(2, true),
  /** The bits of a float, as the unsigned integer of its width. */
  BITS_OF(1, true),
  /** The number of zero bits above the highest set one; of 0, the width. */
  CLZ(1, true),
  /** The number of zero bits below the lowest set one; of 0, the width. */
  CTZ(1, true),
  /** The float of 32 or 64 bits. */
  FLOAT_OF(1, true),
  /** {@code (a + b) / 2} rounded down; the sum does not overflow. */
  HADD(2, true),
  /** The upper half of the product of twice the width. */
  MUL_HI(2, true),
  /**
   * {@code philox(c0, c1, c2, c3, k0, k1, word)}: one of the four words, 0 to 3, of Philox4x32-10
   * for a counter and a key, all u32. Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy
   * as 1, 2, 3", SC'11.
   */
  PHILOX(7, true),
  /** The number of set bits. */
  POPCOUNT(1, true),
  /** {@code (a + b + 1) / 2} rounded down; the sum does not overflow. */
  RHADD(2, true),
  /** The bits of a moved left by b modulo the width; what leaves at the top enters below. */
  ROTATE(2, true),
  /** The difference, or the end of the type that it passes. */
  SUB_SAT(2, true);

  private final int arity;
  private final boolean integer;

  MathFunction(int arity) {
    this(arity, false);
  }

  MathFunction(int arity, boolean integer) {
    this.arity = arity;
    this.integer = integer;
  }

  public int arity() {
    return arity;
  }

  /** Whether it takes or gives integers; else floats alone. */
  public boolean isInteger() {
    return integer;
  }

  /** The type of the result for arguments of {@code type}. */
  public DType result(DType type) {
    return switch (this) {
      case ABS_DIFF -> type.toUnsigned();
      case BITS_OF -> type == DType.F64 ? DType.U64 : DType.U32;
      case FLOAT_OF -> type.bits() == DType.F64.bits() ? DType.F64 : DType.F32;
      default -> type;
    };
  }

  /** The OpenCL name. */
  public String symbol() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
