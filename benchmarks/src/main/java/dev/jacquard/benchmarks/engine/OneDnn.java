package dev.jacquard.benchmarks.engine;

import java.util.List;

/** oneDNN: its plain forms on layouts as they are, its packed ones on those that it asks for. */
final class OneDnn implements Engine {

  private final Dnnl dnnl;

  OneDnn(Dnnl dnnl) {
    this.dnnl = dnnl;
  }

  @Override
  public String version() {
    return "oneDNN " + dnnl.version();
  }

  @Override
  public List<Form> forms(Work work) {
    return switch (work.op()) {
      case "matmul", "batchedMatmul", "matmulTransposed" -> OneDnnMatMul.forms(dnnl, work);
      default -> List.of();
    };
  }
}
