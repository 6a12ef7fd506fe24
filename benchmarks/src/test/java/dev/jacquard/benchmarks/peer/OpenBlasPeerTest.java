package dev.jacquard.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.ops.MatMul;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenBlasPeerTest {

  private static final Algorithm PRODUCT =
      new MatMul().algorithm().with(Sizes.parse("m=7,n=20,k=13"));

  @Test
  void thePeerMultipliesTheSameMatrices() {
    Map<String, Tensor> inputs = Inputs.random(PRODUCT, 3);
    try (OpenBlasPeer peer = OpenBlasPeer.start(inputs.get("A"), inputs.get("B"), 2)) {
      assertEquals(4, peer.run(4).length);
      Check check = Check.of(Reference.expect(PRODUCT, inputs).get("C"), peer.product());
      assertTrue(check.ok(), check.message());
    } catch (Unsupported e) {
      System.out.println("skipped: " + e.getMessage());
      abort(e.getMessage());
    }
  }
}
