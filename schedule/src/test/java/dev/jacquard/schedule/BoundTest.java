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
  void anUnknownSizeIsNamed() {
    assertEquals("Unknown size k. The sizes of C are: m (default 6), n (default 64). "
        + "Leave others out.",
        assertThrows(UserError.class, () -> doubled().bound("k", 8)).reason());
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
