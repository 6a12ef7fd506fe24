package dev.jacquard.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each op means, as loops of plain Java over small integers, which are exact. */
class OpValuesTest {

  private final long seed = 7;

  /** The value that an op must have at an index of its output. */
  private interface Meaning {
    double at(Map<String, Tensor> inputs, int[] index);
  }

  private void holds(String op, String sizes, Meaning meaning) {
    holds(op, sizes, 1e-12, meaning);
  }

  private void holds(String op, String sizes, double tolerance, Meaning meaning) {
    Algorithm algorithm = Ops.find(op).algorithm().with(
        Sizes.parse(sizes).over(Ops.find(op).sizes()));
    Map<String, Tensor> inputs = Inputs.smallIntegers(algorithm, seed);
    Tensor actual = Reference.evaluate(algorithm, inputs).values().iterator().next().values();
    assertTrue(actual.size() > 0);
    for (int flat = 0; flat < actual.size(); flat++) {
      int[] index = index(flat, actual.shape());
      assertEquals(meaning.at(inputs, index), actual.getDoubleAt(flat),
          tolerance,
          op + " " + sizes + " at " + java.util.Arrays.toString(index));
    }
  }

  private static int[] index(int flat, long[] shape) {
    int[] index = new int[shape.length];
    for (int d = shape.length - 1, rest = flat; d >= 0; d--) {
      index[d] = rest % (int) shape[d];
      rest /= (int) shape[d];
    }
    return index;
  }

  @Test
  void matmul() {
    holds("matmul", "m=3,n=4,k=5", (in, at) -> {
      double sum = 0;
      for (int r = 0; r < 5; r++) {
        sum += in.get("A").getDouble(at[0], r) * in.get("B").getDouble(r, at[1]);
      }
      return sum;
    });
  }

  @Test
  void matmulTransposed() {
    holds("matmulTransposed", "m=3,n=4,k=5", (in, at) -> {
      double sum = 0;
      for (int r = 0; r < 5; r++) {
        sum += in.get("A").getDouble(at[0], r) * in.get("B").getDouble(at[1], r);
      }
      return sum;
    });
  }

  @Test
  void matmulOfSmallElements() {
    for (String op : List.of("matmulI8", "matmulU8I8", "matmulBf16")) {
      holds(op, "m=3,n=4,k=5", (in, at) -> {
        double sum = 0;
        for (int r = 0; r < 5; r++) {
          sum += in.get("A").getDouble(at[0], r) * in.get("B").getDouble(r, at[1]);
        }
        return sum;
      });
    }
  }

  @Test
  void batchedMatmul() {
    holds("batchedMatmul", "b=2,m=3,n=4,k=5", (in, at) -> {
      double sum = 0;
      for (int r = 0; r < 5; r++) {
        sum += in.get("A").getDouble(at[0], at[1], r) * in.get("B").getDouble(at[0], r, at[2]);
      }
      return sum;
    });
  }

  @Test
  void conv2dWithStrideAndPadding() {
    holds("conv2d", "n=2,h=7,w=6,ci=2,co=3,kh=3,kw=2,stride=2,padding=1", (in, at) -> {
      double sum = 0;
      for (int dy = 0; dy < 3; dy++) {
        for (int dx = 0; dx < 2; dx++) {
          int y = 2 * at[1] + dy - 1;
          int x = 2 * at[2] + dx - 1;
          for (int c = 0; c < 2 && y >= 0 && y < 7 && x >= 0 && x < 6; c++) {
            sum += in.get("X").getDouble(at[0], y, x, c)
                * in.get("W").getDouble(dy, dx, c, at[3]);
          }
        }
      }
      return sum;
    });
  }

  @Test
  void capsuleConv() {
    holds("capsuleConv", "n=1,ci=2,co=2,h=7,w=5,k=3,stride=2", (in, at) -> {
      double sum = 0;
      for (int c = 0; c < 2; c++) {
        for (int ky = 0; ky < 3; ky++) {
          for (int kx = 0; kx < 3; kx++) {
            for (int r = 0; r < 4; r++) {
              sum += in.get("P").getDouble(at[0], c, 2 * at[2] + ky, 2 * at[3] + kx, at[4], r)
                  * in.get("W").getDouble(c, at[1], ky, kx, r, at[5]);
            }
          }
        }
      }
      return sum;
    });
  }

  @Test
  void softmax() {
    holds("softmax", "rows=3,columns=5", (in, at) -> {
      double sum = 0;
      for (int c = 0; c < 5; c++) {
        sum += Math.exp(in.get("X").getDouble(at[0], c) - in.get("X").getDouble(at[0], at[1]));
      }
      return 1 / sum;
    });
  }

  private static double[] row(Map<String, Tensor> inputs, int row, int columns) {
    return IntStream.range(0, columns).mapToDouble(c -> inputs.get("X").getDouble(row, c))
        .toArray();
  }

  private static double mean(DoubleStream values) {
    return values.average().orElseThrow();
  }

  @Test
  void layernorm() {
    holds("layernorm", "rows=3,columns=5", (in, at) -> {
      double[] row = row(in, at[0], 5);
      double mean = mean(DoubleStream.of(row));
      double variance = mean(DoubleStream.of(row).map(x -> (x - mean) * (x - mean)));
      return (row[at[1]] - mean) / Math.sqrt(variance + (float) 1e-5) * in.get("G").getDouble(at[1])
          + in.get("B").getDouble(at[1]);
    });
  }

  @Test
  void rmsnorm() {
    holds("rmsnorm", "rows=3,columns=5", (in, at) -> {
      double[] row = row(in, at[0], 5);
      double square = mean(DoubleStream.of(row).map(x -> x * x));
      return row[at[1]] / Math.sqrt(square + (float) 1e-5) * in.get("G").getDouble(at[1]);
    });
  }

  /** The integral that defines erf, by Simpson's rule. */
  private static double normal(double t) {
    int steps = 2000;
    return 0.5 + IntStream.rangeClosed(0, steps).mapToDouble(k -> {
      double x = t * k / steps;
      int weight = k == 0 || k == steps ? 1 : k % 2 == 0 ? 2 : 4;
      return weight * Math.exp(-x * x / 2);
    }).sum() * t / steps / 3 / Math.sqrt(2 * Math.PI);
  }

  @Test
  void biasGeluIsItsInputByTheNormalDistribution() {
    holds("biasGelu", "rows=3,columns=5", 1e-7, (in, at) -> {
      double t = in.get("X").getDouble(at[0], at[1]) + in.get("B").getDouble(at[1]);
      return t * normal(t);
    });
  }

  @Test
  void biasGeluTanhIsNearBiasGelu() {
    holds("biasGeluTanh", "rows=3,columns=5", 5e-4, (in, at) -> {
      double t = in.get("X").getDouble(at[0], at[1]) + in.get("B").getDouble(at[1]);
      return t * normal(t);
    });
  }

  @Test
  void sum() {
    holds("sum", "n=37", (in, _) -> IntStream.range(0, 37)
        .mapToDouble(r -> in.get("X").getDouble(r)).sum());
  }

  @Test
  void transpose() {
    holds("transpose", "rows=3,columns=5", (in, at) -> in.get("X").getDouble(at[1], at[0]));
  }

  /** Over the first {@code keys} keys. */
  private static double attention(Map<String, Tensor> in, int[] at, int keys, int d) {
    double[] weights = IntStream.range(0, keys).mapToDouble(c -> Math.exp(IntStream.range(0, d)
        .mapToDouble(r -> in.get("Q").getDouble(at[0], at[1], r)
            * in.get("K").getDouble(at[0], c, r)).sum() / Math.sqrt(d))).toArray();
    return IntStream.range(0, keys).mapToDouble(c -> weights[c]
        * in.get("V").getDouble(at[0], c, at[2])).sum() / DoubleStream.of(weights).sum();
  }

  @Test
  void attention() {
    holds("attention", "h=2,n=3,m=5,d=4", (in, at) -> attention(in, at, 5, 4));
  }

  @Test
  void causalAttentionSeesNothingLater() {
    holds("causalAttention", "h=2,n=5,d=4", (in, at) -> attention(in, at, at[1] + 1, 4));
  }

  @Test
  void blurIsTheRoundedMeanOfTheNearestPixels() {
    for (int radius = 0; radius <= 7; radius += 7) {
      int reach = radius;
      holds("blur", "h=6,w=9,radius=" + radius, (in, at) -> {
        long sum = 0;
        for (int dy = -reach; dy <= reach; dy++) {
          for (int dx = -reach; dx <= reach; dx++) {
            sum += in.get("X").getLong(Math.clamp(at[0] + dy, 0, 5),
                Math.clamp(at[1] + dx, 0, 8));
          }
        }
        long area = (2L * reach + 1) * (2L * reach + 1);
        return (sum + area / 2) / area;
      });
    }
  }

  @Test
  void blurOfTheBrightestStaysInRange() {
    Algorithm blur = Ops.find("blur").algorithm().with(Sizes.parse("h=3,w=3,radius=7"));
    Tensor white = Inputs.random(blur, 1).get("X").fill(255);
    assertEquals(255, Reference.evaluate(blur, Map.of("X", white)).get("Y").values()
        .getLong(1, 1));
  }

  @Test
  void depthwiseConv2dWithStrideAndPadding() {
    holds("depthwiseConv2d", "n=2,h=7,w=6,c=3,k=3,stride=2,padding=1", (in, at) -> {
      double sum = 0;
      for (int dy = 0; dy < 3; dy++) {
        for (int dx = 0; dx < 3; dx++) {
          int y = 2 * at[1] + dy - 1;
          int x = 2 * at[2] + dx - 1;
          boolean inside = y >= 0 && y < 7 && x >= 0 && x < 6;
          sum += inside ? in.get("X").getDouble(at[0], y, x, at[3])
              * in.get("W").getDouble(dy, dx, at[3]) : 0;
        }
      }
      return sum;
    });
  }

  @Test
  void blur3x3RoundsDownTwice() {
    holds("blur3x3", "h=4,w=5", (in, at) -> IntStream.range(0, 3)
        .mapToLong(dy -> IntStream.range(0, 3)
            .mapToLong(dx -> in.get("X").getLong(at[0] + dy, at[1] + dx)).sum() / 3).sum() / 3);
  }

  private static double gray(Map<String, Tensor> in, int y, int x) {
    return 0.299 * in.get("X").getDouble(0, y, x) + 0.587 * in.get("X").getDouble(1, y, x)
        + 0.114 * in.get("X").getDouble(2, y, x);
  }

  @Test
  void unsharpKeepsColoursAndMovesBrightness() {
    double[] weights = IntStream.rangeClosed(-3, 3).mapToDouble(
        d -> Math.exp(-d * d / 4.5) / (Math.sqrt(2 * Math.PI) * 1.5)).toArray();
    holds("unsharp", "h=3,w=4", 1e-4, (in, at) -> {
      double blurred = 0;
      for (int place = 0; place < 49; place++) {
        blurred += weights[place / 7] * weights[place % 7]
            * gray(in, at[1] + place / 7, at[2] + place % 7);
      }
      return in.get("X").getDouble(at[0], at[1] + 3, at[2] + 3)
          * (2 - blurred / gray(in, at[1] + 3, at[2] + 3));
    });
  }

  private static double slope(Map<String, Tensor> in, int y, int x, boolean down) {
    double slope = 0;
    for (int across = -1; across <= 1; across++) {
      slope += (2 - Math.abs(across)) / 12.0 * (down
          ? gray(in, y + 1, x + across) - gray(in, y - 1, x + across)
          : gray(in, y + across, x + 1) - gray(in, y + across, x - 1));
    }
    return slope;
  }

  @Test
  void harrisIsLargeAtCorners() {
    holds("harris", "h=3,w=4", 1e-4, (in, at) -> {
      double sxx = 0;
      double syy = 0;
      double sxy = 0;
      for (int place = 0; place < 9; place++) {
        double gx = slope(in, at[0] + 1 + place / 3, at[1] + 1 + place % 3, false);
        double gy = slope(in, at[0] + 1 + place / 3, at[1] + 1 + place % 3, true);
        sxx += gx * gx;
        syy += gy * gy;
        sxy += gx * gy;
      }
      return sxx * syy - sxy * sxy - 0.04 * (sxx + syy) * (sxx + syy);
    });
  }
}
