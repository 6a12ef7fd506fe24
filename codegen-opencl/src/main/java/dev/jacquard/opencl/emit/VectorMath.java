package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.DType;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Functions of f32 vectors in the arithmetic of vectors alone, for drivers for CPUs whose own go
 * lane by lane or are longer than they need be: per element PoCL 3.1 takes 3 times as long for a
 * tanh, 8 times for an erf. The coefficients are minimax fits in relative error, weighted by
 * Lawson's iteration. Errors are within OpenCL's table: 0.9 units in the last place for exp (3
 * allowed), 5 for tanh (5), 6 for erf (16). NaN, infinities and subnormals are as they should be.
 */
final class VectorMath {

  /**
   * {@code 2^n * e^r} with an integer n and {@code |r| <= log(2) / 2}. Adding 1.5 * 2^23 + 254
   * rounds to an integer, with n + 254 in the lowest bits. The power of two goes on in two halves,
   * as n may be 128 or beyond the least exponent of a normal number. Where instructions look up and
   * scale, n has four bits below the point, by which a power of two is found: r is that small that
   * half the polynomial does.
   */
  static final String EXP = clamped("89.0f", "-104.0f") + """
      #if $N == 16 && defined(__AVX512F__)
      $T t = fma(a, ($T)(1.442695041f), ($T)(786432.0f)), n = t - 786432.0f;
      $T r = fma(n, ($T)(-1.42860677e-6f), fma(n, ($T)(-0.693145752f), a));
      $T b = __builtin_ia32_permvarsf512(($T)(%s), as_int16(t));
      $T p = fma(%s, r * b, b);
      return __builtin_ia32_scalefps512_mask(p, n, p, (ushort)-1, 4);
      #else
      $T t = fma(a, ($T)(1.442695041f), ($T)(12583166.0f)), n = t - 12583166.0f;
      $T r = fma(n, ($T)(-1.42860677e-6f), fma(n, ($T)(-0.693145752f), a));
      $T p = %s;
      $U k = as_$U(t), h = k >> 1;
      return p * as_$T(h << 23) * as_$T(k - h << 23);
      #endif""".formatted(sixteenths(), polynomial("r", "1.0f", "0.5f", "0.166666f"),
          polynomial("r", "1.0f", "1.0f", "0.4999999343f", "0.1666652036f", "0.04166839126f",
              "0.008368748905f", "0.001381452022f"));

  /** {@code a * P(a^2) / Q(a^2)}; beyond 9 it is 1. */
  static final String TANH = quotient("9.0f",
      polynomial("u", "0.999999979409f", "0.133809608518f", "0.00349551200226f",
          "2.06078677821e-5f", "1.33530607216e-8f"),
      polynomial("u", "1.0f", "0.467142764131f", "0.0258766904028f", "0.000328551190307f",
          "7.77588520821e-7f"));

  /** {@code a * P(a^2) / Q(a^2)}; beyond 3.93 it is 1. */
  static final String ERF = quotient("3.93f",
      polynomial("u", "1.12837913446f", "0.190253996925f", "0.051564140713f",
          "0.00360186649112f", "0.00023058325631f"),
      polynomial("u", "1.0f", "0.501940615188f", "0.113015976315f", "0.0144694102627f",
          "0.00105819441438f", "2.31198314465e-5f", "-1.11589461303e-7f"));

  private VectorMath() {}

  /**
   * The device's own function, of lanes with large arguments apart: PoCL 3.1 reduces all arguments
   * of a vector in the way of the largest, by which small ones lose most of their digits.
   */
  static String apart(String function) {
    return """
        if (!any(fabs(a) > 39000.0f)) return %1$s(a);
        $T near = %1$s(fabs(a) > 39000.0f ? ($T)(0.0f) : a);
        $T far = %1$s(fabs(a) > 39000.0f ? a : ($T)(0.0f));
        return fabs(a) > 39000.0f ? far : near;""".formatted(function);
  }

  /** What computes a call in a program for a CPU. */
  static Optional<Helpers.Helper> of(Call call) {
    if (call.type() != DType.F32 || call.lanes() == 1) {
      return Optional.empty();
    }
    return switch (call.function()) {
      case EXP -> Optional.of(Helpers.Helper.EXP);
      case TANH -> Optional.of(Helpers.Helper.TANH);
      case ERF -> Optional.of(Helpers.Helper.ERF);
      case SIN -> Optional.of(Helpers.Helper.SINE);
      case COS -> Optional.of(Helpers.Helper.COSINE);
      case TAN -> Optional.of(Helpers.Helper.TANGENT);
      default -> Optional.empty();
    };
  }

  private static String clamped(String high, String low) {
    return "a = a > %s ? ($T)(%s) : a;%na = a < %s ? ($T)(%s) : a;%n".formatted(high, high, low,
        low);
  }

  /** The powers of two from 0 to 15 sixteenths. */
  private static String sixteenths() {
    return IntStream.range(0, 16).mapToObj(j -> (float) Math.pow(2, j / 16.0) + "f")
        .collect(Collectors.joining(", "));
  }

  private static String quotient(String most, String numerator, String denominator) {
    return clamped(most, "-" + most) + "$T u = a * a;\n$T q = a * " + numerator + "\n    / "
        + denominator + ";\nq = q > 1.0f ? ($T)(1.0f) : q;\n"
        + "return q < -1.0f ? ($T)(-1.0f) : q;";
  }

  /** By Horner's rule; the coefficients of the lowest powers come first. */
  private static String polynomial(String x, String... coefficients) {
    String text = "($T)(" + coefficients[coefficients.length - 1] + ")";
    for (int k = coefficients.length - 2; k >= 0; k--) {
      text = "fma(%s, %s, ($T)(%s))".formatted(text, x, coefficients[k]);
    }
    return text;
  }
}
