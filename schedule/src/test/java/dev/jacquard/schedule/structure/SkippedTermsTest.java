package dev.jacquard.schedule.structure;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static dev.jacquard.schedule.ir.Memory.PRIVATE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Runs;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Terms that a condition leaves out are passed over as far out as the condition is known. */
class SkippedTermsTest {

  private static final Dim H = dim("h", 9);
  private static final Dim W = dim("w", 9);
  private static final Dim C = dim("c", 5);
  private static final Dim O = dim("o", 8);
  private static final Var Y = var("y");
  private static final Var X = var("x");
  private static final Var J = var("j");
  private static final RVar DY = rvar("dy", 3);
  private static final RVar DX = rvar("dx", 3);
  private static final RVar R = rvar("r");
  private static final Input IMAGE = input("I", F32, H, W, C);
  private static final Input WEIGHTS = input("K", F32, dev.jacquard.dsl.Dsl.lit(3),
      dev.jacquard.dsl.Dsl.lit(3), C, O);

  /** A 3x3 convolution without what lies outside. */
  private static Func convolution() {
    return func("F", Y, X, J).is(sum(List.of(DY, DX, R), IMAGE.at(Y.plus(DY).minus(1),
        X.plus(DX).minus(1), R).times(WEIGHTS.at(DY, DX, R, J))).whereInside())
        .over(Y, H).over(X, W);
  }

  private static Schedule tiled() {
    return Schedule.of(convolution()).split("x", 4).split("j", 4)
        .reorder("y", "x.outer", "j.outer", "dy", "dx", "r", "x.inner", "j.inner")
        .unroll("x.inner").vectorize("j.inner").parallel("y", "x.outer")
        .cacheWrite(PRIVATE, "j.outer");
  }

  @Test
  void conditionsStandOutsideTheLoopsThatTheyDoNotMention() {
    Stmt body = Parts.lower(tiled(), "h=12,w=12,c=5,o=8").kernels().getLast().body();
    Stmt.For dy = Parts.of(body, Stmt.For.class).stream().filter(
        loop -> loop.variable().equals("dy")).findFirst().orElseThrow();
    assertEquals("1 <= dy + y & dy + y <= 12", ((Stmt.If) dy.body()).condition().toString());
    List<String> columns = Parts.of(((Stmt.If) dy.body()).then(), Stmt.If.class).stream()
        .map(branch -> branch.condition().toString()).toList();
    assertEquals(List.of("1 <= dx + x.outer * 4", "dx + x.outer * 4 <= 9"), columns,
        "the first and the last column of a tile alone need one");
    assertEquals(0, Parts.extremes(body), "an access that is inside needs no clamp");
  }

  @Test
  void theyLeaveOutWhatIsOutside() {
    Runs.agree(tiled(), "h=12,w=12,c=5,o=8", "h=4,w=4,c=1,o=4", "h=5,w=5,c=2,o=5",
        "h=3,w=3,c=3,o=3", "h=1,w=1,c=2,o=4", "h=7,w=13,c=3,o=9", "h=2,w=1,c=1,o=2");
    Runs.agreeCompiledOnce(Schedule.of(convolution()).parallel("y", "x"), "h=12,w=12,c=5,o=8",
        "h=1,w=1,c=2,o=3", "h=2,w=5,c=1,o=1");
  }

  @Test
  void lanesThatDifferSelect() {
    Runs.agree(Schedule.of(convolution()).split("x", 4)
        .reorder("y", "j", "x.outer", "dy", "dx", "r", "x.inner").vectorize("x.inner")
        .parallel("y"), "h=4,w=8,c=3,o=2", "h=3,w=5,c=2,o=1");
  }

  @Test
  void otherReductionsHaveIdentitiesToo() {
    Func pooled = func("P", Y, X, J).is(max(List.of(DY, DX), IMAGE.at(Y.plus(DY).minus(1),
        X.plus(DX).minus(1), J)).whereInside()).over(Y, H).over(X, W);
    Runs.agree(Schedule.of(pooled).reorder("y", "dy", "x", "dx", "j").vectorize("j", 4),
        "h=5,w=6,c=8", "h=1,w=1,c=3");
    Input data = input("D", I32, H, W);
    Func triangle = func("T", Y).is(sum(R, data.at(Y, R)).where(R.le(Y)));
    Runs.agree(Schedule.of(triangle).split("y", 4).reorder("y.outer", "r", "y.inner"),
        "h=9,w=9", "h=3,w=7", "h=7,w=3");
  }
}
