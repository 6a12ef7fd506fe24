package dev.jacquard.schedule;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.lower.Lower;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Facts about sizes that a schedule requires, and loops that stay whole. */
class BoundTest {

  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final Input A = input("A", F32, dim("m", 6), dim("n", 64));

  private static Schedule doubled() {
    return Schedule.of(func("C", I, J).is(A.at(I, J).times(2)));
  }

  private static Program program(Schedule schedule) {
    return Lower.lower(schedule.nest().algorithm(), schedule);
  }

  private static boolean branches(Stmt s) {
    return s instanceof Stmt.If || s.children().stream().anyMatch(BoundTest::branches);
  }

  private static long statements(Stmt s) {
    return 1 + s.children().stream().mapToLong(BoundTest::statements).sum();
  }

  @Test
  void aMultipleNeedsNoTail() {
    Schedule split = doubled().split("j", 16, Tail.GUARD);
    assertTrue(branches(program(split).kernels().getFirst().body()));
    Schedule bound = split.bound(dim("n", 64).multipleOf(16));
    assertFalse(branches(program(bound).kernels().getFirst().body()));
    Runs.agreeCompiledOnce(bound, "m=3,n=32", "m=1,n=16");
  }

  @Test
  void aSingleValueIsAConstant() {
    Program program = program(doubled().bound("n", 8).vectorize("j"));
    assertEquals(List.of("m"), program.sizes().stream().map(dim -> dim.name()).toList());
  }

  @Test
  void aSizeGivenWhenCompilingMayMeetIt() {
    Runs.agree(doubled().bound(dim("n", 64).multipleOf(16)).split("j", 16), "m=3,n=32");
  }

  @Test
  void aSizeGivenWhenCompilingMayNotContradictIt() {
    Schedule blocks = doubled().split("j", 16).bound(dim("n", 64).atMost(512).multipleOf(16));
    assertRefused("Schedule for C, directive 2, bound(n, 1, 512, 16) at BoundTest.java: n = 40 was "
        + "given when compiling, and by this bound it must lie in [1, 512] and be a multiple of "
        + "16. Give another size, or leave bound out.", () -> Lower.lower(
            blocks.nest().algorithm().with(Sizes.parse("n=40")), blocks));
    Schedule fixed = doubled().bound("n", 16);
    assertRefused("Schedule for C, directive 1, bound(n, 16, 16, 1) at BoundTest.java: n = 32 was "
        + "given when compiling, and by this bound it must be 16. Give another size, or leave "
        + "bound out.", () -> Lower.lower(fixed.nest().algorithm().with(
            Sizes.parse("m=3,n=32")), fixed));
    Schedule given = Schedule.of(doubled().nest().algorithm().with(Sizes.parse("n=32")));
    assertEquals(given.nest().toString(), given.bound("n", 32).nest().toString());
    assertRefused("Schedule for C, directive 1, bound(n, 16, 16, 1) at BoundTest.java: n = 32 was "
        + "given when compiling, and by this bound it must be 16. Give another size, or leave "
        + "bound out.", () -> given.bound("n", 16));
  }

  @Test
  void anUnknownSizeIsNamed() {
    assertRefused("Schedule for C, directive 1, bound(k, 8, 8, 1) at BoundTest.java: there is no "
        + "size k. Sizes: m, n. Name one of these.", () -> doubled().bound("k", 8));
    Schedule other = Schedule.of(List.of(new Directive.Bound("C", "k", 8, 8, 1)));
    assertRefused("Schedule for C, directive 1, bound(k, 8, 8, 1): there is no size k. Sizes: m, "
        + "n. Name one of these.", () -> Lower.lower(doubled().nest().algorithm().with(
            Sizes.parse("m=3,n=8")), other));
  }

  private static void assertRefused(String text, Executable directives) {
    assertEquals(text, assertThrows(UserError.class, directives).getMessage().replaceAll(
        "java:\\d+", "java").strip());
  }

  @Test
  void aSizeIsBoundOnce() {
    assertRefused("Schedule for C, directive 2, bound(n, 64, 64, 1) at BoundTest.java: directive "
        + "1, bound(n, 1, 2147483647, 16), has bound n already. Say all facts in one: "
        + "bound(dim(\"n\", 64).atMost(512).multipleOf(16)).",
        () -> doubled().bound(dim("n", 64).multipleOf(16)).bound("n", 64));
  }

  @Test
  void factsSaySomething() {
    assertRefused("Schedule for C, directive 1, bound(n, 1, 2147483647, 1) at BoundTest.java: dim "
        + "n says nothing of n beyond what holds of every size. Give facts: "
        + "bound(dim(\"n\", 64).multipleOf(16)).", () -> doubled().bound(dim("n", 64)));
    assertRefused("Schedule for C, directive 1, specialize(n, 1, 2147483647, 1) at BoundTest.java: "
        + "dim n says nothing of n beyond what holds of every size. Give facts: "
        + "specialize(dim(\"n\", 64).multipleOf(16)).", () -> doubled().specialize(dim("n", 64)));
  }

  @Test
  void factsAddToThoseOfTheSize() {
    Input rows = input("X", F32, dim("k", 32).multipleOf(16));
    Schedule tripled = Schedule.of(func("Y", I).is(rows.at(I).times(3)));
    assertEquals(List.of(dim("k", 32).atMost(512).multipleOf(16)),
        program(tripled.bound(dim("k", 64).atMost(512))).sizes());
    assertEquals(List.of(dim("k", 48).multipleOf(48)),
        program(tripled.bound(dim("k", 24).multipleOf(24))).sizes());
    assertRefused("Schedule for Y, directive 1, bound(k, 20, 20, 1) at BoundTest.java: No size k "
        + "has all facts: it must lie in [1, 2147483647] and be a multiple of 16, and it must be "
        + "20. Give facts that go together.", () -> tripled.bound("k", 20));
    Schedule read = Schedule.of(List.of(new Directive.Bound("Y", "k", 16, 8, 1)));
    assertRefused("Schedule for Y, directive 1, bound(k, 16, 8, 1): Dim k: no size is allowed if "
        + "it must lie in [16, 8]. Give atLeast(0) or more, an atMost that is not less, and "
        + "multipleOf(1) or more.", () -> Lower.lower(tripled.nest().algorithm(), read));
    Schedule apart = tripled.bound(dim("k", 32).atMost(64))
        .specialize(dim("k", 128).atLeast(128));
    assertRefused("Schedule for Y, directive 2, specialize(k, 128, 2147483647, 1) at "
        + "BoundTest.java: No size k has all facts: it must lie in [1, 64] and be a multiple of "
        + "16, and it must lie in [128, 2147483647]. Give facts that go together.",
        () -> program(apart));
  }

  @Test
  void aLoopStaysWhole() {
    Schedule split = doubled().split("j", 16, Tail.GUARD).vectorize("j.inner")
        .parallel("i");
    Schedule whole = split.partition("j.outer", Partitioning.NEVER);
    assertTrue(statements(program(whole).kernels().getFirst().body())
        < statements(program(split).kernels().getFirst().body()));
    assertEquals(statements(program(split).kernels().getFirst().body()), statements(program(
        whole.partition("j.outer", Partitioning.AUTO)).kernels().getFirst().body()));
    Runs.agreeCompiledOnce(whole, "m=3,n=37", "m=1,n=2");
  }

  @Test
  void onlyALoopIsPartitioned() {
    assertEquals("Schedule for C, directive 1, partition(x, NEVER) at BoundTest.java: there is no "
        + "loop x. Loops of C: i > j. Name one of these.", assertThrows(ScheduleError.class, () ->
            doubled().partition("x", Partitioning.NEVER)).getMessage().replaceAll("java:\\d+",
                "java").strip());
  }

  @Test
  void columnsOfGroupsRunTogether() {
    Schedule swizzled = doubled().swizzle("i", "j", 4).parallel("i.outer", "j", "i.inner");
    assertEquals(List.of("i.outer", "j", "i.inner"), swizzled.nest().require("C").loops().stream()
        .map(loop -> loop.name()).toList());
    Runs.agree(swizzled, "m=9,n=7", "m=1,n=1");
  }
}
