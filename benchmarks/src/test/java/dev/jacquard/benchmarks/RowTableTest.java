package dev.jacquard.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.cli.text.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTableTest {

  private static final Row SLOW = Row.of("capsuleConv", "n=32", "untuned", Unit.MILLISECONDS,
      new Figures(41, 39, 42)).asked(40);
  private static final Row FAST = Row.of("matmul", "m=1024", "tuned", Unit.GFLOPS,
      new Figures(400, 300, 500)).asked(300).versus("OpenBLAS", new Figures(0.8, 0.5, 1.25));
  private static final Row PEER = Row.of("matmul", "m=1024", "OpenBLAS", Unit.GFLOPS,
      new Figures(500, 600, 400));

  @Test
  void aRowShowsWhatWasAskedAndWhatWasMeasured() {
    assertEquals("""
        row                  asked                median          min             against its peer\
          met
        capsuleConv untuned  <= 40 ms            41.0 ms      39.0 ms                            -\
          NO
        matmul tuned         >= 300 GFLOP/s  400 GFLOP/s  300 GFLOP/s  0.800x OpenBLAS (min 0.500)\
          yes
        matmul OpenBLAS      -               500 GFLOP/s  400 GFLOP/s                            -\
          -
        capsuleConv: n=32
        matmul: m=1024
        """, RowTable.of(List.of(SLOW, FAST, PEER)));
  }

  @Test
  void aRowForProgramsHasEveryField() {
    assertEquals("{\"op\":\"matmul\",\"shape\":\"m=1024\",\"what\":\"tuned\",\"unit\":\"GFLOP/s\","
        + "\"asked\":300,\"measured\":400,\"min\":300,\"median\":400,\"ratio\":0.8,"
        + "\"ratio_min\":0.5,\"peer\":\"OpenBLAS\",\"met\":true}", Json.of(FAST.fields()));
    assertEquals("{\"op\":\"matmul\",\"shape\":\"m=1024\",\"what\":\"OpenBLAS\","
        + "\"unit\":\"GFLOP/s\",\"asked\":null,\"measured\":500,\"min\":400,\"median\":500,"
        + "\"ratio\":null,\"ratio_min\":null,\"peer\":null,\"met\":null}", Json.of(PEER.fields()));
  }
}
