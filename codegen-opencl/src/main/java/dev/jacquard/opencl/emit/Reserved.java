package dev.jacquard.opencl.emit;

import java.util.Set;
import java.util.regex.Pattern;

/** Identifiers that mean something in OpenCL C, or that emitted helper functions take. */
final class Reserved {

  private static final Set<String> WORDS = Set.of("""
      auto break case char const continue default do double else enum extern float for goto if
      inline int long register restrict return short signed sizeof static struct switch typedef
      union unsigned void volatile while asm typeof true false bool half quad complex imaginary
      uchar ushort uint ulong size_t ptrdiff_t intptr_t uintptr_t event_t sampler_t queue_t pipe
      kernel global local constant private generic uniform read_only write_only read_write
      acos acosh acospi asin asinh asinpi atan atan2 atanh atanpi atan2pi cbrt ceil copysign cos
      cosh cospi erf erfc exp exp2 exp10 expm1 fabs fdim floor fma fmax fmin fmod fract frexp hypot
      ilogb ldexp lgamma lgamma_r log log2 log10 log1p logb mad maxmag minmag modf nan nextafter
      pow pown powr remainder remquo rint rootn round rsqrt sin sincos sinh sinpi sqrt tan tanh
      tanpi tgamma trunc abs abs_diff add_sat hadd rhadd clamp clz ctz mad_hi mad_sat max min mul_hi
      rotate sub_sat upsample popcount mad24 mul24 degrees mix radians step smoothstep sign cross
      dot distance length normalize fast_distance fast_length fast_normalize isequal isnotequal
      isgreater isgreaterequal isless islessequal islessgreater isfinite isinf isnan isnormal
      isordered isunordered signbit any all bitselect select barrier prefetch printf shuffle
      shuffle2 vec_step wait_group_events mem_fence read_mem_fence write_mem_fence NULL NAN INFINITY
      MAXFLOAT HUGE_VAL HUGE_VALF CHAR_BIT INT_MIN INT_MAX UINT_MAX LONG_MIN LONG_MAX ULONG_MAX
      CHAR_MIN CHAR_MAX SCHAR_MIN SCHAR_MAX UCHAR_MAX SHRT_MIN SHRT_MAX USHRT_MAX main
      """.strip().split("\\s+"));

  private static final Pattern FAMILIES = Pattern.compile(
      "u?(char|short|int|long)\\d+|(float|double|half|bool|quad)\\d+|(convert|as|atom|atomic|get|"
      + "async|native|half|read|write|work_group|sub_group|cl|CL|CLK|FP|FLT|DBL|HALF|M|image\\d.*)_"
      + ".+|v(load|store).*|_+[_A-Z].*|(absolute|maximum|minimum|floored|euclidean|checked"
      + "|rounded|bfloat|trailing|philox)_.+");

  private Reserved() {}

  static boolean contains(String identifier) {
    return WORDS.contains(identifier) || FAMILIES.matcher(identifier).matches();
  }

  /** {@code name} as a legal C identifier that is not reserved; not necessarily unique. */
  static String legal(String name) {
    String identifier = name.replaceAll("[^A-Za-z0-9_]", "_");
    if (Character.isDigit(identifier.charAt(0))) {
      identifier = "n" + identifier;
    }
    return contains(identifier) ? freed(identifier) : identifier;
  }

  private static String freed(String identifier) {
    String suffixed = identifier + "_";
    return contains(suffixed) ? "x_" + identifier : suffixed;
  }
}
