package dev.jacquard.schedule;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.arg;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.reduce;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.tuple;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.nest.Nest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Parts of a reduction done apart. */
class RfactorTest {

  private static final Var I = var("i");
  private static final RVar R = rvar("r");
  private static final RVar S = rvar("s");
  private static final Input A = input("A", F32, dim("m", 5), dim("k", 37));
  private static final Input IMAGE = input("I", U8, dim("h", 17), dim("w", 23));
  private static final String ODD = "m=3,k=37";
  private static final String SHORT = "m=2,k=5";

  private static Schedule rows() {
    return Schedule.of(func("C", I).is(sum(R, A.at(I, R))));
  }

  private static Schedule histogram() {
    return Schedule.of(func("H", I).is(lit(I32, 0)).over(I, 256)
        .update(IMAGE.at(R, S).cast(I64)).plus(1));
  }

  private static LoopKind kind(Schedule schedule, String func, String loop) {
    Nest nest = schedule.nest().require(func);
    return nest.loops().get(nest.position(loop)).kind();
  }

  @Test
  void aWholeIndexRunsInParallel() {
    Schedule apart = rows().rfactor("r").func("C.partial").parallel("i", "r");
    assertEquals(LoopKind.PARALLEL, kind(apart, "C.partial", "r"));
    Runs.agree(apart, ODD, SHORT);
    Runs.agreeCompiledOnce(apart, ODD, SHORT);
  }

  @Test
  void theInnerHalfIsVectorized() {
    Schedule apart = rows().split("r", 8).rfactor("r.inner").func("C.partial")
        .vectorize("r.inner").parallel("i");
    assertEquals(LoopKind.VECTORIZED, kind(apart, "C.partial", "r.inner"));
    Runs.agree(apart, ODD, SHORT);
    Runs.agreeCompiledOnce(apart, ODD, SHORT);
  }

  @Test
  void theOuterHalfRunsInParallel() {
    Runs.agree(rows().split("r", 8).rfactor("r.outer", "part").func("part")
        .parallel("i", "r.outer"), ODD, SHORT);
  }

  @Test
  void partsAreComputedWhereTheyAreRead() {
    Runs.agree(rows().split("r", 8).rfactor("r.inner").parallel("i").func("C.partial")
        .computeAt("C", "i").vectorize("r.inner"), ODD, SHORT);
  }

  @Test
  void argmaxKeepsTheFirst() {
    Schedule best = Schedule.of(func("M", I).is(arg(Reduction.MAX, R, A.at(I, R))));
    Runs.agree(best.split("r", 8).rfactor("r.inner").func("M.partial").vectorize("r.inner")
        .parallel("i"), ODD, SHORT);
  }

  @Test
  void everyRowHasItsHistogram() {
    Schedule apart = histogram().rfactor("r").func("H.partial").parallel("r");
    assertEquals(LoopKind.PARALLEL, kind(apart, "H.partial", "r"));
    Runs.agree(apart, "h=17,w=23", "h=1,w=3");
    Runs.agree(histogram().split("r", 4).rfactor("r.outer").func("H.partial")
        .parallel("r.outer"), "h=17,w=23", "h=1,w=3");
  }

  @Test
  void scheduleAndItsJsonAgree() {
    Schedule apart = rows().split("r", 8).rfactor("r.inner").func("C.partial").parallel("i");
    assertEquals(apart.toJson(), Schedule.parse(apart.toJson()).toJson());
  }

  @Test
  void whatItMadeGoesWithIt() {
    Schedule rows = rows().split("r", 8).rfactor("r.inner").func("C.partial").parallel("i");
    assertTrue(rows.without(rows.nest().require("C").func()).isEmpty());
    Schedule counts = histogram().rfactor("r").func("H.partial").parallel("r").func("H.partial.0")
        .parallel("r").func("H.partial.total").unroll("r");
    assertTrue(counts.without(counts.nest().require("H").func()).isEmpty());
    refused("there is no Func D. Funcs: C. Name one of these.",
        () -> rows().without(func("D", I).is(A.at(I, lit(0)))));
  }

  private static void refused(String message, Executable wrong) {
    String actual = assertThrows(ScheduleError.class, wrong).getMessage();
    assertEquals(message, actual.replaceFirst("^Schedule.*?\\.java:\\d+: ", ""));
  }

  @Test
  void whereItIsWrongItIsRefused() {
    refused("i runs over an index of C, not over a reduction index. Loops of C: i > r. Name a "
        + "reduction loop.",
        () -> rows().rfactor("i").nest());
    refused("C was scheduled already. Call rfactor first, after at most one split, that of the "
        + "reduction index.", () -> rows().parallel("i").rfactor("r").nest());
    refused("the name A is taken already. Choose another.", () -> rows().rfactor("r", "A").nest());
    Func scan = func("C", I).is(A.at(lit(0), I)).update(R)
        .is(c -> c.at(R.minus(1)).plus(c.at(R)));
    refused("the iterations of C build on each other in order, so no part of them can be done "
        + "apart. Use a combiner that is associative and commutative: sum, prod, min, max, any, "
        + "all, or a Reducer that is not ordered.", () -> Schedule.of(scan).rfactor("r").nest());
    Reducer maps = Reducer.ordered("maps", List.of(lit(1.0), lit(0.0)), RfactorTest::compose);
    refused("the iterations of P build on each other in order, so no part of them can be done "
        + "apart. Use a combiner that is associative and commutative: sum, prod, min, max, any, "
        + "all, or a Reducer that is not ordered.", () -> Schedule.of(
        func("P", I).is(reduce(maps, R, tuple(A.at(I, R), A.at(I, R))))).rfactor("r").nest());
  }

  private static List<Expr> compose(List<Expr> a, List<Expr> b) {
    return List.of(a.get(0).times(b.get(0)), a.get(1).times(b.get(0)).plus(b.get(1)));
  }
}
