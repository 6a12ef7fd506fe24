package dev.jacquard.dsl.eval;

import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An index that is promised inside and is not is named with its value. */
class CheckedIndexTest {

  private static final Var I = var("i");
  private static final Input TABLE = input("T", DType.F32, lit(4));
  private static final Input INDEX = input("J", DType.I32, lit(3));

  private static Map<String, Result> evaluate(int last) {
    Algorithm gather = Algorithm.of(func("G", I).is(
        TABLE.edge(Edge.CHECKED).at(INDEX.at(I).cast(DType.I64))));
    return Reference.evaluate(gather, Map.of("T", Tensor.of(new float[] {1, 2, 4, 8}, 4),
        "J", Tensor.of(new int[] {3, 0, last}, 3)));
  }

  @Test
  void whatIsInsideIsRead() {
    assertEquals(4, evaluate(2).get("G").values().getDoubleAt(2));
  }

  @Test
  void whatIsOutsideIsNamedWithItsValue() {
    assertEquals("Func G at CheckedIndexTest.java:28, access T.checked[i64(J[i])]: its index "
        + "0 is 7; dimension 0 of T is 0 to 3. Mend the index, or say what lies "
        + "outside: Edge.CLAMP.",
        assertThrows(UserError.class, () -> evaluate(7)).getMessage());
  }
}
