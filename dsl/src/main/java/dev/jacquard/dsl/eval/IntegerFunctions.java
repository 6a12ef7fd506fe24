package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.MathFunction;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What the functions of integers mean, in whole numbers of any size. */
final class IntegerFunctions {

  /** Those whose results lie farthest apart at the ends of their arguments. */
  private static final Set<MathFunction> MONOTONE = EnumSet.of(MathFunction.ABS_DIFF,
      MathFunction.ADD_SAT, MathFunction.HADD, MathFunction.MUL_HI, MathFunction.RHADD,
      MathFunction.SUB_SAT);
  private static final int ROUNDS = 10;

  private IntegerFunctions() {}

  /** The value for arguments of {@code type}. */
  static long apply(MathFunction function, DType type, long[] arguments) {
    long a = arguments[0];
    return function == MathFunction.PHILOX ? philox(arguments) : arguments.length == 1
        ? ofBits(function, type, a) : ofTwo(function, type, a, arguments[1]);
  }

  private static long ofBits(MathFunction function, DType type, long a) {
    String digits = Long.toBinaryString(type.toUnsigned().wrap(a));
    return switch (function) {
      case POPCOUNT -> digits.chars().filter(digit -> digit == '1').count();
      case CLZ -> a == 0 ? type.bits() : type.bits() - digits.length();
      case CTZ -> a == 0 ? type.bits() : digits.length() - 1 - digits.lastIndexOf('1');
      default -> throw new CompilerBug(function + " of one integer");
    };
  }

  private static long ofTwo(MathFunction function, DType type, long first, long second) {
    BigInteger a = exact(type, first);
    BigInteger b = exact(type, second);
    BigInteger result = switch (function) {
      case ABS_DIFF -> a.subtract(b).abs();
      case ADD_SAT -> saturated(type, a.add(b));
      case SUB_SAT -> saturated(type, a.subtract(b));
      case HADD -> a.add(b).shiftRight(1);
      case RHADD -> a.add(b).add(BigInteger.ONE).shiftRight(1);
      case MUL_HI -> a.multiply(b).shiftRight(type.bits());
      case ROTATE -> rotated(type, exact(type.toUnsigned(), type.toUnsigned().wrap(first)),
          b.intValue() & type.bits() - 1);
      default -> throw new CompilerBug(function + " of two integers");
    };
    return function.result(type).wrap(result.longValue());
  }

  private static BigInteger rotated(DType type, BigInteger bits, int distance) {
    return bits.shiftLeft(distance).or(bits.shiftRight(type.bits() - distance));
  }

  private static BigInteger exact(DType type, long value) {
    return type == DType.U64 ? new BigInteger(Long.toUnsignedString(value))
        : BigInteger.valueOf(value);
  }

  private static BigInteger saturated(DType type, BigInteger value) {
    return value.max(exact(type, type.minLong())).min(exact(type, type.maxLong()));
  }

  /** The rounds of the paper, section 3.3 and table 2. */
  private static long philox(long[] arguments) {
    long[] c = Arrays.copyOf(arguments, 4);
    for (long round = 0; round < ROUNDS; round++) {
      long left = c[0] * 0xD2511F53L;
      long right = c[2] * 0xCD9E8D57L;
      long k0 = arguments[4] + round * 0x9E3779B9L;
      long k1 = arguments[5] + round * 0xBB67AE85L;
      c = new long[] {(right >>> 32 ^ c[1] ^ k0) & 0xFFFF_FFFFL, right & 0xFFFF_FFFFL,
          (left >>> 32 ^ c[3] ^ k1) & 0xFFFF_FFFFL, left & 0xFFFF_FFFFL};
    }
    return c[(int) Math.min(arguments[6], 3)];
  }

  /** The tolerance of a value whose arguments may be off by {@code errors}. */
  static double tolerance(MathFunction function, DType type, long[] arguments, double[] errors) {
    double largest = Arrays.stream(errors).max().orElse(0);
    if (largest == 0) {
      return 0;
    }
    if (!MONOTONE.contains(function) || largest > 0x1p31) {
      return Double.POSITIVE_INFINITY;
    }
    long value = apply(function, type, arguments);
    double worst = 0;
    for (int corner = 0; corner < 4; corner++) {
      long[] moved = {Unsure.moved(type, arguments[0], corner % 2 * 2 - 1, errors[0]),
          Unsure.moved(type, arguments[1], corner / 2 * 2 - 1, errors[1])};
      worst = Math.max(worst, Integers.distance(function.result(type), value,
          apply(function, type, moved)));
    }
    return worst;
  }
}
