package dev.jacquard.benchmarks.engine;

import static dev.jacquard.benchmarks.engine.Dnnl.DST;
import static dev.jacquard.benchmarks.engine.Dnnl.SRC;
import static dev.jacquard.benchmarks.engine.Dnnl.WEIGHTS;
import static dev.jacquard.benchmarks.engine.Layouts.COUNTED;
import static java.lang.foreign.MemorySegment.NULL;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;

/** Attention in three calls; the scores lie in memory between them. */
final class OneDnnAttention {

  private final Dnnl dnnl;
  private final Work work;
  private final Tensor scores;

  private OneDnnAttention(Dnnl dnnl, Work work) {
    this.dnnl = dnnl;
    this.work = work;
    this.scores = Tensor.zeros(DType.F32, work.input("Q").extent(0), work.input("Q").extent(1),
        work.input("K").extent(1));
  }

  static Form form(Dnnl dnnl, Work work) {
    OneDnnAttention attention = new OneDnnAttention(dnnl, work);
    return new Form("matmul+softmax+matmul", COUNTED, attention.first(), attention.softmax(),
        attention.second(), dnnl.await());
  }

  /** The scores, scaled; where a later place is not seen, with a mask added. */
  private MethodHandle first() {
    Tensor keys = work.input("K").permute(0, 2, 1);
    boolean causal = work.op().equals("causalAttention");
    Map<Integer, MemorySegment> memories = new HashMap<>(Map.of(SRC,
        dnnl.memory(work.input("Q")), WEIGHTS, dnnl.memory(keys), DST, dnnl.memory(scores)));
    MemorySegment after = dnnl.make("dnnl_post_ops_create");
    dnnl.call("dnnl_post_ops_append_eltwise", after, Dnnl.LINEAR,
        (float) (1 / Math.sqrt(work.size("d"))), 0f);
    if (causal) {
      Tensor mask = mask();
      dnnl.call("dnnl_post_ops_append_binary", after, Dnnl.ADD, dnnl.descriptor(mask));
      memories.put(Dnnl.SECOND_POST_OP, dnnl.memory(mask));
    }
    return dnnl.execution(matmul(work.input("Q"), keys, scores, dnnl.attributes(after)), memories);
  }

  private Tensor mask() {
    Tensor mask = Tensor.zeros(DType.F32, 1, scores.extent(1), scores.extent(2));
    for (long i = 0; i < scores.extent(1); i++) {
      for (long j = i + 1; j < scores.extent(2); j++) {
        mask.setDouble(Double.NEGATIVE_INFINITY, 0, i, j);
      }
    }
    return mask;
  }

  private MethodHandle softmax() {
    MemorySegment shape = dnnl.descriptor(scores);
    return dnnl.execution(dnnl.primitive("dnnl_softmax_forward_primitive_desc_create",
        Dnnl.INFERENCE, Dnnl.SOFTMAX, shape, shape, 2, NULL),
        Map.of(SRC, dnnl.memory(scores), DST, dnnl.memory(scores)));
  }

  private MethodHandle second() {
    return dnnl.execution(matmul(scores, work.input("V"), work.output(), NULL),
        Map.of(SRC, dnnl.memory(scores), WEIGHTS, dnnl.memory(work.input("V")), DST,
            dnnl.memory(work.output())));
  }

  private MemorySegment matmul(Tensor left, Tensor right, Tensor result, MemorySegment attributes) {
    return dnnl.primitive("dnnl_matmul_primitive_desc_create", dnnl.descriptor(left),
        dnnl.descriptor(right), NULL, dnnl.descriptor(result), attributes);
  }
}
