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
      case "matmul", "batchedMatmul", "matmulTransposed", "matmulI8", "matmulU8I8", "matmulBf16" ->
          OneDnnMatMul.forms(dnnl, work);
      case "conv2d", "winogradConv2d", "im2colConv2d", "depthwiseConv2d" ->
          OneDnnConv.forms(dnnl, work);
      case "capsuleConv" -> OneDnnCapsules.forms(dnnl, work);
      case "attention", "causalAttention" -> List.of(OneDnnAttention.form(dnnl, work));
      case "softmax" -> List.of(OneDnnRows.softmax(dnnl, work));
      case "layernorm" -> List.of(OneDnnRows.layernorm(dnnl, work));
      case "rmsnorm" -> List.of(OneDnnRows.rmsnorm(dnnl, work));
      case "biasGelu" -> List.of(OneDnnRows.gelu(dnnl, work, Dnnl.GELU_ERF));
      case "biasGeluTanh" -> List.of(OneDnnRows.gelu(dnnl, work, Dnnl.GELU_TANH));
      case "sum" -> List.of(OneDnnRows.sum(dnnl, work));
      case "transpose" -> List.of(OneDnnRows.transpose(dnnl, work));
      default -> List.of();
    };
  }
}
