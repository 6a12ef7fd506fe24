package dev.jacquard.schedule;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.lower.Lower;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Reads announced ahead of time. */
class PrefetchTest {

  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final Input A = input("A", F32, dim("m", 6), dim("n", 64));

  private static Schedule shifted() {
    Func sums = func("S", I).is(sum(rvar("r"), A.at(I, rvar("r"))));
    return Schedule.of(func("C", I, J).is(A.at(I, J).minus(sums.at(I)))).split("j", 32)
        .parallel("i").func(sums).computeAt("C", "i").func("C");
  }

  private static List<String> announced(Schedule schedule, String sizes) {
    List<String> places = new ArrayList<>();
    for (Kernel kernel : Lower.lower(schedule.nest().algorithm().with(Sizes.parse(sizes)),
        schedule).kernels()) {
      collect(kernel.body(), places);
    }
    return places;
  }

  private static void collect(Stmt s, List<String> places) {
    if (s instanceof Stmt.Prefetch prefetch) {
      places.add(prefetch.index().toString());
    }
    s.children().forEach(child -> collect(child, places));
  }

  @Test
  void aLineOfTheCacheEach() {
    Schedule ahead = shifted().prefetch(A, "j.outer", "j.outer", 1);
    Runs.agree(ahead, "m=6,n=64");
    assertEquals(List.of("i * 64 + j.outer * 32 + 32", "i * 64 + j.outer * 32 + 48"),
        announced(ahead, "m=6,n=64"));
  }

  @Test
  void aLoopOfTheConsumer() {
    assertEquals(List.of("S.r + i * 64 + 128"), announced(shifted().func("S").prefetch(A, "r",
        "C.i", 2), "m=6,n=64"));
  }

  /** Rows are doubled one by one before C reads them, and C reads nothing else. */
  private static Schedule piped() {
    Func twice = func("T", I, J).is(A.at(I, J).times(2));
    return Schedule.of(func("C", I, J).is(twice.at(I, J).plus(1))).split("j", 16).func(twice)
        .computeAt("C", "i").func("C");
  }

  @Test
  void whatAnotherFuncReads() {
    Schedule ahead = piped().func("T").vectorize("j", 16).func("C")
        .prefetch(A, "j.outer", "i", 1);
    Runs.agree(ahead, "m=6,n=64");
    Runs.agree(ahead, "m=5,n=37");
    assertEquals(List.of("i * 64 + j.outer * 16 + 64"), announced(ahead, "m=6,n=64"));
  }

  @Test
  void theLanesOfAVectorForWhatAnotherFuncReads() {
    Schedule ahead = piped().func("T").vectorize("j", 4).func("C").vectorize("j.inner")
        .prefetch(A, "j.inner", "i", 1);
    Runs.agree(ahead, "m=6,n=64");
    assertEquals(List.of("i * 64 + 64", "i * 64 + 80", "i * 64 + 96", "i * 64 + 112"),
        announced(ahead, "m=6,n=64"));
  }

  @Test
  void nothingWhereNoReadIsLeft() {
    RVar one = rvar("r", 1);
    Schedule ahead = Schedule.of(func("C", I).is(sum(one, A.edge(Edge.constant(0)).at(I,
        one.minus(2))))).unroll("r").prefetch(A, "r", "r", 16);
    Runs.agree(ahead, "m=6,n=64");
    assertEquals(List.of(), announced(ahead, "m=6,n=64"));
  }

  @Test
  void oneLoopOfTheOtherFunc() {
    Schedule ahead = piped().prefetch(A, "j.outer", "i", 1).func("T");
    assertFault("A is read by another Func, in 2 serial loops of its own, of which j.outer can "
        + "stand for one. Vectorize or unroll the others.",
        () -> announced(ahead.split("j", 8), "m=6,n=64"));
    assertFault("A is read by another Func, in no serial loops of its own, of which j.outer can "
        + "stand for one. Vectorize or unroll the others.",
        () -> announced(ahead.unroll("j"), "m=6,n=32"));
    assertFault("C does not read A any more. Leave prefetch out.",
        () -> announced(ahead.computeRoot(), "m=6,n=64"));
    assertFault("C does not read A. It reads: T. Name one of these.",
        () -> piped().prefetch(A, "j.inner", "j.outer", 1));
  }

  @Test
  void theLanesOfAVectorTogether() {
    Schedule inside = shifted().vectorize("j.inner", 16);
    for (String at : List.of("j.inner.outer", "j.inner.inner")) {
      assertEquals(List.of("i * 64 + j.inner.outer * 16 + j.outer * 32 + 16"),
          announced(inside.prefetch(A, at, "j.inner.outer", 1), "m=6,n=64"));
    }
    assertFault("j.inner.inner is vectorized: what is fetched is so for all of its iterations. "
        + "Name a loop around it.", () -> announced(inside.prefetch(A, "j.inner.inner",
            "j.inner.inner", 1), "m=6,n=64"));
  }

  @Test
  void whatLaterDirectivesUndo() {
    Schedule ahead = shifted().prefetch(A, "j.inner", "j.outer", 1);
    assertFault("there is no loop j.inner. Loops of C: i > j.outer > j.inner.outer > "
        + "j.inner.inner. j.inner was split into j.inner.outer and j.inner.inner. Name one of "
        + "these.",
        () -> announced(ahead.split("j.inner", 4), "m=6,n=64"));
    assertFault("j.outer is inside j.inner, at whose head all that its iterations read is fetched. "
        + "Loops of C: i > j.inner > j.outer. Name j.inner itself or a loop around it.",
        () -> announced(ahead.reorder("j.inner", "j.outer"), "m=6,n=64"));
    assertFault("C does not read A any more. Leave prefetch "
        + "out.", () -> announced(ahead.cacheRead(A), "m=6,n=64"));
    assertFault("S is not held in global memory; only what lies there is fetched. Name an input or "
        + "a Func computed at root.", () -> announced(shifted().prefetch("S", "j.outer", "i", 1),
            "m=6,n=64"));
  }

  @Test
  void mistakes() {
    assertFault("C does not read B. It reads: A, S. Name one of these.",
        () -> shifted().prefetch("B", "j.outer", "j.outer", 1));
    assertFault("there is no loop q. Loops of C: i > j.outer > j.inner. Name one of these.",
        () -> shifted().prefetch(A, "q", "j.outer", 1));
    assertFault("there is no loop q. Loops of C: i > j.outer > j.inner. Name one of these.",
        () -> shifted().prefetch(A, "j.outer", "q", 1));
    assertFault("an iteration of i reads from i * 4096 to i * 4096 + 4095 of A, more than 64 lines "
        + "of the caches. Name a loop further in.",
        () -> announced(shifted().prefetch(A, "i", "i", 1), "m=6,n=4096"));
  }

  private static void assertFault(String text, Executable mistake) {
    ScheduleError error = assertThrows(ScheduleError.class, mistake);
    assertEquals(text, error.getMessage().replaceFirst("^Schedule.*?\\.java:\\d+: ", ""));
  }
}
