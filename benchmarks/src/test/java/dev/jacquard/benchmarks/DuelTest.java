package dev.jacquard.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.benchmarks.engine.Layouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DuelTest {

  private static final Case PRODUCT = Case.of("matmul", "m=4,n=4,k=4", Layouts.COUNTED, 0.95);
  private static final Duel DUEL = new Duel(PRODUCT, new Figures(30, 30, 30),
      new Figures(10, 20, 10),
      Map.of("onednn plain", new Figures(9.5, 19, 9.5), "mkl sgemm", new Figures(30, 30, 30)),
      new Figures(5, 10, 5));

  @Test
  void theRowForProgramsHasTheseFields() {
    assertEquals("{op=matmul, shape=m=4,n=4,k=4, ours_us=10.0, peer=onednn plain, peer_us=9.5, "
        + "ratio=0.95, interval=[0.95, 0.95], bound_share=0.5, layouts=counted}",
        DUEL.fields().toString());
    assertEquals(Optional.of(true), DUEL.met());
  }

  @Test
  void withoutAPeerThereIsNoRatio() {
    Duel alone = new Duel(PRODUCT, new Figures(10), new Figures(11), Map.of(),
        new Figures(5));
    assertEquals("{op=matmul, shape=m=4,n=4,k=4, ours_us=10.0, peer=null, peer_us=null, "
        + "ratio=null, interval=null, bound_share=0.5, layouts=counted}",
        alone.fields().toString());
    assertEquals(Optional.empty(), alone.met());
    assertEquals(0.95, Duel.geometricMean(List.of(DUEL, alone)).orElseThrow(), 1e-12);
  }

  @Test
  void aRatioThatIsNotKnownWellCountsByItsMedian() {
    Duel noisy = new Duel(PRODUCT, new Figures(10, 10, 10), new Figures(11, 11, 11),
        Map.of("mkl sgemm", new Figures(5, 9, 50)), new Figures(9, 9, 9));
    assertEquals(Optional.of(false), noisy.met());
  }

  @Test
  void nineTenthsOfACopyAreAsGoodAsTheGoal() {
    Map<String, Figures> peers = Map.of("onednn", new Figures(1, 1, 1));
    Duel slow = new Duel(PRODUCT.against(Case.Bound.COPY), new Figures(10, 10, 10),
        new Figures(10, 10, 10), peers,
        new Figures(8.9, 8.9, 8.9));
    Duel quick = new Duel(slow.of(), slow.ours(), slow.queued(), peers,
        new Figures(9, 9, 9));
    assertEquals(Optional.of(false), slow.met());
    assertEquals(Optional.of(true), quick.met());
  }
}
