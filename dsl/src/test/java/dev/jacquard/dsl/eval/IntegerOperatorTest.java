package dev.jacquard.dsl.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegerOperatorTest {

  private static BinaryOperator<Expr> operator(String name) {
    return switch (name) {
      case "+" -> Expr::plus;
      case "-" -> Expr::minus;
      case "*" -> Expr::times;
      case "/" -> Expr::div;
      case "%" -> Expr::rem;
      case "min" -> Expr::min;
      case "max" -> Expr::max;
      case "&" -> Expr::and;
      case "|" -> Expr::or;
      case "^" -> Expr::xor;
      case "<<" -> Expr::shl;
      case ">>" -> Expr::shr;
      case "<" -> (a, b) -> a.lt(b).cast(DType.I32);
      case "<=" -> (a, b) -> a.le(b).cast(DType.I32);
      case "==" -> (a, b) -> a.eq(b).cast(DType.I32);
      case "!=" -> (a, b) -> a.ne(b).cast(DType.I32);
      case "neg" -> (a, _) -> a.unaryMinus();
      case "not" -> (a, _) -> a.not();
      case "abs" -> (a, _) -> Dsl.abs(a);
      default -> throw new AssertionError(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
      "I8, 127, +, 1, -128", "U8, 255, +, 2, 1", "I32, 2147483647, +, 1, -2147483648",
      "U32, 0, -, 1, 4294967295", "I64, 9223372036854775807, +, 1, -9223372036854775808",
      "I16, 300, *, 300, 24464", "U16, 256, *, 256, 0", "U64, -1, *, 2, -2",
      "I32, 7, /, 2, 3", "I32, -7, /, 2, -4", "I32, 7, /, -2, -3", "I32, -7, /, -2, 4",
      "I32, 7, %, 2, 1", "I32, -7, %, 2, 1", "I32, 7, %, -2, 1", "I32, -7, %, -2, 1",
      "I32, 5, /, 0, 0", "I32, 5, %, 0, 0", "U8, 5, /, 0, 0", "U64, 5, %, 0, 0",
      "I32, -2147483648, /, -1, -2147483648", "I32, -2147483648, %, -1, 0",
      "I8, -128, /, -1, -128", "I64, -9223372036854775808, /, -1, -9223372036854775808",
      "U64, -1, /, 2, 9223372036854775807", "U64, -1, %, 10, 5",
      "I32, -3, min, 2, -3", "I32, -3, max, 2, 2", "U64, -1, min, 2, 2", "U64, -1, max, 2, -1",
      "I32, 12, &, 10, 8", "I32, 12, |, 10, 14", "I32, 12, ^, 10, 6", "BOOL, 1, ^, 1, 0",
      "BOOL, 1, &, 0, 0", "BOOL, 1, |, 0, 1",
      "I32, 1, <<, 33, 2", "I8, 1, <<, 7, -128", "I32, -8, >>, 1, -4",
      "U32, 4294967288, >>, 1, 2147483644",
      "U64, -1, >>, 63, 1", "I64, -1, >>, 63, -1", "I8, 64, >>, 9, 32",
      "I32, -1, <, 0, 1", "U64, -1, <, 0, 0", "I32, 2, <=, 2, 1", "I32, 2, ==, 3, 0",
      "BOOL, 1, !=, 0, 1",
      "I32, 5, neg, 0, -5", "U8, 5, neg, 0, 251", "I8, -128, neg, 0, -128",
      "I32, 5, not, 0, -6", "U8, 5, not, 0, 250", "BOOL, 1, not, 0, 0",
      "I8, -128, abs, 0, -128", "I32, -4, abs, 0, 4", "U64, -1, abs, 0, -1"})
  void meansWhatTheLanguageSays(DType type, long a, String op, long b, long expected) {
    assertEquals(expected, Eval.ofIntegers(type, a, b, operator(op)));
  }

  @ParameterizedTest
  @CsvSource({"I32, 300, U8, 44", "I32, 300, I8, 44", "I32, -1, U32, 4294967295",
      "I32, -1, U64, -1", "U64, -1, I8, -1", "I16, 4, BOOL, 1", "I16, 0, BOOL, 0",
      "BOOL, 1, I64, 1"})
  void castsWrap(DType from, long value, DType to, long expected) {
    assertEquals(expected, Eval.ofIntegers(from, value, 0, (a, _) -> a.cast(to)));
  }

  @Test
  void wideIntegersKeepTheirLastBit() {
    long large = (1L << 62) + 1;
    assertEquals(large, Eval.ofIntegers(DType.I64, large, 0, Expr::plus));
  }
}
