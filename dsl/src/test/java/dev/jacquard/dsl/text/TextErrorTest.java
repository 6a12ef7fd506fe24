package dev.jacquard.dsl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.UserError;
import org.junit.jupiter.api.Test;

/** The smallest wrong texts, each with its whole message. */
class TextErrorTest {

  private static final String INPUT = "jacquard 1\ndim n = 8\ninput A: f32[n, n]\n";

  /** @param expected the message after the name of the file, the line, and the mark under it */
  private static void assertRefused(String expected, String line, String mark, String text) {
    UserError error = assertThrows(UserError.class,
        () -> Document.parse(TextFile.of("x.jacquard", text)));
    assertEquals("x.jacquard:%s%n%s%n%s".formatted(expected, line, mark), error.getMessage());
  }

  @Test
  void theTextIsNotEmpty() {
    assertRefused("1:1: expected \"jacquard 1\" on the first line, found the end.",
        "  ", "  ^", "");
  }

  @Test
  void itBeginsWithItsVersion() {
    assertRefused("1:1: expected \"jacquard 1\" on the first line, found \"output\".",
        "  output C(i) = 1", "  ^", "output C(i) = 1\n");
  }

  @Test
  void theVersionIsKnown() {
    assertRefused("1:10: version 7 of the text form is not known; this Jacquard reads version 1. "
        + "Write it in that form.",
        "  jacquard 7", "           ^", "jacquard 7\n");
  }

  @Test
  void aStatementIsKnown() {
    assertRefused("4:1: expected floats, dim, input, reducer, func, output, outputs, require, "
        + "sizes or a section, found \"funk\".",
        "  funk C(i) = A[i, i]", "  ^", INPUT + "funk C(i) = A[i, i]\n");
  }

  @Test
  void floatsAreRelaxedOrNothingIsSaid() {
    assertRefused("2:1: floats are strict or relaxed; strict ones go without saying. Write floats "
        + "relaxed, or remove the line.", "  floats strict", "  ^",
        "jacquard 1\nfloats strict\n");
  }

  @Test
  void aStatementIsNotIndented() {
    assertRefused("5:3: expected the end of the statement, found \"func\".",
        "    func C(i) = A[i, i]", "    ^", INPUT + "\n  func C(i) = A[i, i]\n");
  }

  @Test
  void aCharacterHasAMeaning() {
    assertRefused("4:23: the character \"#\" has no meaning here. Remove it.",
        "  output C(i) = A[i, i] # 2",
        "                        ^", INPUT + "output C(i) = A[i, i] # 2\n");
  }

  @Test
  void anIndexIsKnown() {
    assertRefused("4:20: there is no index or size j here. Write one of: n, i.",
        "  output C(i) = A[i, j]",
        "                     ^", INPUT + "output C(i) = A[i, j]\n");
  }

  @Test
  void aSourceIsKnown() {
    assertRefused("4:15: there is no input or Func a here. Write one of: A. Did you mean A?",
        "  output C(i) = a[i, i]", "                ^", INPUT + "output C(i) = a[i, i]\n");
  }

  @Test
  void anAccessHasTheRankOfItsSource() {
    assertRefused("4:15: A has rank 2; the number of its indices here is 1: [i]. Give one index a "
        + "dimension.",
        "  output C(i) = A[i]", "                ^", INPUT + "output C(i) = A[i]\n");
  }

  @Test
  void typesAgree() {
    assertRefused("4:23: A[i, i] + i mixes f32 and i64, and neither holds every value of the "
        + "other. Cast one "
        + "side: x.cast(F32).",
        "  output C(i) = A[i, i] + i",
        "                        ^", INPUT + "output C(i) = A[i, i] + i\n");
  }

  @Test
  void anOperatorHasTwoOperands() {
    assertRefused("4:24: expected a value, found the end of the statement.",
        "  output C(i) = A[i, i] +",
        "                         ^", INPUT + "output C(i) = A[i, i] +\n");
  }

  @Test
  void bracketsMatch() {
    assertRefused("4:21: expected \",\" or \"]\", found \")\".",
        "  output C(i) = A[i, i)",
        "                      ^", INPUT + "output C(i) = A[i, i)\n");
  }

  @Test
  void parenthesesAreClosed() {
    assertRefused("4:30: expected \")\", found the end of the statement.",
        "  output C(i) = (A[i, i] * 2.0f",
        "                               ^", INPUT + "output C(i) = (A[i, i] * 2.0f\n");
  }

  @Test
  void theTypeOfANumberIsKnown() {
    assertRefused("4:25: Unknown type 'g'. Types: bool, i8, i16, i32, i64, u8, u16, u32, u64, "
        + "f16, bf16, f32, f64. Name one of them.",
        "  output C(i) = A[i, i] * 2.0g",
        "                          ^", INPUT + "output C(i) = A[i, i] * 2.0g\n");
  }

  @Test
  void aNumberFitsItsType() {
    assertRefused("4:29: 300 does not fit i8; write a type that holds it.",
        "  output C(i) = i8(A[i, i]) + 300i8",
        "                              ^", INPUT + "output C(i) = i8(A[i, i]) + 300i8\n");
  }

  @Test
  void aFunctionIsKnown() {
    assertRefused("4:15: there is no function expo. Write it with known ones. Did you mean exp2?",
        "  output C(i) = expo(A[i, i])",
        "                ^", INPUT + "output C(i) = expo(A[i, i])\n");
  }

  @Test
  void aFunctionHasItsArguments() {
    assertRefused("4:15: pow takes 2 arguments; here are 1. Write as many as it takes.",
        "  output C(i) = pow(A[i, i])",
        "                ^", INPUT + "output C(i) = pow(A[i, i])\n");
  }

  @Test
  void aReductionIsKnown() {
    assertRefused("4:15: there is no reduction mean of this. Reductions: sum, prod, min, max, any, "
        + "all, argmax, argmin. Write one of them.",
        "  output C(i) = mean(r: A[i, r])",
        "                ^", INPUT + "output C(i) = mean(r: A[i, r])\n");
  }

  @Test
  void aReductionHasIndicesOfItsOwn() {
    assertRefused("4:19: i is already an index around this reduction. Rename one.",
        "  output C(i) = sum(i: A[i, i])",
        "                    ^", INPUT + "output C(i) = sum(i: A[i, i])\n");
  }

  @Test
  void aNameIsDeclaredOnce() {
    assertRefused("4:7: A is declared already, at x.jacquard:3. Rename one.",
        "  input A: f32[n]", "        ^", INPUT + "input A: f32[n]\n");
  }

  @Test
  void thereIsAnOutput() {
    assertRefused("5:1: the text has no output; write output C(i) = ...",
        "  ", "  ^", INPUT + "func C(i) = A[i, i]\n");
  }

  @Test
  void whatIsDeclaredIsUsed() {
    assertRefused("4:5: nothing uses q; remove it, or make it an output.",
        "  dim q = 3", "      ^", INPUT + "dim q = 3\noutput C(i) = A[i, i]\n");
  }

  @Test
  void aRangeIsOfAnIndex() {
    assertRefused("4:27: q is no index of this Func. Write one of its indices.",
        "  output C(i) = A[i, i] for q in [0, n)",
        "                            ^", INPUT + "output C(i) = A[i, i] for q in [0, n)\n");
  }

  @Test
  void anIndexHasOneRange() {
    assertRefused("4:40: i has a range already. Leave one out.",
        "  output C(i) = A[i, i] for i in [0, n), i in [0, n)",
        "                                         ^", INPUT + "output C(i) = A[i, i] for i in "
        + "[0, n), i in [0, n)\n");
  }

  @Test
  void aStatementEnds() {
    assertRefused("4:23: expected the end of the statement, found \"A\".",
        "  output C(i) = A[i, i] A",
        "                        ^", INPUT + "output C(i) = A[i, i] A\n");
  }

  @Test
  void aDefaultAgreesWithItsFacts() {
    assertRefused("2:5: Dim n: the default size 8 contradicts its facts: it must lie in [1, "
        + "2147483647] and be a multiple of 3. Give another default.",
        "  dim n = 8, multiple of 3", "      ^", "jacquard 1\ndim n = 8, multiple of 3\n");
  }

  @Test
  void aTypeIsKnown() {
    assertRefused("2:10: Unknown type 'f33'. Types: bool, i8, i16, i32, i64, u8, u16, u32, u64, "
        + "f16, bf16, f32, f64. Name one of them.",
        "  input A: f33[4]", "           ^", "jacquard 1\ninput A: f33[4]\n");
  }

  @Test
  void aRangeIsComplete() {
    assertRefused("4:26: expected an index, found the end of the statement.",
        "  output C(i) = A[i, 0] for ",
        "                           ^", INPUT + "output C(i) = A[i, 0] for \n");
  }

  @Test
  void aRequirementIsAnEquation() {
    assertRefused("5:1: a requirement is of the form m == n. Write it so.",
        "  require n for i of C",
        "  ^", INPUT + "output C(i) = A[i, i]\nrequire n for i of C\n");
  }

  @Test
  void anInfinityIsWrittenAsOne() {
    assertRefused("4:25: 1e99 is beyond the greatest f32; write f32.inf.",
        "  output C(i) = A[i, i] * 1e99f",
        "                          ^", INPUT + "output C(i) = A[i, i] * 1e99f\n");
  }
}
