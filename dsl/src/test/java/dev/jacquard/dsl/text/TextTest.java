package dev.jacquard.dsl.text;

import static dev.jacquard.dsl.Dsl.argmax;
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

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Print;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read as it was. */
class TextTest {

  private static final Dim N = dim("n", 8);
  private static final Dim M = dim("m", 8);
  private static final Input A = input("A", DType.F32, N, N);
  private static final Var I = var("i");

  private static Algorithm read(String text) {
    return Document.parse(TextFile.of("x.jacquard", text)).algorithm();
  }

  private static Expr definition(Algorithm algorithm) {
    return algorithm.outputs().getFirst().definition();
  }

  static Stream<Expr> constants() {
    return Stream.of(lit(3), lit(-3), new IntConst(DType.I64, Long.MIN_VALUE),
        new IntConst(DType.U64, -1), new IntConst(DType.U8, 255), new IntConst(DType.I8, -128),
        new IntConst(DType.BOOL, 1), new FloatConst(DType.F16, 0.1),
        new FloatConst(DType.BF16, 1e30), lit(-3).unaryMinus(), lit(3).unaryMinus(),
        lit(3).unaryMinus().unaryMinus(), new FloatConst(DType.F32, 0.1), new FloatConst(DType.F64,
            0.1), new FloatConst(DType.F32, -0.0), new FloatConst(DType.F64, Double.MIN_VALUE),
        new FloatConst(DType.F32, Float.MAX_VALUE), new FloatConst(DType.F32, Double.NaN),
        new FloatConst(DType.F64, Double.NEGATIVE_INFINITY),
        new FloatConst(DType.F32, Double.POSITIVE_INFINITY).unaryMinus(),
        new IntConst(DType.I32, 1).plus(new IntConst(DType.I32, 2)),
        select(I.lt(2), new IntConst(DType.U8, 1), new IntConst(DType.U8, 2)),
        select(I.lt(2), I.cast(DType.U8), new IntConst(DType.U8, 2)),
        I.cast(DType.U64).plus(new IntConst(DType.U64, -1)));
  }

  @ParameterizedTest
  @MethodSource("constants")
  void constantsAreExact(Expr constant) {
    Algorithm written = Algorithm.of(func("C", I).is(constant).over(I, 4));
    assertEquals(definition(written), definition(read(written.toString())));
  }

  @ParameterizedTest
  @EnumSource
  void edgesAreKept(Edge.Mode mode) {
    Edge edge = mode == Edge.Mode.CONSTANT ? Edge.constant(-1.5) : new Edge(mode, null);
    Algorithm written = Algorithm.of(func("C", I).is(A.edge(edge).at(I, I)).over(I, N));
    assertEquals(written.toString(), read(written.toString()).toString());
  }

  @Test
  void namesThatMeanSomethingElseAreQuoted() {
    Input clamp = input("A.clamp", DType.F32, N);
    Var odd = var("true");
    Algorithm written = Algorithm.of(func("for", odd).is(clamp.at(odd)
        .plus(A.edge(Edge.CLAMP).at(odd, odd)).plus(odd.cast(DType.F32))));
    assertEquals("""
        jacquard 1
        dim n = 8
        input A.clamp: f32[n]
        input A: f32[n, n]
        output for(true) = `A.clamp`[`true`] + A.clamp[`true`, `true`] + f32(`true`)
          for true in [0, n)  // f32
        """, written.toString());
    assertEquals(written.toString(), read(written.toString()).toString());
  }

  @Test
  void rangesAreExact() {
    Expr uneven = N.div(2).times(2);
    Func c = func("C", I).is(lit(1)).over(I, new Range(lit(-2), uneven));
    Algorithm written = Algorithm.of(c);
    assertEquals(written.outputs().getFirst().ranges(),
        read(written.toString()).outputs().getFirst().ranges());
    assertEquals("output C(i) = 1 for i in [-2, n / 2 * 2 - 2)  // i64",
        written.toString().lines().toList().getLast());
  }

  private static void assertRoundTrip(String expected, Func... outputs) {
    Algorithm written = Algorithm.of(outputs);
    assertEquals(expected, written.toString());
    assertEquals(expected, read(expected).toString());
    assertEquals(written.outputs().getFirst().buffers(),
        read(expected).outputs().getFirst().buffers());
  }

  @Test
  void updatesAreStages() {
    RVar r = rvar("r", lit(1), N.minus(1));
    Func zero = func("S", I).is(lit(0.0)).over(I, N);
    Func sums = zero.update(r).where(r.lt(5)).is(s -> s.at(r.minus(1)).plus(A.at(r, r)));
    assertRoundTrip("""
        jacquard 1
        dim n = 8
        input A: f32[n, n]
        func S.0(i) = 0.0f for i in [0, n)  // f32
        output S: for r: S.0[r] = S.0[r - 1] + A[r, r] where r < 5 for r in [1, n)  // f32
        """, sums);
    assertRoundTrip("""
        jacquard 1
        dim n = 8
        input A: f32[n, n]
        func S.0(i) = 0.0f for i in [0, n)  // f32
        func S.1: for r: S.0[r] = S.0[r - 1] + A[r, r] where r < 5 for r in [1, n)  // f32
        output S: S.1[i] = S.1[i] * 2.0f  // f32
        """, sums.update(I).times(lit(2.0)));
  }

  @Test
  void tuplesReducersAndLabels() {
    RVar r = rvar("r");
    Reducer product = Reducer.ordered("complex", List.of(lit(1.0), lit(0.0)), (a, b) -> List.of(
        a.get(0).times(b.get(0)).minus(a.get(1).times(b.get(1))),
        a.get(0).times(b.get(1)).plus(a.get(1).times(b.get(0)))));
    Func turned = func("Z", I).is(Reduce.of(product, List.of(r),
        Tuple.of(List.of(A.at(I, r), A.at(r, I)))));
    Func most = func("M", I).is(argmax(r, new Print("a \"b\"", A.at(I, r)))
        .plus(turned.value(1).edge(Edge.CLAMP).at(I).cast(DType.I64)));
    assertRoundTrip("""
        jacquard 1
        dim n = 8
        input A: f32[n, n]
        reducer complex ordered(1.0f, 0.0f) = {a0 * b0 - a1 * b1, a0 * b1 + a1 * b0}
        func Z(i) = complex(r: {A[i, r], A[r, i]}) for i in [0, n), r in [0, n)  // f32 f32
        func M.argmax(i) = argmax(r: {print("a \\"b\\"", A[i, r]), r})
          for i in [0, n), r in [0, n)  // f32 i64
        output M(i) = M.argmax.v1[i] + i64(Z.v1.clamp[i]) for i in [0, n)  // i64
        """, most);
  }

  @Test
  void accumulatorsAreThoseOfTheBody() {
    RVar r = rvar("r");
    Expr small = A.at(I, r).cast(DType.U8);
    for (Expr reduced : List.of(sum(r, small), sum(List.of(r), small, DType.U8),
        Reduce.of(Reduction.PROD, List.of(r), small, DType.I64))) {
      Algorithm written = Algorithm.of(func("C", I).is(reduced));
      assertEquals(reduced.type(), definition(read(written.toString())).type());
    }
  }

  @Test
  void factsAndTheOrderOfOutputsAreKept() {
    Input given = input("B", DType.F32, N.atLeast(0).atMost(64).multipleOf(4));
    Func first = func("first", I).is(given.asConstant().at(I));
    Algorithm written = Algorithm.of(func("second", I).is(first.at(I)), first);
    assertEquals("""
        jacquard 1
        dim n = 8, at least 0, at most 64, multiple of 4
        input B: f32[n] constant
        output first(i) = B[i] for i in [0, n)  // f32
        output second(i) = first[i] for i in [0, n)  // f32
        outputs second, first
        """, written.toString());
    assertEquals(written.toString(), read(written.toString()).toString());
  }

  @Test
  void sizesThatMustAgreeAreNamed() {
    RVar r = rvar("r");
    Input b = input("B", DType.F32, M);
    Algorithm written = Algorithm.of(func("C", I).is(sum(r, A.at(I, r).times(b.at(r)))));
    assertEquals("require n == m for r of C", written.toString().lines().toList().getLast());
    Algorithm read = read(written.toString());
    assertEquals(written.toString(), read.toString());
    UserError error = assertThrows(UserError.class, () -> read.with(Sizes.parse("n=3,m=4")));
    assertEquals("Func C: the index r runs over n and over m, but their sizes are 3 and 4. Make "
        + "them equal, or give r a range.", error.getMessage());
  }

  @Test
  void byHandRangesAndTypesMayBeLeftOut() {
    assertEquals("""
        jacquard 1
        dim d = 64
        dim m = 512
        dim n = 512
        input A: f32[m, d]
        input B: f32[n, d]
        func D.sum(i, j) = sum(r: abs(A[i, r] - B[j, r]))
          for i in [0, m), j in [0, n), r in [0, d)  // f32
        output D(i, j) = D.sum[i, j] * 2.0f for i in [0, m), j in [0, n)  // f32
        """, read("""
        jacquard 1
        // the sizes come first
        dim m = 512
        dim n = 512
        dim d = 64
        input A: f32[m, d]
        input B: f32[n, d]   // as many columns
        output D(i, j) =
            sum(r: abs(A[i, r] - B[j, r]))
            * 2
        """).toString());
  }

  @Test
  void aFuncIsWhereItsLineIs() {
    UserError error = assertThrows(UserError.class, () -> read("""
        jacquard 1
        output C(i) = i
        """));
    assertEquals("Func C at x.jacquard:2: the range of i is ambiguous: no access without an edge "
        + "rule uses it. Give it: .over(i, extent).", error.getMessage());
  }

  @Test
  void aLongTextIsNotRead() {
    String text = " ".repeat(TextFile.LONGEST + 1);
    assertEquals("x.jacquard: the text has a length of 1048577; at most 1048576 are read. Give a "
        + "shorter one.",
        assertThrows(UserError.class, () -> read(text)).getMessage());
  }

  private static String product(int sums) {
    StringBuilder text = new StringBuilder("jacquard 1\n");
    StringBuilder product = new StringBuilder("1");
    for (int i = 0; i < sums; i++) {
      text.append("dim a%d = 1\ndim b%d = 1\n".formatted(i, i));
      product.append(" * (a%d + b%d)".formatted(i, i));
    }
    return text.append("output C(i) = i for i in [0, ").append(product).append(")\n").toString();
  }

  @Test
  void aProductOfSumsMayNotBeLong() {
    Algorithm read = read(product(10));
    assertEquals(20, read.dims().size());
    assertEquals(read.toString(), read(read.toString()).toString());
    assertEquals("x.jacquard:24:152: this product of i64 has more than 10 factors. Give a part of "
        + "it a Func of its own.",
        assertThrows(UserError.class, () -> read(product(11))).getMessage().lines().findFirst()
            .orElseThrow());
  }
}
