package dev.jacquard.dsl.gradient;

import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.gradient;
import static dev.jacquard.dsl.Dsl.lift;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The gradient of a batch is the batch of the gradients. */
class LiftedGradientTest {

  private static final int PROGRAMS = 120;
  private static final Dim BATCH = dim("batch", 3);

  @Test
  void gradientAndLiftChangePlaces() {
    for (int seed = 1; seed <= PROGRAMS; seed++) {
      Func loss = RandomLoss.of(seed);
      RVar each = rvar("each");
      Func batch = lift(loss, BATCH, RandomLoss.VALUES, RandomLoss.WEIGHTS);
      Func total = func("Total").is(sum(each, batch.at(each)));
      Algorithm algorithm = Algorithm.of(total);
      Map<String, Tensor> values =
          Inputs.random(algorithm.with(Sizes.defaults(algorithm.dims())), seed);
      for (Input input : List.of(RandomLoss.VALUES, RandomLoss.WEIGHTS)) {
        Input lifted = algorithm.inputs().stream()
            .filter(i -> i.name().equals(input.name())).findFirst().orElseThrow();
        Func lifting = lift(gradient(loss, input).getFirst(), BATCH, RandomLoss.VALUES,
            RandomLoss.WEIGHTS);
        Func deriving = gradient(total, lifted).getFirst();
        assertSame(seed, algorithm, Differences.evaluate(lifting, values),
            Differences.evaluate(deriving, values));
      }
    }
  }

  private static void assertSame(int seed, Algorithm program, Tensor lifting, Tensor deriving) {
    assertEquals(lifting.size(), deriving.size());
    for (long at = 0; at < lifting.size(); at++) {
      double a = lifting.getDoubleAt(at);
      assertEquals(a, deriving.getDoubleAt(at), 1e-12 * Math.max(1, Math.abs(a)),
          "element " + at + " of program " + seed + ":\n" + program);
    }
  }

  @Test
  void theProgramsDiffer() {
    long different = LongStream.rangeClosed(1, PROGRAMS)
        .mapToObj(seed -> Algorithm.of(RandomLoss.of(seed)).toString()).distinct().count();
    assertTrue(different >= 100, different + " programs");
  }
}
