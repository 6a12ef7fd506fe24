package dev.jacquard.dsl;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The type of one element of a tensor or of a scalar expression.
 *
 * <p>Integers wrap and are carried in a Java {@code long}: sign-extended for signed types,
 * zero-extended for unsigned ones. Values of {@link #U64} above {@code Long.MAX_VALUE} are carried
 * as their bit pattern, hence negative: compare, divide and print them unsigned.
 *
 * <p>{@link #F16} (IEEE 754 binary16) and {@link #BF16} (the upper half of an f32) are types of
 * memory: what is read from it widens to f32 before anything is computed, and only a cast makes
 * one, rounded once.
 */
public enum DType {
  BOOL(Kind.BOOL, 8), I8(Kind.SIGNED, 8), I16(Kind.SIGNED, 16), I32(Kind.SIGNED, 32),
  I64(Kind.SIGNED, 64), U8(Kind.UNSIGNED, 8), U16(Kind.UNSIGNED, 16), U32(Kind.UNSIGNED, 32),
  U64(Kind.UNSIGNED, 64), F16(Kind.FLOAT, 16), BF16(Kind.FLOAT, 16), F32(Kind.FLOAT, 32),
  F64(Kind.FLOAT, 64);

  private enum Kind { BOOL, SIGNED, UNSIGNED, FLOAT }

  private final Kind kind;
  private final int bits;

  DType(Kind kind, int bits) {
    this.kind = kind;
    this.bits = bits;
  }

  /** The type of this name, as {@link #toString} prints it, upper or lower case. */
  public static DType parse(String name) {
    for (DType type : values()) {
      if (type.name().equalsIgnoreCase(name)) {
        return type;
      }
    }
    throw UserError.here("Unknown type '" + name + "'. Types: " + names() + ". Name one of them.");
  }

  private static String names() {
    return Arrays.stream(values()).map(DType::toString).collect(Collectors.joining(", "));
  }

  /** The size of one element in memory; 1 for {@link #BOOL}, which stores 0 or 1. */
  public int bytes() {
    return bits / 8;
  }

  /** The width in memory; 8 for {@link #BOOL}. */
  public int bits() {
    return bits;
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  /** The type in which values are computed and accumulated: f32 for f16 and bf16, else itself. */
  public DType computed() {
    return this == F16 || this == BF16 ? F32 : this;
  }

  /** Whether values are kept in this type but computed in a wider one. */
  public boolean isStorageOnly() {
    return computed() != this;
  }

  /** The unsigned integer of the same width. */
  public DType toUnsigned() {
    return switch (bits) {
      case 8 -> U8;
      case 16 -> U16;
      case 32 -> U32;
      default -> U64;
    };
  }

  /** True of signed and unsigned integers; {@link #BOOL} is not one. */
  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  /** True of signed integers and of floats. */
  public boolean isSigned() {
    return kind == Kind.SIGNED || kind == Kind.FLOAT;
  }

  public boolean isBool() {
    return kind == Kind.BOOL;
  }

  /** The least value of an integer type; 0 for {@link #BOOL}. */
  public long minLong() {
    requireExact("minLong");
    return kind == Kind.SIGNED ? -1L << (bits - 1) : 0;
  }

  /**
   * The greatest value of an integer type; 1 for {@link #BOOL}. For {@link #U64} it is the bit
   * pattern of 2^64 - 1, that is -1L.
   */
  public long maxLong() {
    requireExact("maxLong");
    return switch (kind) {
      case BOOL -> 1;
      case SIGNED -> ~(-1L << (bits - 1));
      case UNSIGNED, FLOAT -> -1L >>> (64 - bits);
    };
  }

  /** The least finite value as a double; rounded where a double cannot hold it. */
  public double minDouble() {
    return isFloat() ? -maxDouble() : minLong();
  }

  /** The greatest finite value as a double; rounded up to 2^63 and 2^64 for 64-bit integers. */
  public double maxDouble() {
    return switch (this) {
      case F16 -> 0x1.FFCp15;
      case BF16 -> 0x1.FEp127;
      case F32 -> Float.MAX_VALUE;
      case F64 -> Double.MAX_VALUE;
      case U64 -> 0x1p64;
      default -> maxLong();
    };
  }

  /** The significant binary digits of a float type, the leading one included. */
  public int precision() {
    return switch (this) {
      case F16 -> 11;
      case BF16 -> 8;
      case F32 -> 24;
      case F64 -> 53;
      default -> throw new CompilerBug("DType.precision has no meaning for " + this + ".");
    };
  }

  /** The distance from 1 to the next greater value of a float type; 0 for all others. */
  public double epsilon() {
    return isFloat() ? Math.scalb(1.0, 1 - precision()) : 0;
  }

  /** The nearest value of this float type, ties to even; NaN stays NaN. */
  public double round(double value) {
    return switch (this) {
      case F16, BF16 -> SmallFloats.decode(this, SmallFloats.encode(this, value));
      case F32 -> (float) value;
      case F64 -> value;
      default -> throw new CompilerBug("DType.round has no meaning for " + this + ".");
    };
  }

  /**
   * The value that remains when {@code value} is kept in this integer type: its low bits, sign-
   * or zero-extended. {@link #U64} keeps all 64 bits. {@link #BOOL} keeps whether it is non-zero.
   */
  public long wrap(long value) {
    requireExact("wrap");
    int unused = 64 - bits;
    return switch (kind) {
      case BOOL -> value != 0 ? 1 : 0;
      case SIGNED -> value << unused >> unused;
      case UNSIGNED, FLOAT -> value << unused >>> unused;
    };
  }

  /** A value as text; {@code value} is as {@link #wrap} leaves it, {@link #U64} unsigned. */
  public String format(long value) {
    return this == U64 ? Long.toUnsignedString(value) : Long.toString(value);
  }

  private void requireExact(String method) {
    if (isFloat()) {
      throw new CompilerBug("DType." + method + " has no meaning for " + this + ".");
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
