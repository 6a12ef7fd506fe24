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

  @Test
  void whatLiesBesideTheImageDoesNotCount() {
    assertEquals(2.0 * 5 * (3 * 7 - 2) * (3 * 9 - 2) * 4,
        of("conv2d", "n=1,h=7,w=9,ci=4,co=5,kh=3,kw=3,stride=1,padding=1").operations());
  }

  @Test
  void ofManyPlacesSomeAreTried() {
    assertEquals(1, of("conv2d", "n=1,h=3000,w=1,ci=1,co=1").operations() / (2 * 8998), 1e-3);
  }

  @Test
  void onlyTheBranchCountsThatIndicesTake() {
    double products = 16.0 * 2 * 3 * 5 * 2 * 7;
    double tiles = 16.0 * 2 * 3 * 5 * 3;
    double results = 4 * 6 * 7 * 8;
    double kernels = 5.0 * 7 * (6 + 30 + 30 + 6);
    assertEquals(products + tiles + results + kernels,
        of("winogradConv2d", "n=1,h=4,w=6,ci=5,co=7,padding=1").operations());
  }
}
