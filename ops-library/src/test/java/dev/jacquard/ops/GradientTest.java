package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.gradient;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The gradient of every op of floats, against central differences in f64. */
class GradientTest {

  private static final double STEP = 1e-5;

  private static Input f64(String name, int... shape) {
    return input(name, F64, IntStream.of(shape).mapToObj(n -> lit((long) n))
        .toArray(Expr[]::new));
  }

  /** The squares of the result, each weighed by its place. */
  private static Func loss(Func op) {
    List<RVar> at = IntStream.range(0, op.rank()).mapToObj(d -> rvar("p" + d)).toList();
    Expr value = op.at(at.toArray(Expr[]::new));
    Expr place = at.stream().map(Expr.class::cast).reduce(lit(1),
        (sum, p) -> sum.times(2).plus(p));
    return func("Loss").is(sum(at, value.times(value).times(place.cast(F64)).plus(value)));
  }

  private static void agrees(Func op, Input... inputs) {
    Func loss = loss(op);
    Algorithm algorithm = Algorithm.of(loss);
    Map<String, Tensor> values = Inputs.random(algorithm, 5);
    List<Func> gradients = gradient(loss, inputs);
    for (int k = 0; k < inputs.length; k++) {
      Tensor found = evaluate(Algorithm.of(gradients.get(k)), values);
      Tensor input = values.get(inputs[k].name());
      for (long at = 0; at < input.size(); at++) {
        double slope = slope(algorithm, values, input, at);
        assertTrue(Math.abs(slope - found.getDoubleAt(at)) <= 1e-6 * Math.max(1, Math.abs(slope)),
            "by element %d of %s: %s, by differences %s".formatted(at, inputs[k].name(),
                found.getDoubleAt(at), slope));
      }
    }
  }

  private static double slope(Algorithm loss, Map<String, Tensor> values, Tensor input, long at) {
    double before = input.getDoubleAt(at);
    input.setDoubleAt(at, before + STEP);
    double up = evaluate(loss, values).getDoubleAt(0);
    input.setDoubleAt(at, before - STEP);
    double down = evaluate(loss, values).getDoubleAt(0);
    input.setDoubleAt(at, before);
    return (up - down) / (2 * STEP);
  }

  private static Tensor evaluate(Algorithm algorithm, Map<String, Tensor> values) {
    Map<String, Tensor> own = algorithm.inputs().stream()
        .collect(Collectors.toMap(Input::name, input -> values.get(input.name())));
    return Reference.evaluate(algorithm, own).values().iterator().next().values();
  }

  @Test
  void matmul() {
    Input a = f64("A", 3, 4);
    Input b = f64("B", 4, 5);
    agrees(MatMul.matmul("C", a, b), a, b);
  }

  @Test
  void batchedMatmul() {
    Input a = f64("A", 2, 3, 4);
    Input b = f64("B", 2, 4, 2);
    agrees(BatchedMatMul.batchedMatmul("C", a, b), a, b);
  }

  @Test
  void softmax() {
    Input x = f64("X", 3, 5);
    agrees(Softmax.softmax("Y", x), x);
  }

  @Test
  void conv2dWithStrideAndPadding() {
    Input x = f64("X", 2, 5, 4, 2);
    Input w = f64("W", 3, 3, 2, 2);
    for (int stride = 1; stride <= 2; stride++) {
      agrees(Conv2d.conv2d("Y", x, w, lit(7), lit(6), List.of(lit(3), lit(3)), lit(stride),
          lit(1)), x, w);
    }
  }

  @Test
  void capsules() {
    Input poses = f64("P", 1, 2, 5, 5, 2, 2);
    Input weights = f64("W", 2, 2, 3, 3, 2, 2);
    agrees(CapsuleConv.capsuleConv("V", poses, weights, lit(2), lit(2), lit(2)), poses, weights);
  }

  @Test
  void attentionOfOps() {
    Input q = f64("Q", 3, 2);
    Input k = f64("K", 2, 4);
    Input v = f64("V", 4, 2);
    Func weights = Softmax.softmax("S", MatMul.matmul("QK", q, k));
    agrees(MatMul.matmul("O", weights, v), q, k, v);
  }

  @Test
  void blurIsOfIntegers() {
    Input image = input("X", U8, lit(4), lit(4));
    RVar p = rvar("p");
    RVar s = rvar("s");
    Func blur = Blur.blur("Y", image, lit(4), lit(4), lit(1));
    Func loss = func("Loss").is(sum(p, s, blur.at(p, s).cast(F64)));
    assertEquals("The gradient of Loss: X is u8; only floats have a gradient. Leave it out, or "
        + "declare it as a float.",
        assertThrows(UserError.class, () -> gradient(loss, image)).reason());
  }
}
