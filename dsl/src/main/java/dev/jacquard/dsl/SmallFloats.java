package dev.jacquard.dsl;

/** The bits of f16 and bf16 values. */
public final class SmallFloats {

  private static final int QUIET = 0x40;

  private SmallFloats() {}

  /** The value of these bits of {@code type}. */
  public static float decode(DType type, short bits) {
    return type == DType.F16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
  }

  /** The bits of the nearest value of {@code type}, ties to even; beyond the largest, infinity. */
  public static short encode(DType type, double value) {
    return encode(type, odd(value));
  }

  /** The bits of the nearest value of {@code type}, ties to even; beyond the largest, infinity. */
  public static short encode(DType type, float value) {
    return type == DType.F16 ? Float.floatToFloat16(value) : upperHalf(value);
  }

  private static short upperHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int rounded = Float.isNaN(value) ? bits | QUIET << 16 : bits + 0x7FFF + (bits >>> 16 & 1);
    return (short) (rounded >>> 16);
  }

  /**
   * An inexact value as the neighbour whose last bit is set, so that rounding once more gives what
   * rounding once would: Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008.
   */
  private static float odd(double value) {
    float nearest = (float) value;
    boolean keep = nearest == value || Double.isNaN(value)
        || (Float.floatToRawIntBits(nearest) & 1) != 0;
    return keep ? nearest : Math.nextAfter(nearest, value);
  }
}
