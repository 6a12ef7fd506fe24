package dev.jacquard.schedule.error;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I8;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.tuple;
import static dev.jacquard.dsl.Dsl.var;
import static dev.jacquard.schedule.error.Mistake.A;
import static dev.jacquard.schedule.error.Mistake.I;
import static dev.jacquard.schedule.error.Mistake.J;
import static dev.jacquard.schedule.error.Mistake.N;
import static dev.jacquard.schedule.error.Mistake.R;
import static dev.jacquard.schedule.error.Mistake.assertLowering;
import static dev.jacquard.schedule.error.Mistake.assertMessage;
import static dev.jacquard.schedule.error.Mistake.matmul;
import static dev.jacquard.schedule.error.Mistake.pure;
import static dev.jacquard.schedule.error.Mistake.shared;
import static dev.jacquard.schedule.error.Mistake.smooth;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.Instructions;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.StoreHint;
import dev.jacquard.schedule.lower.Lower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The refusals of directives about memory, windows, instructions and shared loops. */
class RefusalTest {

  /** {@code F[i] = 0; F[r] += A[r, 0]}, in two stages. */
  private static Schedule staged() {
    return Schedule.of(func("F", I).is(lit(0f)).over(I, N).update(R)
        .is(f -> f.at(R).plus(A.at(R, lit(0)))));
  }

  /** {@code out = three rows of twice A}, which move by {@code step} with each row of out. */
  private static Schedule rows(int step) {
    Func twice = func("rows", I, J).is(A.edge(Edge.CLAMP).at(I, J).times(2)).over(I, N.times(3))
        .over(J, N);
    Expr first = twice.at(I.times(step), J);
    return Schedule.of(func("out", I, J).is(first.plus(twice.at(I.times(step).plus(1), J))
        .plus(twice.at(I.times(step).plus(2), J))).over(I, N).over(J, N));
  }

  private static Schedule slid(int step) {
    return rows(step).func("rows").computeAt("out", "i").split("j", 4).func("out").split("i", 4)
        .func("rows").computeAt("out", "i.inner").storeAt("out", "i.outer");
  }

  private static Schedule bytes(DType left, Tail columns) {
    Input a = input("A", left, N, N);
    Input b = input("B", I8, N, N);
    Expr term = a.at(I, R).cast(I32).times(b.at(R, J).cast(I32));
    return Schedule.of(func("C", I, J).is(sum(R, term)))
        .split("j", 16, columns).split("r", 4)
        .reorder("i", "j.outer", "r.outer", "j.inner", "r.inner");
  }

  private static Schedule held(DType left) {
    return held(left, Tail.AUTO);
  }

  private static Schedule held(DType left, Tail columns) {
    return bytes(left, columns).cacheWrite(Memory.PRIVATE, "j.outer");
  }

  @Test
  void aTupleIsNotHeldInLocalMemory() {
    Func pair = func("P", I).is(tuple(A.at(I, lit(0)), A.at(I, lit(1))));
    Schedule schedule = Schedule.of(func("z", I).is(pair.value(0).at(I).plus(
        pair.value(1).at(I)))).func("P").computeAt("z", "i");
    assertMessage(
        "Schedule for P, directive 2, storeIn(LOCAL) at RefusalTest.java:LINE: P has several "
            + "values a point, which are replaced together, and items of a group would read them "
            + "meanwhile. Hold it in PRIVATE.",
        () -> schedule.storeIn(Memory.LOCAL));
  }

  @Test
  void hintsAreForWhatIsWrittenOnce() {
    assertMessage(
        "Schedule for F, directive 1, storeHint(STREAM) at RefusalTest.java:LINE: F is a stage of "
            + "F, whose stages read what others of them wrote. Leave storeHint out.",
        () -> staged().storeHint(StoreHint.STREAM));
    assertLowering(
        "Schedule for g, directive 2, storeHint(STREAM) at RefusalTest.java:LINE: g is not held "
            + "in global memory: only what is computed at root is written past the caches. Leave "
            + "storeHint out, or call computeRoot().",
        smooth().func("g").computeAt("h", "i").storeHint(StoreHint.STREAM),
        "n=20");
    assertLowering(
        "Schedule for C, directive 1, storeHint(STREAM) at RefusalTest.java:LINE: C is a "
            + "reduction that adds to its elements where they lie, which would be slow past the "
            + "caches. Call cacheWrite(PRIVATE, ...) too.",
        matmul().storeHint(StoreHint.STREAM), "n=20");
  }

  @Test
  void whatStoresNothingIsNotTraced() {
    assertMessage(
        "Schedule for g, directive 1, trace() at RefusalTest.java:LINE: g is inlined into what "
            + "reads it and stores nothing. Call func(\"g\").computeRoot() first.",
        () -> smooth().func("g").trace());
  }

  @Test
  void stagesHaveTheLayoutOfTheWhole() {
    assertMessage(
        "Schedule for F.0, directive 1, layout(0) at RefusalTest.java:LINE: F.0 is a stage of F, "
            + "whose stages share memory. Give the layout of F.",
        () -> staged().layout("F.0", Layout.parse("0")));
  }

  @Test
  void rfactorTakesAPartOfOneIndex() {
    RVar q = rvar("q");
    Schedule both = Schedule.of(func("T", I).is(sum(R, q, A.at(I, R).times(A.at(R, q)))));
    assertMessage(
        "Schedule for T, directive 2, rfactor(p, T.partial) at RefusalTest.java:LINE: p is not a "
            + "reduction index of T, nor one half of a split one. Name one of those.",
        () -> both.fuse("r", "q", "p").rfactor("p"));
  }

  @Test
  void prefetchIsOfWhatIsReadFromMemory() {
    assertMessage(
        "Schedule for C, directive 1, prefetch(D, r, r, 1) at RefusalTest.java:LINE: C does not "
            + "read D. It reads: A, B. Name one of these.",
        () -> matmul().prefetch("D", "r", "r", 1));
    assertLowering(
        "Schedule for g, directive 1, prefetch(A, j, j, 1) at RefusalTest.java:LINE: g is inlined "
            + "into what reads it, so it has no loops. Leave prefetch out, or call computeRoot().",
        smooth().func("g").prefetch("A", "j", "j", 1), "n=20");
    assertLowering(
        "Schedule for C, directive 2, prefetch(A, i, i, 1) at RefusalTest.java:LINE: i is outside "
            + "a loop over work-groups, which share no caches line by line. Name a loop further "
            + "in.",
        matmul().parallel("j").prefetch("A", "i", "i", 1), "n=20");
  }

  @Test
  void onlyRootsShareLoops() {
    assertMessage(
        "Schedule for q, directive 1, computeWith(z, i) at RefusalTest.java:LINE: q and z share "
            + "loops only if both are computed at root, each by one definition. Leave computeWith "
            + "out.",
        () -> shared().func("q").computeWith("z", "i"));
  }

  @Test
  void aWindowSlidesInWholeSteps() {
    assertLowering(
        "Schedule for rows, directive 5, storeAt(out, i.outer) at RefusalTest.java:LINE: rows is "
            + "not computed at a loop any more. Leave storeAt out.",
        slid(1).computeRoot(), "n=20");
    assertLowering(
        "Schedule for rows, directive 5, storeAt(out, i.outer) at RefusalTest.java:LINE: an "
            + "iteration of i.inner needs 3 values along i and the next begins 2 further, so that "
            + "the window would not fill in whole steps. Compute it without storeAt.",
        slid(2), "n=20");
    Func turned = func("rows", I, J).is(A.at(I, J));
    assertLowering(
        "Schedule for rows, directive 3, storeAt(out, i.outer) at RefusalTest.java:LINE: the part "
            + "of rows that an iteration of i.inner needs, [[i.inner * -1 - i.outer * 4 + 19, "
            + "i.inner * -1 - i.outer * 4 + 20), [0, 20)], does not move along one index by the "
            + "same distance each time, so that nothing can be kept. Compute it without storeAt, "
            + "or split so that the factor divides.",
        Schedule.of(func("out", I, J).is(turned.at(N.minus(1).minus(I), J)))
        .split("i", 4).func("rows").computeAt("out", "i.inner").storeAt("out", "i.outer"), "n=20");
  }

  @Test
  void itemsHaveThreeDimensions() {
    Var k = var("k");
    Var l = var("l");
    Schedule four = Schedule.of(func("Q", I, J, k, l).is(A.at(I, J).plus(A.at(k, l))));
    assertLowering(
        "Schedule for Q, directive 1, items(i) at RefusalTest.java:LINE: Q has 4 loops over "
            + "items, more than 3. Loops of Q: i > j > k > l. Fuse some of them.",
        four.items("i").items("j").items("k").items("l"), "n=2");
  }

  @Test
  void instructionsFitTheirLoops() {
    assertEquals("there is no instruction fma. Known: those. Make others known by "
        + "Instructions.define.", assertThrows(ScheduleError.class, () -> held(U8).tensorize(
            "j.inner", "fma")).getMessage().replaceAll(".*java:\\d+: ", "")
                .replaceAll("Known: [\\w, ]+", "Known: those"));
    assertMessage(
        "Schedule for C, directive 5, tensorize(i, vpdpbusd) at RefusalTest.java:LINE: vpdpbusd "
            + "carries out the innermost two loops: one over an index (16 lanes) and inside it, "
            + "serial, one over a reduction index (4 elements). Loops of C: i > j.outer > r.outer "
            + "> j.inner > r.inner. Split and reorder so that i and a reduction loop are "
            + "innermost.",
        () -> held(U8).tensorize("i", Instructions.VPDPBUSD));
    assertLowering(
        "Schedule for C, directive 6, tensorize(j.inner, vpdpbusd) at RefusalTest.java:LINE: what "
            + "j.inner and the loop inside it do is not one sum: for r.inner in 0..4: ... A "
            + "factor that does not divide needs a check at each element; pad the tensors, or "
            + "split so that it divides.",
        held(U8, Tail.GUARD).layout("B", Layout.parse("1/16 0/4 1%16 0%4"))
        .tensorize("j.inner", Instructions.VPDPBUSD), "n=18");
    assertLowering(
        "Schedule for C, directive 5, tensorize(j.inner, vpdpbusd) at RefusalTest.java:LINE: "
            + "vpdpbusd adds i32(a) * i32(b) of [a u8, b i8] to i32; the loop computes "
            + "C.tile[j.inner] + i32(A[i * 16 + r.inner + r.outer * 4]) * i32(B[j.inner + r.inner "
            + "* 16 + r.outer * 64]). Write the sum as the instruction does, casts included.",
        held(I8).tensorize("j.inner", Instructions.VPDPBUSD), "n=16");
    assertLowering(
        "Schedule for C, directive 5, tensorize(j.inner, vpdpbusd) at RefusalTest.java:LINE: "
            + "vpdpbusd takes words of 4 elements of B that lie next to each other; they lie at "
            + "j.inner + r.inner * 16 + r.outer * 64. Give it a layout whose last two axes are "
            + "the lanes and the 4 elements, such as \"... 1%16 0%4\".",
        held(U8).tensorize("j.inner", Instructions.VPDPBUSD), "n=16");
    assertLowering(
        "Schedule for C, directive 5, tensorize(j.inner, vpdpbusd) at RefusalTest.java:LINE: the "
            + "16 results must lie next to each other; they lie at i + j.inner * 16. Hold them "
            + "with cacheWrite(PRIVATE, ...).",
        bytes(U8, Tail.AUTO).layout("C", Layout.parse("1 0"))
        .tensorize("j.inner", Instructions.VPDPBUSD), "n=16");
  }

  @Test
  void localMemoryIsFilledOutsideVectors() {
    Schedule schedule = smooth().vectorize("j", 4).func("g").computeAt("h", "j.inner")
        .storeIn(Memory.LOCAL);
    assertEquals("At RefusalTest.java:LINE: Local memory is filled inside the vectorized loop "
        + "j.inner, where its items cannot wait for each other. Compute it at a loop outside that "
        + "one.", assertThrows(Unsupported.class, () -> Lower.lower(schedule.nest()
        .algorithm().with(Sizes.parse("n=20")), schedule)).getMessage()
            .replaceAll(":\\d+", ":LINE"));
  }

  @Test
  void newNamesAreGiven() {
    assertMessage(
        "At RefusalTest.java:LINE: The name of i and j fused is null. Give one, such as "
            + "\"i.outer\".",
        () -> matmul().fuse("i", "j", null));
    assertMessage(
        "At RefusalTest.java:LINE: The name of the copy of A is null. Give one, such as "
            + "\"i.outer\".",
        () -> matmul().cacheRead("A", (String) null));
    assertMessage(
        "At RefusalTest.java:LINE: The name of the partial results of C is null. Give one, such "
            + "as \"i.outer\".",
        () -> matmul().rfactor("r", null));
    assertMessage(
        "At RefusalTest.java:LINE: The name of the outer half of i is null. Give one, such as "
            + "\"i.outer\".",
        () -> matmul().split("i", 4, null, "x", Tail.AUTO));
  }

  @Test
  void aFoldHoldsWhatAnIterationNeeds() {
    assertLowering(
        "Schedule for rows, directive 6, foldStorage(i, 2) at RefusalTest.java:LINE: an iteration "
            + "of i.inner needs 3 values along i; 2 do not suffice. Try 4.",
        slid(1).foldStorage("i", 2), "n=20");
    assertMessage(
        "Schedule for rows, directive 6, foldStorage(q, 4) at RefusalTest.java:LINE: rows has no "
            + "index q. Its indices: [i, j]. Name one of these.",
        () -> slid(1).foldStorage("q", 4));
  }

  @Test
  void sizesAreKnownByName() {
    assertMessage(
        "Schedule for C, directive 1, specialize(q, 4, 2147483647, 1) at RefusalTest.java:LINE: "
            + "there is no size q. Sizes: n. Name one of these.",
        () -> matmul().specialize(dim("q", 4).atLeast(4)));
    assertMessage(
        "Schedule for C, directive 1, bound(q, 4, 4, 1) at RefusalTest.java:LINE: there is no "
            + "size q. Sizes: n. Name one of these.",
        () -> matmul().bound("q", 4));
    assertMessage(
        "Schedule for S, directive 1, groups(q) at RefusalTest.java:LINE: there is no loop q. "
            + "Loops of S: i > j. Name one of these.",
        () -> pure().groups("q"));
    assertMessage(
        "Schedule, func(D) at RefusalTest.java:LINE: there is no Func D. Funcs: C. Name one of "
            + "these.",
        () -> matmul().func("D").computeRoot());
  }

  @Test
  void allItemsFillLocalMemory() {
    Func f = func("f", I, J).is(A.at(I, J).plus(1));
    Func g = func("g", I, J).is(f.at(I, J).times(2));
    Func h = func("h", I, J).is(g.at(I, J.div(2)).plus(1)).over(I, N).over(J, N);
    Schedule schedule = Schedule.of(h).groups("i").items("j")
        .func("g").computeAt("h", "i").storeIn(Memory.LOCAL).items("j")
        .func("f").computeAt("g", "j").storeIn(Memory.LOCAL);
    assertEquals("At RefusalTest.java:LINE: h has local memory filled inside the items of g.j, "
        + "which are 10 of 20: the others would miss the barrier. Give all items(...) loops one "
        + "extent.", assertThrows(Unsupported.class, () -> Lower.lower(schedule.nest()
        .algorithm().with(Sizes.parse("n=20")), schedule)).getMessage()
            .replaceAll(":\\d+", ":LINE"));
  }

  /** computeRoot and serial undo, and fit everywhere. */
  @Test
  void everyDirectiveIsRefusedInSomeTest() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
      }
    }
    String words = assertThrows(UserError.class, () -> Schedule.parse("{\"directives\": [{\"do\": "
        + "\"?\", \"func\": \"C\"}]}")).getMessage().replaceAll(".*: |\\.$", "");
    List<String> missing = Stream.of(words.split(", ")).filter(word -> !Pattern.compile(
        "directive \\d+, " + word + "\\(").matcher(sources).find()).toList();
    assertEquals(List.of("computeRoot", "serial"), missing);
  }
}
