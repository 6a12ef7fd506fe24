package dev.jacquard.dsl.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.data.Tensor;
import org.junit.jupiter.api.Test;

class EdgeTest {

  private static final Input X = Dsl.input("X", DType.I32, Dsl.lit(4));

  /** X = 10 11 12 13, read at -6 to 9. */
  private static int[] read(Edge edge) {
    Func f = Dsl.func("F", Eval.I).is(X.edge(edge).at(Eval.I.minus(6))).over(Eval.I, 16);
    return Eval.of(f, Tensor.of(new int[] {10, 11, 12, 13})).values().toIntArray();
  }

  @Test
  void clampRepeatsTheNearest() {
    assertArrayEquals(new int[] {10, 10, 10, 10, 10, 10, 10, 11, 12, 13, 13, 13, 13, 13, 13, 13},
        read(Edge.CLAMP));
  }

  @Test
  void wrapIsPeriodic() {
    assertArrayEquals(new int[] {12, 13, 10, 11, 12, 13, 10, 11, 12, 13, 10, 11, 12, 13, 10, 11},
        read(Edge.WRAP));
  }

  @Test
  void mirrorRepeatsTheEdge() {
    assertArrayEquals(new int[] {12, 13, 13, 12, 11, 10, 10, 11, 12, 13, 13, 12, 11, 10, 10, 11},
        read(Edge.MIRROR));
  }

  @Test
  void mirrorInteriorTurnsAtTheEdge() {
    assertArrayEquals(new int[] {10, 11, 12, 13, 12, 11, 10, 11, 12, 13, 12, 11, 10, 11, 12, 13},
        read(Edge.MIRROR_INTERIOR));
  }

  @Test
  void constantLiesOutside() {
    assertArrayEquals(new int[] {-1, -1, -1, -1, -1, -1, 10, 11, 12, 13, -1, -1, -1, -1, -1, -1},
        read(Edge.constant(-1)));
  }

  @Test
  void oneElementMirrorsToItself() {
    Input one = Dsl.input("X", DType.F32, Dsl.lit(1));
    Func f = Dsl.func("F", Eval.I).is(one.edge(Edge.MIRROR_INTERIOR).at(Eval.I.minus(2)))
        .over(Eval.I, 5);
    assertArrayEquals(new float[] {3, 3, 3, 3, 3},
        Eval.of(f, Tensor.of(new float[] {3})).values().toFloatArray());
  }

  @Test
  void dimensionsAreTreatedOneByOne() {
    Input x = Dsl.input("X", DType.F32, Dsl.lit(2), Dsl.lit(2));
    Func f = Dsl.func("F", Eval.I).is(x.edge(Edge.constant(9)).at(Eval.I, Eval.I.rem(2)))
        .over(Eval.I, 3);
    Result result = Eval.of(f, Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    assertArrayEquals(new float[] {1, 4, 9}, result.values().toFloatArray());
    assertEquals(0, result.largestTolerance());
  }

  @Test
  void aProducersRangeNeedNotBeginAtZero() {
    Func p = Dsl.func("P", Eval.I).is(Eval.I.times(10))
        .over(Eval.I, new dev.jacquard.dsl.Range(Dsl.lit(-2), Dsl.lit(3)));
    Func f = Dsl.func("F", Eval.I).is(p.edge(Edge.CLAMP).at(Eval.I.minus(3))).over(Eval.I, 5);
    assertArrayEquals(new long[] {-20, -20, -10, 0, 0}, Eval.of(f).values().toLongArray());
  }
}
