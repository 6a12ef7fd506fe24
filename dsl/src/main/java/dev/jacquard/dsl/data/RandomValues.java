package dev.jacquard.dsl.data;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;

/**
 * Reproducible contents. Element i is a function of seed and i alone (the output function of
 * SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
 */
final class RandomValues {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private RandomValues() {}

  static Tensor uniform(DType type, long seed, long[] shape) {
    if (!type.isFloat()) {
      return integers(type, seed, type.isSigned() ? 100 : 200, shape);
    }
    Tensor tensor = Tensor.zeros(type, shape);
    int bits = type.precision();
    double unit = Math.scalb(1.0, 1 - bits);
    for (long i = 0, size = tensor.size(); i < size; i++) {
      tensor.setDoubleAt(i, (mix(seed, i) >>> 64 - bits) * unit - 1);
    }
    return tensor;
  }

  static Tensor integers(DType type, long seed, long magnitude, long[] shape) {
    checkMagnitude(type, magnitude);
    Tensor tensor = Tensor.zeros(type, shape);
    long greatest = type.isBool() ? 1 : magnitude;
    long least = type.isSigned() ? -greatest : 0;
    long count = greatest - least + 1;
    for (long i = 0, size = tensor.size(); i < size; i++) {
      tensor.setLongAt(i, least + Math.floorMod(mix(seed, i) >>> 1, count));
    }
    return tensor;
  }

  private static void checkMagnitude(DType type, long magnitude) {
    long greatest = switch (type) {
      case F16, BF16, F32, F64 -> 1L << type.precision();
      case I64, U64, BOOL -> 1L << 53;
      default -> type.maxLong();
    };
    if (magnitude < 1 || magnitude > greatest) {
      throw UserError.here("Magnitude " + magnitude + " is not possible for " + type
        + ". Give one in 1.." + greatest + ".");
    }
  }

  static void fill(Tensor tensor, double value) {
    Tensor target = tensor.isDense() && !tensor.layout().isBlocked()
      ? tensor : Tensor.zeros(tensor.type(), tensor.shape());
    for (long i = 0, size = target.size(); i < size; i++) {
      target.setDoubleAt(i, value);
    }
    if (target != tensor) {
      tensor.copyFrom(target);
    }
  }

  private static long mix(long seed, long index) {
    long z = seed * 0xD1342543DE82EF95L + (index + 1) * GOLDEN_GAMMA;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
