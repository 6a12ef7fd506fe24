package dev.jacquard.dsl;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.U32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.select;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The smallest wrong program for each mistake, and all that the user reads. */
class LanguageErrorTest {

  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final RVar R = rvar("r");
  private static final Dim N = dim("n", 10);
  private static final Input X = input("X", F32, N);
  private static final Input A = input("A", F32, lit(4), lit(6));

  /** Line numbers are shown as 0; a message that names no line inside begins with one. */
  private static void fails(String message, Executable program) {
    String actual = assertThrows(UserError.class, program).getMessage();
    String place = message.contains("LanguageErrorTest.java:0") ? ""
        : "At LanguageErrorTest.java:0: ";
    assertEquals(place + message, actual.replaceAll("java:\\d+", "java:0"));
  }

  @Test
  void undefinedIndex() {
    fails("Func Y at LanguageErrorTest.java:0 uses the Var j, which is neither one of its indices "
        + "[i] nor a reduction index around it. Write it in func(...), or reduce over it around "
        + "this.", () -> func("Y", I).is(X.at(J)));
    fails("Func Y at LanguageErrorTest.java:0 uses the RVar r, which is neither one of its indices "
        + "[i] nor a reduction index around it. Write it in func(...), or reduce over it around "
        + "this.", () -> func("Y", I).is(X.at(R)));
  }

  @Test
  void unusedIndex() {
    fails("Func Y at LanguageErrorTest.java:0: the index j is used nowhere and has no range. Use "
        + "it, leave it out, or give it a range: .over(j, extent).",
        () -> Algorithm.of(func("Y", I, J).is(X.at(I))));
  }

  @Test
  void indexUsedTwice() {
    fails("Func Y uses the index i twice: [i, i]. Rename one.", () -> func("Y", I, I));
    fails("Func Y at LanguageErrorTest.java:0: the reduction index i is already an index around "
        + "it: sum(i: X[i]). Rename one.", () -> func("Y", I).is(sum(rvar("i"), X.at(I))));
  }

  @Test
  void shapesThatDisagree() {
    Input b = input("B", F32, lit(5), lit(3));
    fails("Func C at LanguageErrorTest.java:0: the index r runs over dimension 1 (6) of A and over "
        + "dimension 0 (5) of B, but their sizes are 6 and 5. Make them equal, or give r a range.",
        () -> Algorithm.of(func("C", I, J).is(sum(R, A.at(I, R).times(b.at(R, J))))));
  }

  @Test
  void shapesThatDisagreeOnceSizesAreGiven() {
    Input b = input("B", F32, dim("m", 10));
    Algorithm sum = Algorithm.of(func("C", I).is(X.at(I).plus(b.at(I))));
    fails("Func C at LanguageErrorTest.java:0: the index i runs over dimension 0 (n) of X and over "
        + "dimension 0 (m) of B, but their sizes are 7 and 8. Make them equal, or give i a range.",
        () -> sum.with(Sizes.parse("n=7,m=8")));
  }

  @Test
  void accessThatCanLeave() {
    fails("Func Y at LanguageErrorTest.java:0: the access A[i + 1, 0] can leave A: its index 0, "
        + "i + 1, takes values from 1 to 4, but dimension 0 of A is 0 to 3. Restrict the range of "
        + "its indices, clamp it, or say what lies outside: A.edge(Edge.CLAMP).at(...).",
        () -> Algorithm.of(func("Y", I).is(A.at(I.plus(1), lit(0))).over(I, 4)));
    Algorithm symbolic = Algorithm.of(func("Y", I).is(X.at(I)).over(I, N.plus(1)));
    fails("Func Y at LanguageErrorTest.java:0: the access X[i] can leave X: its index 0, i, takes "
        + "values from 0 to 10, but dimension 0 of X is 0 to 9. Restrict the range of its indices, "
        + "clamp it, or say what lies outside: X.edge(Edge.CLAMP).at(...).",
        () -> symbolic.with(Sizes.parse("n=10")));
  }

  @Test
  void unboundedGather() {
    Input index = input("J", DType.I64, lit(4));
    fails("Func Y at LanguageErrorTest.java:0: the access A[J[i], 0] can leave A: its index 0, "
        + "J[i], is not bounded, but dimension 0 of A is 0 to 3. Restrict the range of its "
        + "indices, clamp it, or say what lies outside: A.edge(Edge.CLAMP).at(...).",
        () -> Algorithm.of(func("Y", I).is(A.at(index.at(I), lit(0)))));
  }

  @Test
  void emptyRange() {
    Input w = input("W", F32, dim("k", 3));
    Algorithm convolution = Algorithm.of(
        func("Y", I).is(sum(R, X.at(I.plus(R)).times(w.at(R)))));
    fails("Func Y at LanguageErrorTest.java:0: the range of i is [0, -1), which ends before it "
        + "begins. Give larger sizes, or the range itself.",
        () -> convolution.with(Sizes.parse("n=1,k=3")));
  }

  @Test
  void typeMismatch() {
    Input x = input("S", I32, N);
    Input y = input("U", U32, N);
    fails("S[i] + U[i] mixes i32 and u32, and neither holds every value of the other. Cast one "
        + "side: x.cast(U32).", () -> x.at(I).plus(y.at(I)));
    fails("S[i] * X[i] mixes i32 and f32, and neither holds every value of the other. Cast one "
        + "side: x.cast(F32).", () -> x.at(I).times(X.at(I)));
  }

  @Test
  void literalThatDoesNotFit() {
    Input x = input("B", DType.U64, N);
    fails("B[i] + -1 mixes u64 and i64, and neither holds every value of the other. Cast one side: "
        + "x.cast(I64).", () -> x.at(I).plus(lit(-1)));
  }

  @Test
  void operatorsThatDoNotApply() {
    fails("% does not apply to X[i] (f32) and 2 (i64). Cast them to an integer: "
        + "x.cast(I32).", () -> X.at(I).rem(2));
    fails("! does not apply to X[i], which is f32. Cast it to an integer: "
        + "x.cast(I32).", () -> X.at(I).not());
    fails("exp(i) needs a float; it is i64. Cast it: x.cast(F32).", () -> Dsl.exp(I));
    fails("pow takes 2 arguments; it was given 1. Give as many as it takes.",
        () -> Dsl.call(MathFunction.POW, X.at(I)));
    fails("any does not apply to X[r], which is f32. Compare it with a value: "
        + "x.ne(0).", () -> Dsl.any(R, X.at(R)));
    fails("sum(X[i]) names no reduction index. Give one: sum(rvar(\"r\"), ...).",
        () -> sum(List.of(), X.at(I)));
  }

  @Test
  void wrongNumberOfIndices() {
    fails("A has rank 2; the number of its indices here is 1: [i]. Give one index a "
        + "dimension.", () -> A.at(I));
  }

  @Test
  void floatIndex() {
    fails("An index of X must be an integer; X[i] is f32. Cast it: x.cast(I64).",
        () -> X.at(X.at(I)));
  }

  @Test
  void selectWithoutABoolean() {
    fails("select needs a bool condition; X[i] is f32. Compare it with a value: x.ne(0).",
        () -> select(X.at(I), lit(1.0), lit(2.0)));
  }

  @Test
  void duplicateNames() {
    Func first = func("P", I).is(X.at(I));
    Func second = func("P", I).is(first.at(I));
    fails("Two Funcs are named P: at LanguageErrorTest.java:0 and at LanguageErrorTest.java:0. "
        + "Rename one.", () -> Algorithm.of(second));
    Input other = input("X", I32, N);
    fails("Two different inputs are named X. Rename one.",
        () -> Algorithm.of(func("Y", I).is(X.at(I).plus(other.at(I).cast(F32)))));
    Input sized = input("B", F32, dim("n", 12));
    fails("Two different sizes are named n. Rename one.",
        () -> Algorithm.of(func("Y", I).is(X.at(I).plus(sized.at(I)))));
  }

  @Test
  void namesThatCollide() {
    fails("Func X at LanguageErrorTest.java:0 has the name of an input. Rename one.",
        () -> Algorithm.of(func("X", I).is(X.at(I))));
    Var n = var("n");
    fails("Func Y at LanguageErrorTest.java:0: the index n has the name of a size. Rename one.",
        () -> Algorithm.of(func("Y", n).is(X.at(n))));
  }

  @Test
  void sizes() {
    Algorithm copy = Algorithm.of(func("Y", I).is(X.at(I)));
    fails("Unknown size m. The sizes of Y are: n (default 10). Leave others out.",
        () -> copy.with(Sizes.parse("m=3")));
    fails("Size n = 0 is not allowed: it must lie in [1, 2147483647]. Give another.",
        () -> copy.with(Sizes.parse("n=0")));
    fails("Cannot read the size \"n=x\" in \"n=x\". Write name=number, as in n=32,k=3.",
        () -> Sizes.parse("n=x"));
    fails("Dim k: the default size 10 contradicts its facts: it must lie in [1, 2147483647] and be "
        + "a multiple of 16. Give another default.", () -> dim("k", 10).multipleOf(16));
  }

  @Test
  void names() {
    fails("The name of a Func has 250 characters, more than 100: \"xxxxxxxxxxxxxxxxxxxx...\". "
        + "Choose a shorter one.", () -> func("x".repeat(250), I));
    fails("The name of a Func must be letters, digits and '_' and begin with a letter; it is \"a "
        + "b\". Choose another.", () -> func("a b"));
  }

  @Test
  void edgeValue() {
    fails("The value outside X, 1 + n, does not fit its type f32. Give a value of that type.",
        () -> X.edge(Edge.constant(lit(1).plus(N))).at(I));
    fails("The value outside B, 256, does not fit its type u8. Give a value of that type.",
        () -> input("B", DType.U8, N).edge(Edge.constant(256)).at(I));
    Input wide = input("L", DType.I64, N);
    fails("The value outside L must be a constant; it is 1 + n. Give a number: Edge.constant(0).",
        () -> wide.edge(Edge.constant(lit(1).plus(N))).at(I));
  }

  @Test
  void unknownFunc() {
    fails("There is no Func Z in Y. Funcs: Y. Name one of them.",
        () -> Algorithm.of(func("Y", I).is(X.at(I))).func("Z"));
  }

  @Test
  void rangeOfAnIndexThatIsNotThere() {
    fails("Func Y has no index j; it has [i]. Name one of "
        + "these.", () -> func("Y", I).is(X.at(I)).over(J, 4));
  }
}
