package dev.jacquard.schedule;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.lower.Lower;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values kept for the iterations that follow: storeAt further out than computeAt. */
class SlidingWindowTest {

  private static final Dim H = dim("h", 24);
  private static final Dim W = dim("w", 20);
  private static final Var Y = var("y");
  private static final Var X = var("x");
  private static final Input IN = input("I", F32, H, W);
  private static final String EVEN = "h=24,w=20";
  private static final String ODD = "h=13,w=7";

  private static Expr three(Func f) {
    return f.at(Y, X).plus(f.at(Y.plus(1), X)).plus(f.at(Y.plus(2), X));
  }

  private static Expr at(Expr x) {
    return IN.edge(Edge.CLAMP).at(Y.minus(1), x);
  }

  /** Rows, then columns of three. */
  private static Schedule blur() {
    Func rows = func("rows", Y, X).is(at(X.minus(1)).plus(at(X)).plus(at(X.plus(1))))
        .over(Y, H.plus(2)).over(X, W);
    return Schedule.of(func("out", Y, X).is(three(rows)));
  }

  private static Schedule strips(Schedule schedule) {
    return schedule.split("y", 8).parallel("y.outer");
  }

  private static Schedule slid() {
    return strips(blur()).func("rows").computeAt("out", "y.inner").storeAt("out", "y.outer");
  }

  /** How often the input is read. */
  private static long reads(Schedule schedule, String sizes) {
    long count = 0;
    for (Kernel kernel : Lower.lower(schedule.nest().algorithm().with(Sizes.parse(sizes)),
        schedule).kernels()) {
      count += iterations(kernel.body(), "rows", 1)
          * kernel.groups().stream().mapToLong(a -> Long.parseLong(a.extent().toString()))
              .reduce(1, (a, b) -> a * b);
    }
    return count;
  }

  /** Stores to a buffer, if every condition holds. */
  private static long iterations(Stmt s, String buffer, long times) {
    long inside = s instanceof Stmt.For loop && loop.extent() instanceof dev.jacquard.dsl.IntConst c
        ? times * c.value() : times;
    long own = s instanceof Stmt.Store store && store.buffer().equals(buffer) ? times : 0;
    List<Stmt> taken = s instanceof Stmt.If branch ? List.of(branch.then()) : s.children();
    return own + taken.stream().mapToLong(c -> iterations(c, buffer, inside)).sum();
  }

  @Test
  void eachRowIsComputedOnceInAStrip() {
    Runs.agree(slid(), EVEN, ODD);
    Runs.agree(slid(), "h=8,w=1", "h=3,w=2");
    assertEquals(3 * 10 * 20, reads(slid(), EVEN), "3 strips of 8 rows and 2 more");
    assertEquals(3 * 24 * 20, reads(strips(blur()).func("rows").computeAt("out", "y.inner"),
        EVEN), "three rows for each");
  }

  @Test
  void threeRowsAreRoomEnough() {
    for (long factor : new long[] {3, 4, 7}) {
      Runs.agree(slid().foldStorage("y", factor), EVEN, ODD);
    }
    String nest = slid().foldStorage("y", 4).toString();
    assertTrue(nest.contains("rows.foldStorage(y, 4)"), nest);
  }

  @Test
  void twoRowsAtATime() {
    Schedule twice = strips(blur()).split("y.inner", 2, "pair", "row", Tail.AUTO)
        .reorder("y.outer", "pair", "row", "x").unroll("row").func("rows")
        .computeAt("out", "pair").storeAt("out", "y.outer").foldStorage("y", 4);
    Runs.agree(twice, EVEN, "h=16,w=5");
  }

  @Test
  void windowsFeedWindows() {
    Func rows = func("rows", Y, X).is(at(X).times(2)).over(Y, H.plus(6)).over(X, W);
    Func first = func("first", Y, X).is(three(rows));
    Func second = func("second", Y, X).is(three(first).times(rows.at(Y.plus(1), X)))
        .over(Y, H.plus(2));
    Schedule schedule = strips(Schedule.of(func("out", Y, X).is(three(second)
        .plus(first.at(Y.plus(3), X))).over(Y, H)));
    for (String stage : List.of("second", "first", "rows")) {
      schedule = schedule.func(stage).computeAt("out", "y.inner").storeAt("out", "y.outer")
          .foldStorage("y", 8);
    }
    Runs.agree(schedule, EVEN, ODD);
  }

  @Test
  void windowsFeedWhatIsComputedAtTheSameLoop() {
    Func gray = func("gray", Y, X).is(at(X).times(2)).over(Y, H.plus(4)).over(X, W);
    Func first = func("first", Y, X).is(three(gray));
    Func second = func("second", Y, X).is(gray.at(Y.plus(2), X).minus(gray.at(Y, X)))
        .over(Y, H.plus(2));
    Func both = func("both", Y, X).is(three(first).times(three(second))).over(Y, H);
    Schedule schedule = strips(Schedule.of(func("out", Y, X).is(both.at(Y, X).plus(1))))
        .func("both").computeAt("out", "y.inner");
    for (String stage : List.of("second", "first", "gray")) {
      schedule = schedule.func(stage).computeAt("out", "y.inner").storeAt("out", "y.outer")
          .foldStorage("y", 4);
    }
    Runs.agree(schedule, EVEN, ODD);
  }

  @Test
  void sumsSlideToo() {
    RVar r = rvar("r", 3);
    Func rows = func("rows", Y, X).is(sum(r, at(X.plus(r).minus(1)))).over(Y, H.plus(2))
        .over(X, W);
    Schedule schedule = strips(Schedule.of(func("out", Y, X).is(three(rows)))).func("rows")
        .computeAt("out", "y.inner").storeAt("out", "y.outer");
    Runs.agree(schedule, EVEN, ODD);
  }

  @Test
  void theLoopThatSetsTheStartNeedsNothing() {
    RVar r = rvar("r", 3);
    Func rows = func("rows", Y).is(IN.at(Y, lit(0)).times(2));
    Schedule schedule = Schedule.of(func("out", X, Y).is(sum(r, rows.at(Y).times(r.cast(F32))))
        .over(X, 4)).reorder("x", "r", "y").func("rows").computeAt("out", "y")
        .storeAt("out", "x");
    Runs.agree(schedule, EVEN, ODD);
  }

  /** Each vector of a row computes its part of the row of which it is the first reader. */
  private static Schedule vectors(Schedule schedule, String... stages) {
    Schedule s = schedule.split("y", 8).split("x", 4).reorder("y.outer", "y.inner", "x.outer",
        "x.inner").vectorize("x.inner").parallel("y.outer");
    for (String stage : stages) {
      s = s.func(stage).computeAt("out", "x.outer").storeAt("out", "y.outer")
          .foldStorage("y", 4);
    }
    return s;
  }

  @Test
  void aLoopFurtherOutSlides() {
    Schedule schedule = vectors(blur(), "rows");
    Runs.agree(schedule.vectorize("x", 4), EVEN, ODD);
    Runs.agree(schedule.vectorize("x", 4), "h=8,w=1", "h=3,w=2", "h=9,w=6");
    assertEquals(3 * 10 * 20, reads(schedule, EVEN), "3 strips of 8 rows and 2 more");
  }

  @Test
  void theLoopFurtherOutSlidesThatCan() {
    Func gray = func("gray", Y, X).is(at(X).times(2)).over(Y, H.plus(2)).over(X, W.plus(2));
    Schedule wide = vectors(Schedule.of(func("out", Y, X).is(three(gray)
        .plus(gray.at(Y, X.plus(2)))).over(Y, H).over(X, W)), "gray");
    Runs.agree(wide, EVEN, ODD);
  }

  @Test
  void windowsFeedWindowsFurtherIn() {
    Func rows = func("rows", Y, X).is(at(X).times(2)).over(Y, H.plus(4)).over(X, W);
    Func first = func("first", Y, X).is(three(rows));
    Schedule schedule = vectors(Schedule.of(func("out", Y, X).is(three(first).times(
        rows.at(Y.plus(1), X))).over(Y, H)), "first");
    Runs.agree(schedule.func("rows").computeAt("out", "x.outer").storeAt("out", "y.outer")
        .foldStorage("y", 8), EVEN, ODD);
    Runs.agree(schedule.func("rows").computeAt("out", "y.inner").storeAt("out", "y.outer")
        .foldStorage("y", 8), EVEN, ODD);
    Runs.agree(schedule.func("rows").computeAt("out", "y.inner"), EVEN, ODD);
  }

  @Test
  void whatStandsBesideTheLoopDoesNotBeginEarlier() {
    RVar r = rvar("r", 3);
    Func rows = func("rows", Y, X).is(at(X).times(2)).over(Y, H.plus(2)).over(X, W);
    Func other = func("other", Y, X).is(IN.at(Y, X).minus(1));
    Schedule sums = Schedule.of(func("out", Y, X).is(sum(r, three(rows).times(r.cast(F32))
        .plus(other.at(Y, X)))).over(Y, H)).split("y", 8).reorder("y.outer", "y.inner", "r", "x")
        .parallel("y.outer");
    Schedule schedule = sums.func("rows").computeAt("out", "r").storeAt("out", "y.outer")
        .foldStorage("y", 4);
    Runs.agree(schedule, EVEN, ODD);
    Runs.agree(schedule.func("other").computeAt("out", "y.inner"), EVEN, ODD);
    Runs.agree(schedule.func("other").computeAt("out", "r"), EVEN, ODD);
  }

  @Test
  void whatNoWindowHoldsIsComputedInsideItsRange() {
    Func rows = func("rows", Y, X).is(at(X).times(2)).over(Y, H.plus(2)).over(X, W);
    Func other = func("other", Y, X).is(IN.at(Y, X).minus(1));
    for (List<Func> order : List.of(List.of(rows, other), List.of(other, rows))) {
      Expr sum = order.getFirst() == rows ? three(rows).plus(other.at(Y, X))
          : other.at(Y, X).plus(three(rows));
      Schedule schedule = strips(Schedule.of(func("out", Y, X).is(sum).over(Y, H)));
      Runs.agree(schedule.func("rows").computeAt("out", "y.inner").storeAt("out", "y.outer")
          .func("other").computeAt("out", "y.inner"), EVEN, ODD);
    }
  }

  @Test
  void theLoopsBetweenAreSerial() {
    assertFault("y.inner, from y.outer to y.inner, is not serial: its iterations do not come one "
        + "after the other, so the later cannot use what the earlier left. Leave it serial, or "
        + "name a loop inside it.", () -> strips(blur()).unroll("y.inner").func("rows")
            .computeAt("out", "y.inner").storeAt("out", "y.outer"));
  }

  @Test
  void theRoomIsFurtherOut() {
    assertFault("y.inner is not outside y.outer, at which rows is computed. Loops of out: y.outer "
        + "> y.inner > x. Name a loop further out.", () -> strips(blur()).func("rows")
            .computeAt("out", "y.outer").storeAt("out", "y.inner"));
    assertFault("rows is not computed at a loop. Call computeAt(\"out\", ...) first, with a loop "
        + "inside y.outer.", () -> strips(blur()).func("rows").storeAt("out", "y.outer"));
    assertFault("rows is computed at a loop of out; the room for it is made at another loop of "
        + "out. Loops of out: y.outer > y.inner > x. Name one of these.", () ->
            strips(blur()).func("rows")
            .computeAt("out", "y.inner").storeAt("rows", "y"));
  }

  @Test
  void localMemoryDoesNotSlide() {
    assertFault("rows is held in LOCAL memory; what slides from iteration to iteration is held in "
        + "PRIVATE memory, by one work-item. Call "
        + "storeIn(PRIVATE).", () -> strips(blur()).func("rows")
            .computeAt("out", "y.inner").storeIn(Memory.LOCAL).storeAt("out", "y.outer"));
  }

  @Test
  void whatDoesNotMoveIsRefused() {
    assertFault("the part of rows that an iteration of y.inner needs, [[y.inner * -1 - y.outer * 8 "
        + "+ 23, y.inner * -1 - y.outer * 8 + 24), [0, 20)], does not move along one index by the "
        + "same distance each time, so that nothing can be kept. Compute it without storeAt, or "
        + "split so that the factor divides.", () -> {
      Schedule turned = strips(Schedule.of(func("out", Y, X).is(func("rows", Y, X)
          .is(IN.at(Y, X)).at(H.minus(1).minus(Y), X)))).func("rows").computeAt("out", "y.inner")
          .storeAt("out", "y.outer");
      Lower.lower(turned.nest().algorithm().with(Sizes.parse(EVEN)), turned);
    });
  }

  @Test
  void aFoldHoldsWhatAnIterationNeeds() {
    assertFault("an iteration of y.inner needs 3 values along y; 2 do not suffice. Try 4.", () ->
        Lower.lower(blur().nest().algorithm().with(Sizes.parse(EVEN)),
            slid().foldStorage("y", 2)));
    assertFault("y.inner does not move along x but along y. Fold that.", () ->
        Lower.lower(blur().nest().algorithm().with(Sizes.parse(EVEN)),
            slid().foldStorage("x", 32)));
    assertFault("an iteration of y.inner needs 3 values along y; 2 do not suffice. Try 4.", () ->
        Lower.lower(blur().nest().algorithm().with(Sizes.parse(EVEN)),
            vectors(blur(), "rows").foldStorage("y", 2)));
    Runs.agree(vectors(blur(), "rows").foldStorage("x", 4), EVEN);
    assertFault("rows has no index q. Its indices: [y, x]. Name one of "
        + "these.", () -> slid().foldStorage("q", 4));
    assertFault("the factor is 0; it must be at least 1. Give a larger "
        + "one.", () -> slid().foldStorage("y", 0));
    assertFault("nothing of rows outlives the iteration that computes it. Call storeAt(...) "
        + "first.", () -> strips(blur()).func("rows").computeAt("out", "y.inner")
            .foldStorage("y", 4));
  }

  private static void assertFault(String text, org.junit.jupiter.api.function.Executable mistake) {
    ScheduleError error = assertThrows(ScheduleError.class, mistake);
    assertEquals(text, error.getMessage().replaceFirst("^Schedule.*?\\.java:\\d+: ", ""));
  }

  /** What the condition of an update reads is there before the condition is looked at. */
  @Test
  void aConditionMayReadTheWindow() {
    Func rows = func("rows", X).is(IN.at(lit(0), X));
    RVar s = rvar("s", H);
    RVar t = rvar("t", W);
    Schedule schedule = Schedule.of(func("out", Y, X).is(lit(0.0)).over(Y, H).over(X, W)
        .update(s, t).where(rows.at(t).gt(0.0)).is(IN.at(s, t)));
    Runs.agree(schedule.func("rows").computeAt("out", "t").storeAt("out", "s"),
        EVEN, ODD);
  }
}
