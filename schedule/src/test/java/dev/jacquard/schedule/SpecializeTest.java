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

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.lower.Lower;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Kernels for sizes of which more is known, chosen when they are run. */
class SpecializeTest {

  private static final Dim M = dim("m", 8);
  private static final Dim N = dim("n", 32);
  private static final Dim K = dim("k", 8);

  private static Schedule product(boolean constant) {
    Var i = var("i");
    Var j = var("j");
    RVar r = rvar("r");
    Input a = input("A", F32, M, K);
    Input b = input("B", F32, K, N);
    Input fixed = constant ? b.asConstant() : b;
    Schedule schedule = Schedule.of(func("C", i, j).is(sum(r, a.at(i, r).times(fixed.at(r, j)))));
    return (constant ? schedule.pack(fixed, "j", 16) : schedule).split("j", 16)
        .cacheWrite(Memory.PRIVATE, "j.outer").vectorize("j.inner").parallel("i");
  }

  private static boolean branches(Stmt s) {
    return s instanceof Stmt.If || s.children().stream().anyMatch(SpecializeTest::branches);
  }

  @Test
  void aMultipleNeedsNoTail() {
    Schedule special = product(false).specialize(dim("n", 16).multipleOf(16));
    Program program = Lower.lower(special.nest().algorithm(), special);
    assertEquals(List.of("C_kernel_1", "C_kernel"),
        program.kernels().stream().map(Kernel::name).toList());
    assertEquals(List.of(false, true),
        program.kernels().stream().map(k -> branches(k.body())).toList());
    Runs.agreeCompiledOnce(special, "m=3,n=32,k=5", "m=3,n=31,k=5", "m=1,n=1,k=1", "m=2,n=16,k=2");
  }

  @Test
  void theFirstThatHoldsIsTaken() {
    Schedule special = product(false).specialize(N.atLeast(16)).specialize(N.atMost(32));
    assertEquals(3, Lower.lower(special.nest().algorithm(), special).kernels().size());
    Runs.agreeCompiledOnce(special, "m=3,n=40,k=5", "m=3,n=20,k=5", "m=3,n=7,k=5");
  }

  @Test
  void whatIsPreparedIsChosenToo() {
    Runs.agreeCompiledOnce(product(true).specialize(dim("n", 16).multipleOf(16)), "m=3,n=32,k=5",
        "m=3,n=31,k=5");
  }

  @Test
  void aSizeGivenWhenCompilingNeedsNone() {
    Schedule special = product(false).specialize(dim("n", 16).multipleOf(16));
    assertEquals(1, Lower.lower(special.nest().algorithm().with(Sizes.parse("n=32")), special)
        .kernels().size());
    Runs.agree(special, "m=3,n=32,k=5", "m=3,n=33,k=5");
  }

  @Test
  void theSizeExists() {
    UserError error = assertThrows(UserError.class, () -> product(false).specialize(dim("q", 4)));
    assertTrue(error.getMessage().contains("there is no size q. Sizes: k, m, n. Name one of "
        + "these."), error.getMessage());
  }
}
