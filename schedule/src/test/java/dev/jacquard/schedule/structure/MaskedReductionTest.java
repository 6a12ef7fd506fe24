package dev.jacquard.schedule.structure;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static dev.jacquard.schedule.ir.Memory.PRIVATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Runs;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ir.Stmt;
import org.junit.jupiter.api.Test;

/** A sum in vectors of a length that they do not divide: only its last block selects. */
class MaskedReductionTest {

  private static final Dim M = dim("m", 8);
  private static final Dim K = dim("k", 64);
  private static final Input A = input("A", F32, M, K);
  private static final Var I = var("i");
  private static final RVar R = rvar("r");

  /** Several rows at once, a vector of partial sums of each in registers. */
  private static Schedule rows() {
    return Schedule.of(func("F", I).is(sum(R, A.at(I, R)))).split("r", 4)
        .rfactor("r.inner", "P").split("i", 2).reorder("i.outer", "i.inner", "r.inner")
        .unroll("i.inner", "r.inner").parallel("i.outer").func("P").computeAt("F", "i.outer")
        .storeIn(PRIVATE).reorder("r.outer", "i", "r.inner").unroll("i").vectorize("r.inner");
  }

  @Test
  void theSteadyStateSelectsNothing() {
    Stmt body = Parts.lower(rows(), "m=8,k=21").kernels().getFirst().body();
    Stmt.For steps = Parts.of(body, Stmt.For.class).stream()
        .filter(loop -> loop.variable().endsWith("r.outer")).findFirst().orElseThrow();
    Stmt.If last = (Stmt.If) steps.body();
    assertEquals("P.r.outer <= 4", last.condition().toString());
    assertEquals(0, selects(last.then()), body::toString);
    assertTrue(selects(last.otherwise()) > 0, body::toString);
  }

  @Test
  void itsLastBlockIndexesRegistersByNoLoop() {
    Stmt body = Parts.lower(rows(), "m=8,k=21").kernels().getFirst().body();
    assertEquals(1, Parts.of(body, Stmt.For.class).size(), body::toString);
  }

  @Test
  void everyLengthAgrees() {
    Runs.agree(rows(), "m=8,k=21", "m=7,k=23", "m=2,k=3", "m=1,k=1", "m=4,k=4", "m=3,k=8");
  }

  private static int selects(Stmt s) {
    int[] count = {0};
    s.exprs().forEach(e -> Rewrite.walk(e, node -> count[0] += node instanceof Select ? 1 : 0));
    return count[0] + s.children().stream().mapToInt(MaskedReductionTest::selects).sum();
  }
}
