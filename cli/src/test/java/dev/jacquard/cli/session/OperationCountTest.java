package dev.jacquard.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Sizes;
import org.junit.jupiter.api.Test;

class OperationCountTest {

  private static OperationCount of(String op, String sizes) {
    return OperationCount.of(Workload.of(op, Sizes.parse(sizes)).algorithm());
  }

  @Test
  void aReductionStepIsAMultiplicationAndAnAddition() {
    assertEquals(new OperationCount(2 * 3 * 4 * 5, 4 * (3 * 5 + 5 * 4 + 3 * 4)),
        of("matmul", "m=3,n=4,k=5"));
  }

  @Test
  void capsulesAreTheOnesOfThePaper() {
    assertEquals(2.0 * 32 * 32 * 7 * 7 * 16 * (32 * 9 * 4), of("capsuleConv", "").operations());
  }

  @Test
  void everyStageCountsAndIndicesDoNot() {
    assertEquals(new OperationCount(10 * 20 * (3 + 3 + 2), 2 * 10 * 20),
        of("blur", "h=10,w=20"));
  }
}
