package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Instruction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Functions that OpenCL C lacks, each emitted once and only where used. {@code $T} in a template is
 * the type, {@code $N} its lanes, {@code $U} its unsigned counterpart, {@code $H} ushorts.
 */
final class Helpers {

  /** What a helper computes. */
  enum Helper {
    /** The larger float, NaN if either is NaN; one comparison when {@code a} is a constant. */
    MAXIMUM("return a > b || a != a ? a : b;", "return select(b, a, (a > b) | (a != a));"),
    /** The smaller float, NaN if either is NaN; one comparison when {@code a} is a constant. */
    MINIMUM("return a < b || a != a ? a : b;", "return select(b, a, (a < b) | (a != a));"),
    /** The same of vectors of which none is a constant: a NaN is left in one of the two. */
    GREATER(null, "return as_$T(as_$U(a > b ? a : b) | as_$U(b > a ? b : a));"),
    /** The same of vectors of which none is a constant: a NaN is left in one of the two. */
    LESSER(null, "return as_$T(as_$U(a < b ? a : b) | as_$U(b < a ? b : a));"),
    /** The absolute value; of the least integer, itself. */
    ABSOLUTE("return a < 0 ? ($T)(0 - ($U)a) : a;",
        "return select(a, as_$T(($U)(0) - as_$U(a)), a < ($T)(0));"),
    /** Euclidean quotient by a positive divisor: rounded down. */
    FLOORED_DIV("$T q = a / b;\nreturn q - (q * b > a);", "$T q = a / b;\nreturn q + (q * b > a);"),
    /** Euclidean remainder by a positive divisor. */
    FLOORED_MOD("$T r = a % b;\nreturn r < 0 ? r + b : r;",
        "$T r = a % b;\nreturn r + (b & (r < ($T)(0)));"),
    /** Euclidean quotient: 0 by 0, wrapping for the least value by -1. */
    EUCLIDEAN_DIV("""
        if (b == 0) return 0;
        if (b == -1) return ($T)(0 - ($U)a);
        $T q = a / b;
        return a % b >= 0 ? q : b > 0 ? q - 1 : q + 1;""", null),
    /** Euclidean remainder: 0 by 0. */
    EUCLIDEAN_MOD("""
        if (b == 0 || b == -1) return 0;
        $T r = a % b;
        return r >= 0 ? r : b > 0 ? r + b : r - b;""", null),
    /** Unsigned quotient, 0 by 0. */
    CHECKED_DIV("return b == 0 ? 0 : a / b;", null),
    /** Unsigned remainder, 0 by 0. */
    CHECKED_MOD("return b == 0 ? 0 : a % b;", null),
    /** The nearest f16, by way of memory, which every device can convert through. */
    ROUNDED_F16("ushort h;\nvstore_half_rte(a, 0, (private half *)&h);\n"
        + "return vload_half(0, (private half *)&h);",
        "$H h;\nvstore_half$N_rte(a, 0, (private half *)&h);\n"
        + "return vload_half$N(0, (private half *)&h);"),
    /** The upper half of the bits of a float, rounded to nearest, ties to even; NaN stays NaN. */
    BFLOAT_BITS("uint u = as_uint(a);\n"
        + "return (a != a ? u | 0x400000u : u + 0x7fffu + (u >> 16 & 1u)) >> 16;",
        "$U u = as_$U(a);\n"
        + "u = select(u + 0x7fffu + (u >> 16 & 1u), u | 0x400000u, a != a) >> 16;\n"
        + "return convert_$H(u);"),
    /** The zeros below the lowest set bit, which are the ones of what borrowing leaves of them. */
    TRAILING_ZEROS("return popcount(($T)(~a & (a - ($T)1)));",
        "return popcount(~a & (a - ($T)(1)));"),
    /** Functions of vectors: {@link VectorMath}. */
    EXP(null, VectorMath.EXP), TANH(null, VectorMath.TANH), ERF(null, VectorMath.ERF),
    SINE(null, VectorMath.apart("sin")), COSINE(null, VectorMath.apart("cos")),
    TANGENT(null, VectorMath.apart("tan")),
    /** A word of Philox4x32-10 for the counter a, b, c, d and the key e, f. */
    PHILOX(Philox.ROUNDS + "return w == 0 ? a : w == 1 ? b : w == 2 ? c : d;",
        Philox.ROUNDS + "return select(select(d, c, w == 2), select(b, a, w == 0), w < 2);");

    private final String scalar;
    private final String vector;

    Helper(String scalar, String vector) {
      this.scalar = scalar;
      this.vector = vector;
    }
  }

  private static final class Philox {
    static final String ROUNDS = """
        for (int round = 0; round < 10; round++) {
          $T p = mul_hi(a, ($T)(0xD2511F53u)), q = mul_hi(c, ($T)(0xCD9E8D57u));
          $T l = a * 0xD2511F53u, m = c * 0xCD9E8D57u;
          a = q ^ b ^ e, b = m, c = p ^ d ^ f, d = l;
          e += 0x9E3779B9u, f += 0xBB67AE85u;
        }
        """;
  }

  private final Map<String, String> functions = new LinkedHashMap<>();
  private final boolean packs;

  /** @param packs whether vectors of small elements are accessed through {@link #packed} */
  Helpers(boolean packs) {
    this.packs = packs;
  }

  /** Whether Clang's own functions are there, as in the drivers for CPUs. */
  boolean isClang() {
    return packs;
  }

  /**
   * The name of a vector type that may lie at any address of an element, where it serves better
   * than {@code vloadn}: drivers for CPUs that are built on Clang make that of pairs of elements,
   * which the optimizer does not always put together again.
   */
  Optional<String> packed(DType element, int lanes) {
    if (!packs || lanes == 3) {
      return Optional.empty();
    }
    String vector = Words.type(element, lanes);
    String name = vector + "_packed";
    functions.putIfAbsent(name, "typedef %s %s __attribute__((aligned(%d)));\n".formatted(vector,
        name, element.bytes()));
    return Optional.of(name);
  }

  /** The name of a vector of 32-bit words that may lie at any element of {@code element}. */
  String words(DType element, int lanes) {
    String vector = Words.type(DType.U32, lanes);
    String name = vector + "_of_" + element;
    functions.putIfAbsent(name, "typedef %s %s __attribute__((aligned(%d), may_alias));\n"
        .formatted(vector, name, element.bytes()));
    return name;
  }

  /** The function that loads the first lanes of a vector; the others are 0. */
  String partialLoad(DType element, int lanes, String space) {
    String vector = Words.type(element, lanes);
    String name = "load_first_" + vector + "_" + space;
    functions.putIfAbsent(name, ("%1$s %2$s(long n, const %3$s %4$s *p) {\n"
        + "  if (n >= %5$d) return vload%5$d(0, p);\n  %4$s lanes[%5$d] = {0};\n  long at = 0;\n"
        + "%6$s  return vload%5$d(0, lanes);\n}\n").formatted(vector, name, space,
            Words.type(element), lanes, pieces(lanes, "p", "lanes")));
    return name;
  }

  /** The function that stores the first lanes of a vector. */
  String partialStore(DType element, int lanes, String space) {
    String vector = Words.type(element, lanes);
    String name = "store_first_" + vector + "_" + space;
    functions.putIfAbsent(name, ("void %2$s(%1$s v, long n, %3$s %4$s *p) {\n"
        + "  if (n >= %5$d) { vstore%5$d(v, 0, p); return; }\n  %4$s lanes[%5$d];\n"
        + "  vstore%5$d(v, 0, lanes);\n  long at = 0;\n%6$s}\n").formatted(vector, name, space,
            Words.type(element), lanes, pieces(lanes, "lanes", "p")));
    return name;
  }

  /** Copies {@code n} elements by the powers of two that make it up. */
  private static String pieces(int lanes, String from, String to) {
    StringBuilder text = new StringBuilder();
    for (int w = lanes / 2; w > 1; w /= 2) {
      text.append(("  if (n & %1$d) { vstore%1$d(vload%1$d(0, %2$s + at), 0, %3$s + at); "
          + "at += %1$d; }\n").formatted(w, from, to));
    }
    return text + "  if (n & 1) %2$s[at] = %1$s[at];\n".formatted(from, to);
  }

  /** The function that stands for an instruction. */
  String instruction(Instruction instruction) {
    String result = Words.type(instruction.type(), instruction.lanes());
    String operands = instruction.operands().stream().map(o -> ", " + Words.type(DType.U32,
        instruction.lanes()) + " " + o.name()).collect(Collectors.joining());
    functions.putIfAbsent(instruction.name(), "%s %s(%s acc%s) {\n  %s\n  return acc;\n}\n"
        .formatted(result, instruction.name(), result, operands, instruction.text()));
    return instruction.name();
  }

  /** Column {@code j} of a square in private memory, where {@link #packed} serves. */
  Optional<Term> column(DType element, int lanes, String square, int j) {
    return packed(element, lanes).map(packed -> {
      String vector = Words.type(element, lanes);
      functions.putIfAbsent("meshed_" + vector, Columns.meshed(vector, lanes));
      functions.putIfAbsent("column_" + vector, Columns.column(vector, packed,
          Words.type(element), lanes));
      return Term.call("column_" + vector, Term.atom(square), Term.atom(Integer.toString(j)));
    });
  }

  /** A call of {@code helper}, which from now on is part of the program. */
  Term call(Helper helper, DType type, int lanes, Term... arguments) {
    return Term.call(require(helper, type, lanes), arguments);
  }

  private String require(Helper helper, DType type, int lanes) {
    String t = Words.type(type, lanes);
    String name = helper.name().toLowerCase(java.util.Locale.ROOT) + "_" + t;
    if (!functions.containsKey(name)) {
      String body = lanes == 1 ? helper.scalar : helper.vector != null ? helper.vector
          : laneByLane(require(helper, type, 1), t, lanes);
      String function = "%s(%s) {\n  %s\n}\n".formatted(result(helper) + " " + name,
          parameters(helper), body.replace("\n", "\n  "));
      functions.put(name, function.replace("$T", t).replace("$N", Integer.toString(lanes))
          .replace("$H", Words.type(DType.U16, lanes))
          .replace("$U", Words.type(Words.unsigned(type), lanes)));
    }
    return name;
  }

  private static String result(Helper helper) {
    return helper == Helper.BFLOAT_BITS ? "$H" : "$T";
  }

  private static String parameters(Helper helper) {
    return switch (helper) {
      case ABSOLUTE, ROUNDED_F16, BFLOAT_BITS, TRAILING_ZEROS, EXP, TANH, ERF, SINE,
          COSINE, TANGENT -> "$T a";
      case PHILOX -> "$T a, $T b, $T c, $T d, $T e, $T f, $T w";
      default -> "$T a, $T b";
    };
  }

  private static String laneByLane(String function, String vector, int lanes) {
    return "return (%s)(%s);".formatted(vector, IntStream.range(0, lanes)
        .mapToObj(Words::component).map(c -> function + "(a" + c + ", b" + c + ")")
        .collect(Collectors.joining(", ")));
  }

  /** All functions used, each followed by an empty line; those that others call come first. */
  String text() {
    return functions.values().stream().map(f -> f + "\n").collect(Collectors.joining());
  }
}
