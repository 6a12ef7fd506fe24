package dev.jacquard.benchmarks.engine;

import static dev.jacquard.benchmarks.engine.Dnnl.DST;
import static dev.jacquard.benchmarks.engine.Dnnl.SCALE;
import static dev.jacquard.benchmarks.engine.Dnnl.SHIFT;
import static dev.jacquard.benchmarks.engine.Dnnl.SRC;
import static dev.jacquard.benchmarks.engine.Dnnl.SRC_1;
import static dev.jacquard.benchmarks.engine.Layouts.COUNTED;
import static java.lang.foreign.MemorySegment.NULL;

import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** oneDNN's primitives for what memory bounds: every tensor as its caller has it. */
final class OneDnnRows {

  private static final float EPSILON = 1e-5f;

  private OneDnnRows() {}

  static Form softmax(Dnnl dnnl, Work work) {
    MemorySegment shape = dnnl.descriptor(work.output());
    return form(dnnl, dnnl.primitive("dnnl_softmax_forward_primitive_desc_create", Dnnl.INFERENCE,
        Dnnl.SOFTMAX, shape, shape, 1, NULL),
        Map.of(SRC, dnnl.memory(work.input("X")), DST, dnnl.memory(work.output())));
  }

  static Form layernorm(Dnnl dnnl, Work work) {
    return form(dnnl, norm(dnnl, work, Dnnl.USE_SCALE | Dnnl.USE_SHIFT),
        Map.of(SRC, dnnl.memory(work.input("X")), DST, dnnl.memory(work.output()),
            SCALE, dnnl.memory(work.input("G")), SHIFT, dnnl.memory(work.input("B"))));
  }

  static Form rmsnorm(Dnnl dnnl, Work work) {
    return form(dnnl, norm(dnnl, work, Dnnl.USE_SCALE | Dnnl.RMS_NORM),
        Map.of(SRC, dnnl.memory(work.input("X")), DST, dnnl.memory(work.output()),
            SCALE, dnnl.memory(work.input("G"))));
  }

  private static MemorySegment norm(Dnnl dnnl, Work work, int flags) {
    MemorySegment shape = dnnl.descriptor(work.output());
    return dnnl.primitive("dnnl_layer_normalization_forward_primitive_desc_create",
        Dnnl.INFERENCE, shape, shape, NULL, EPSILON, flags, NULL);
  }

  /** The addition of the bias, with the unit after it. */
  static Form gelu(Dnnl dnnl, Work work, int unit) {
    Tensor bias = work.input("B").reshape(1, work.input("B").extent(0));
    MemorySegment shape = dnnl.descriptor(work.output());
    MemorySegment after = dnnl.make("dnnl_post_ops_create");
    dnnl.call("dnnl_post_ops_append_eltwise", after, unit, 0f, 0f);
    MemorySegment addition = dnnl.primitive("dnnl_binary_primitive_desc_create", Dnnl.ADD, shape,
        dnnl.descriptor(bias), shape, dnnl.attributes(after));
    return form(dnnl, addition, Map.of(SRC, dnnl.memory(work.input("X")), SRC_1,
        dnnl.memory(bias), DST, dnnl.memory(work.output())));
  }

  static Form sum(Dnnl dnnl, Work work) {
    Tensor result = work.output().reshape(1);
    MemorySegment reduction = dnnl.primitive("dnnl_reduction_primitive_desc_create", Dnnl.SUM,
        dnnl.descriptor(work.input("X")), dnnl.descriptor(result), 0f, 0f, NULL);
    return form(dnnl, reduction,
        Map.of(SRC, dnnl.memory(work.input("X")), DST, dnnl.memory(result)));
  }

  static Form transpose(Dnnl dnnl, Work work) {
    Tensor source = work.input("X");
    Tensor target = work.output().permute(1, 0);
    return new Form("", COUNTED, dnnl.reorder(dnnl.descriptor(source), dnnl.memory(source),
        dnnl.descriptor(target), dnnl.memory(target)), dnnl.await());
  }

  private static Form form(Dnnl dnnl, MemorySegment primitive,
      Map<Integer, MemorySegment> memories) {
    return new Form("", COUNTED, dnnl.execution(primitive, memories), dnnl.await());
  }
}
