package dev.jacquard.dsl.text;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.UserError;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The constants: {@code 3}, {@code 3u8}, {@code 0.1f}, {@code 1.0E-5}, {@code f32.inf}. */
final class Literals {

  private static final Pattern NUMBER = Pattern.compile(
      "(0[xX][^pP]+[pP][+-]?[0-9]+|[0-9.]+(?:[eE][+-]?[0-9]+)?)([A-Za-z_][A-Za-z0-9_]*)?");
  /** Digits that no number needs: those of the smallest double, written out. */
  private static final int MOST_DIGITS = 1100;

  private Literals() {}

  /** The constant that a number with an optional type behind it means. */
  static Expr number(String text, boolean negative) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches() || text.length() > MOST_DIGITS) {
      throw new UserError("this is no number; write 3, 3u8, 0.5 or 0.5f.");
    }
    String digits = (negative ? "-" : "") + matcher.group(1);
    boolean whole = digits.matches("-?[0-9]+");
    DType type = matcher.group(2) == null ? whole ? DType.I64 : DType.F64
        : matcher.group(2).equals("f") ? DType.F32 : DType.parse(matcher.group(2));
    return type.isFloat() ? real(type, digits) : integer(type, digits, whole);
  }

  private static Expr real(DType type, String digits) {
    double value = type == DType.F32 ? Float.parseFloat(digits) : Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw new UserError("%s is beyond the greatest %s; write %s.inf.".formatted(digits, type,
          type));
    }
    return new FloatConst(type, value);
  }

  private static Expr integer(DType type, String digits, boolean whole) {
    if (type.isBool() || !whole) {
      throw new UserError("%s is no %s; write a number of its type.".formatted(digits, type));
    }
    BigInteger value = new BigInteger(digits);
    IntConst constant = new IntConst(type, value.longValue());
    if (!type.format(constant.value()).equals(value.toString())) {
      throw new UserError("%s does not fit %s; write a type that holds it.".formatted(digits,
          type));
    }
    return constant;
  }

  /** What a word means where a value stands: a truth, an infinity, no number; mostly nothing. */
  static Optional<Expr> word(String word, boolean negative) {
    int dot = word.indexOf('.');
    if (dot > 0 && (word.endsWith(".inf") || word.endsWith(".nan"))) {
      return type(word.substring(0, dot)).filter(DType::isFloat).map(type -> new FloatConst(type,
          word.endsWith(".nan") ? Double.NaN
              : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY));
    }
    return switch (word) {
      case "true" -> Optional.of(new IntConst(DType.BOOL, 1));
      case "false" -> Optional.of(new IntConst(DType.BOOL, 0));
      default -> Optional.empty();
    };
  }

  /** The type of a name, in lower case. */
  static Optional<DType> type(String name) {
    return java.util.Arrays.stream(DType.values()).filter(t -> t.toString().equals(name))
        .findFirst();
  }
}
