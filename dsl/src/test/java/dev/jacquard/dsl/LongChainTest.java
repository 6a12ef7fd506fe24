package dev.jacquard.dsl;

import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LongChainTest {

  /** Each Func asks the type of the one before, which must not ask on: that fills the stack. */
  @Test
  void theTypeOfAFuncIsFoundOnce() {
    Var i = var("i");
    Source last = input("A", DType.F32, IntConst.index(4));
    for (int stage = 0; stage < 50_000; stage++) {
      last = func("f" + stage, i).is(last.at(i).plus(1));
    }
    assertEquals(DType.F32, last.type());
  }
}
