package dev.jacquard.aparapi;

import java.util.Map;

/**
 * Methods that generated kernels need, as source. Aparapi translates a class's own methods only,
 * tells methods apart by name alone, and compares longs by subtracting them.
 */
final class HelperMethods {

  private static final String DIVIDE = """
      private T divideT(T a, T b) {
        T quotient = 0;
        if (b == -1) {
          quotient = -a;
        } else if (b != 0) {
          quotient = a / b;
          T rest = a - quotient * b;
          if (rest < 0) {
            if (b > 0) {
              quotient = quotient - 1;
            } else {
              quotient = quotient + 1;
            }
          }
        }
        return quotient;
      }
      """;

  private static final String REMAINDER = """
      private T remainderT(T a, T b) {
        T rest = 0;
        if (b != 0) {
          if (b != -1) {
            rest = a % b;
            if (rest < 0) {
              if (b > 0) {
                rest = rest + b;
              } else {
                rest = rest - b;
              }
            }
          }
        }
        return rest;
      }
      """;

  private static final String COMPARE = """
      private int compareNAME(long a, long b) {
        long difference = HIGH_A - HIGH_B;
        if (difference == 0L) {
          difference = (a & 4294967295L) - (b & 4294967295L);
        }
        int sign = 0;
        if (difference < 0L) {
          sign = -1;
        }
        if (difference > 0L) {
          sign = 1;
        }
        return sign;
      }
      """;

  private static final String DIVIDE_UNSIGNED = """
      private long divideUnsignedlong(long a, long b) {
        long quotient = 0L;
        if (b < 0L) {
          if (compareUnsigned(a, b) >= 0) {
            quotient = 1L;
          }
        } else if (b != 0L) {
          quotient = ((a >> 1) & 9223372036854775807L) / b;
          quotient = quotient << 1;
          if (compareUnsigned(a - quotient * b, b) >= 0) {
            quotient = quotient + 1L;
          }
        }
        return quotient;
      }
      """;

  private static final String REMAINDER_UNSIGNED = """
      private long remainderUnsignedlong(long a, long b) {
        long rest = 0L;
        if (b != 0L) {
          rest = a - divideUnsignedlong(a, b) * b;
        }
        return rest;
      }
      """;

  private static final String EXTREME_UNSIGNED = """
      private long NAMEUnsignedlong(long a, long b) {
        long result = a;
        if (compareUnsigned(b, a) OP 0) {
          result = b;
        }
        return result;
      }
      """;

  private static final String EXTREME_LONG = """
      private long NAMElong(long a, long b) {
        long result = a;
        if (compareSigned(b, a) OP 0) {
          result = b;
        }
        return result;
      }
      """;

  private static final String EXTREME_FLOAT = """
      private T NAMET(T a, T b) {
        T result = a + b;
        if (a OP= b) {
          result = a;
        }
        if (b OP a) {
          result = b;
        }
        return result;
      }
      """;

  private static final String TO_LONG = """
      private long saturateT(T value, long low, long high) {
        long result = 0L;
        if (value == value) {
          if (value <= (T) low) {
            result = low;
          } else if (value >= (T) high) {
            result = high;
          } else {
            result = (long) value;
          }
        }
        return result;
      }
      """;

  private static final String TO_UNSIGNED = """
      private long toUnsignedT(T value) {
        long result = 0L;
        if (value >= 1.8446744E19f) {
          result = -1L;
        } else if (value >= 9.223372E18f) {
          long top = 1L;
          top = top << 63;
          result = (long) (value - 9.223372E18f) + top;
        } else if (value > 0.0f) {
          result = (long) value;
        }
        return result;
      }
      """;

  private static final String UNSIGNED_TO = """
      private T unsignedToNAMElong(long value) {
        T result = (T) value;
        if (value < 0L) {
          long halved = ((value >> 1) & 9223372036854775807L) | (value & 1L);
          result = (T) halved * 2.0f;
        }
        return result;
      }
      """;

  private static final String ROUND = """
      private T roundT(T value) {
        T size = abs(value);
        T whole = floor(size);
        if (size - whole >= 0.5f) {
          whole = whole + 1.0f;
        }
        if (value < 0.0f) {
          whole = -whole;
        }
        return whole;
      }
      """;

  private static final String TRUNC = """
      private T truncT(T value) {
        T whole = floor(value);
        if (value < 0.0f) {
          whole = ceil(value);
        }
        return whole;
      }
      """;

  private static final String FDIM = """
      private T fdimT(T a, T b) {
        T difference = a - b;
        if (a <= b) {
          difference = 0.0f;
        }
        return difference;
      }
      """;

  private static final String UNSIGNED_HIGH = "((X >> 32) & 4294967295L)";

  private static final Map<String, String> METHODS = Map.ofEntries(
      Map.entry("divideint", typed(DIVIDE, "int")), Map.entry("dividelong", typed(DIVIDE, "long")),
      Map.entry("remainderint", typed(REMAINDER, "int")),
      Map.entry("remainderlong", typed(REMAINDER, "long")),
      Map.entry("compareSigned", compare("Signed", "(X >> 32)")),
      Map.entry("compareUnsigned", compare("Unsigned", UNSIGNED_HIGH)),
      Map.entry("divideUnsignedlong", DIVIDE_UNSIGNED),
      Map.entry("remainderUnsignedlong", REMAINDER_UNSIGNED),
      Map.entry("minUnsignedlong", extreme(EXTREME_UNSIGNED, "min", "<")),
      Map.entry("maxUnsignedlong", extreme(EXTREME_UNSIGNED, "max", ">")),
      Map.entry("minlong", extreme(EXTREME_LONG, "min", "<")),
      Map.entry("maxlong", extreme(EXTREME_LONG, "max", ">")),
      Map.entry("minfloat", typed(extreme(EXTREME_FLOAT, "min", "<"), "float")),
      Map.entry("maxfloat", typed(extreme(EXTREME_FLOAT, "max", ">"), "float")),
      Map.entry("mindouble", typed(extreme(EXTREME_FLOAT, "min", "<"), "double")),
      Map.entry("maxdouble", typed(extreme(EXTREME_FLOAT, "max", ">"), "double")),
      Map.entry("saturatefloat", typed(TO_LONG, "float")),
      Map.entry("saturatedouble", typed(TO_LONG, "double")),
      Map.entry("toUnsignedfloat", typed(TO_UNSIGNED, "float")),
      Map.entry("toUnsigneddouble", typed(TO_UNSIGNED, "double")),
      Map.entry("unsignedToFloatlong", typed(UNSIGNED_TO.replace("NAME", "Float"), "float")),
      Map.entry("unsignedToDoublelong", typed(UNSIGNED_TO.replace("NAME", "Double"), "double")),
      Map.entry("roundfloat", typed(ROUND, "float")),
      Map.entry("rounddouble", typed(ROUND, "double")),
      Map.entry("truncfloat", typed(TRUNC, "float")),
      Map.entry("truncdouble", typed(TRUNC, "double")),
      Map.entry("fdimfloat", typed(FDIM, "float")),
      Map.entry("fdimdouble", typed(FDIM, "double")));

  private HelperMethods() {}

  /** The source of a method; null if there is none of this name. */
  static String source(String name) {
    return METHODS.get(name);
  }

  static Iterable<String> names() {
    return METHODS.keySet();
  }

  private static String typed(String text, String type) {
    return text.replaceAll("\\bT\\b", type).replaceAll("(?<=[a-z])T\\(", type + "(");
  }

  private static String compare(String name, String high) {
    return COMPARE.replace("NAME", name).replace("HIGH_A", high.replace("X", "a"))
        .replace("HIGH_B", high.replace("X", "b"));
  }

  private static String extreme(String text, String name, String op) {
    return text.replace("NAME", name).replace("OP", op);
  }
}
