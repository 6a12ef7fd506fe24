package dev.jacquard.schedule;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.lower.Lower;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Updates by several work-items at once. */
class AtomicTest {

  private static final Var I = var("i");
  private static final RVar R = rvar("r");
  private static final RVar S = rvar("s");
  private static final Input IMAGE = input("image", U8, dim("h", 6), dim("w", 40));

  private static Schedule histogram(DType type) {
    return Schedule.of(func("H", I).is(lit(type, 0)).over(I, 256)
        .update(IMAGE.at(R, S).cast(I64)).plus(1));
  }

  private static long atomics(Stmt s) {
    return (s instanceof Stmt.Store store && store.atomic() ? 1 : 0)
        + s.children().stream().mapToLong(AtomicTest::atomics).sum();
  }

  @Test
  void loopsOverWhatIsScatteredRunInParallel() {
    Schedule apart = histogram(I32).atomic().parallel("r").split("s", 8).unroll("s.inner");
    Runs.agree(apart, "h=17,w=23", "h=1,w=3");
    List<Kernel> kernels = Lower.lower(apart.nest().algorithm().with(Sizes.parse("h=6,w=40")),
        apart).kernels();
    assertEquals(8, atomics(kernels.getLast().body()), kernels.getLast()::toString);
  }

  @Test
  void workItemsOfAGroupToo() {
    Runs.agree(histogram(I32).atomic().split("s", 8).reorder("r", "s.outer", "s.inner")
        .groups("r", "s.outer").items("s.inner"), "h=5,w=23", "h=1,w=3");
  }

  @Test
  void lanesGoOneByOne() {
    Input values = input("values", F32, dim("n", 20), dim("m", 20));
    Var j = var("j");
    Func rows = func("T", I, j).is(lit(0.0f)).over(I, 4).over(j, dim("m", 20))
        .update(R.rem(4), j).plus(values.at(R, j));
    Runs.agree(Schedule.of(rows).atomic().reorder("r", "j").vectorize("j", 4).parallel("r"),
        "n=9,m=13", "n=1,m=2");
  }

  @Test
  void textAndJsonKeepIt() {
    Schedule apart = histogram(I32).atomic().parallel("r");
    assertEquals(apart, Schedule.parse(apart.toJson()));
    assertEquals("H.atomic()\nH.parallel(r)", apart.toString());
  }

  @Test
  void withoutItALoopThatScattersStaysOnOneItem() {
    refused("Schedule for H, directive 1, parallel(r) at AtomicTest.java: r runs over a reduction "
        + "index: its iterations may change the same element. Loops of H: r > s. Use a loop over "
        + "an index of H, unroll(r), or call atomic() first.",
        () -> histogram(I32).parallel("r"));
  }

  @Test
  void blendingWouldUndoWhatOthersAdd() {
    Schedule blended = histogram(I32).atomic().split("s", 8, Tail.SHIFT_INWARDS_AND_BLEND);
    refused("Schedule for H, directive 2, split(s, 8, SHIFT_INWARDS_AND_BLEND) at AtomicTest.java: "
        + "SHIFT_INWARDS_AND_BLEND stores what is there once more at points that were computed "
        + "before, which undoes what others add to them, and H is atomic. Try Tail.GUARD.",
        () -> Lower.lower(blended.nest().algorithm().with(Sizes.parse("h=6,w=20")), blended));
  }

  @Test
  void onlyUpdatesAreAtomic() {
    Func total = func("T", I).is(sum(R, IMAGE.at(I, R).cast(I32)));
    refused("Schedule for T, directive 1, atomic() at AtomicTest.java: T is no update: its "
        + "elements are set once, by one work-item. Leave atomic() out; for a reduction try "
        + "rfactor.", () -> Schedule.of(total).atomic());
  }

  @Test
  void stepsWhoseOrderMattersAreRefused() {
    Func last = func("L", I).is(lit(I32, 0)).over(I, 256).update(IMAGE.at(R, S).cast(I64))
        .is(R.cast(I32));
    refused("Schedule for L, directive 1, atomic() at AtomicTest.java: L does more than combine "
        + "an element with a term that does not read L.0, so the order of its steps matters. "
        + "Leave atomic() out.", () -> Schedule.of(last).atomic());
  }

  @Test
  void elementsOfOtherWidthsAreRefused() {
    refused("Schedule for H, directive 1, atomic() at AtomicTest.java: H holds f64: devices change "
        + "elements of 32 bits in one step. Cast to i32, u32 or f32, or leave atomic() out.",
        () -> histogram(F64).atomic());
  }

  private static void refused(String message, Executable wrong) {
    assertEquals(message, assertThrows(ScheduleError.class, wrong).getMessage()
        .replaceAll("java:\\d+", "java"));
  }
}
