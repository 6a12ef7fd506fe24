package dev.jacquard.benchmarks.engine;

import static dev.jacquard.benchmarks.engine.Dnnl.DST;
import static dev.jacquard.benchmarks.engine.Dnnl.SRC;
import static dev.jacquard.benchmarks.engine.Dnnl.WEIGHTS;
import static dev.jacquard.benchmarks.engine.Layouts.COUNTED;
import static dev.jacquard.benchmarks.engine.Layouts.PREPARED;

import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** oneDNN's products of matrices, B as it lies or packed before. */
final class OneDnnMatMul {

  private final Dnnl dnnl;
  private final Tensor a;
  private final Tensor b;
  private final Tensor c;

  private OneDnnMatMul(Dnnl dnnl, Work work) {
    this.dnnl = dnnl;
    this.a = work.input("A");
    this.b = work.op().equals("matmulTransposed") ? work.input("B").permute(1, 0) : work.input("B");
    this.c = work.output();
  }

  static List<Form> forms(Dnnl dnnl, Work work) {
    OneDnnMatMul product = new OneDnnMatMul(dnnl, work);
    List<Form> forms = new ArrayList<>(List.of(product.plain()));
    MemorySegment packed = product.primitive(dnnl.any(product.b));
    if (!dnnl.equal(dnnl.chosen(packed, WEIGHTS), dnnl.descriptor(product.b))) {
      forms.add(product.packed(packed));
    }
    return forms;
  }

  private MemorySegment primitive(MemorySegment weights) {
    return dnnl.primitive("dnnl_matmul_primitive_desc_create", dnnl.descriptor(a), weights,
        MemorySegment.NULL, dnnl.descriptor(c), MemorySegment.NULL);
  }

  private Form plain() {
    return form("plain", COUNTED, primitive(dnnl.descriptor(b)), dnnl.memory(b));
  }

  private Form packed(MemorySegment primitive) {
    MemorySegment layout = dnnl.chosen(primitive, WEIGHTS);
    MemorySegment weights = dnnl.memory(layout);
    dnnl.copy(dnnl.descriptor(b), dnnl.memory(b), layout, weights);
    return form("packed", PREPARED, primitive, weights);
  }

  private Form form(String name, Layouts layouts, MemorySegment primitive, MemorySegment weights) {
    return new Form(name, layouts, dnnl.execution(primitive, Map.of(SRC, dnnl.memory(a), WEIGHTS,
        weights, DST, dnnl.memory(c))), dnnl.await());
  }
}
