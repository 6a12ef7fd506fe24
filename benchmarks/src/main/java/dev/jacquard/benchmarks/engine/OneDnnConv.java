package dev.jacquard.benchmarks.engine;

import static dev.jacquard.benchmarks.engine.Dnnl.DST;
import static dev.jacquard.benchmarks.engine.Dnnl.SRC;
import static dev.jacquard.benchmarks.engine.Dnnl.WEIGHTS;
import static dev.jacquard.benchmarks.engine.Layouts.GIVEN;
import static dev.jacquard.benchmarks.engine.Layouts.PREPARED;
import static java.lang.foreign.MemorySegment.NULL;

import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * oneDNN's convolutions, weights packed before: images channels last, in the layout that it likes
 * best, and by Winograd's method.
 */
final class OneDnnConv {

  private static final int DIRECT = 1;
  private static final int WINOGRAD = 2;

  private final Dnnl dnnl;
  private final Work work;
  private final Tensor images;
  private final Tensor weights;
  private final Tensor result;

  private OneDnnConv(Dnnl dnnl, Work work) {
    this.dnnl = dnnl;
    this.work = work;
    this.images = work.input("X").permute(0, 3, 1, 2);
    this.weights = weights(work);
    this.result = work.output().permute(0, 3, 1, 2);
  }

  /** As the library names them: co, ci, height, width, with the groups before if they are many. */
  private static Tensor weights(Work work) {
    Tensor own = work.input("W");
    return own.rank() == 4 ? own.permute(3, 2, 0, 1)
        : own.reshape(own.extent(0), own.extent(1), own.extent(2), 1, 1).permute(2, 3, 4, 0, 1);
  }

  static List<Form> forms(Dnnl dnnl, Work work) {
    OneDnnConv conv = new OneDnnConv(dnnl, work);
    List<Form> forms = new ArrayList<>();
    forms.add(conv.form("nhwc", PREPARED, conv.primitive(DIRECT, dnnl.descriptor(conv.images),
        dnnl.descriptor(conv.result))));
    conv.add(forms, "packed", DIRECT);
    conv.add(forms, "winograd", WINOGRAD);
    return forms;
  }

  /** Adds a form in the library's own layouts, if it has that one. */
  private void add(List<Form> forms, String name, int method) {
    try {
      forms.add(form(name, GIVEN, primitive(method, dnnl.any(images), dnnl.any(result))));
    } catch (IllegalStateException _) {
      // Not for these sizes or this machine: there is no such form.
    }
  }

  private MemorySegment primitive(int method, MemorySegment source, MemorySegment target) {
    int stride = work.sizes().get("stride").isPresent() ? work.size("stride") : 1;
    int padding = work.sizes().get("padding").isPresent() ? work.size("padding") : 1;
    int rank = weights.rank();
    long right = (result.extent(2) - 1) * stride + weights.extent(rank - 2) - images.extent(2)
        - padding;
    long below = (result.extent(3) - 1) * stride + weights.extent(rank - 1) - images.extent(3)
        - padding;
    return dnnl.primitive("dnnl_convolution_forward_primitive_desc_create", Dnnl.INFERENCE, method,
        source, dnnl.any(weights), NULL, target, dnnl.dims(stride, stride), dnnl.dims(0, 0),
        dnnl.dims(padding, padding), dnnl.dims(right, below), NULL);
  }

  private Form form(String name, Layouts layouts, MemorySegment primitive) {
    MemorySegment source = dnnl.chosen(primitive, SRC);
    MemorySegment packed = dnnl.chosen(primitive, WEIGHTS);
    MemorySegment target = dnnl.chosen(primitive, DST);
    MemorySegment x = dnnl.memory(source);
    MemorySegment w = dnnl.memory(packed);
    MemorySegment y = dnnl.memory(target);
    dnnl.copy(dnnl.descriptor(images), dnnl.memory(images), source, x);
    dnnl.copy(dnnl.descriptor(weights), dnnl.memory(weights), packed, w);
    Runnable collect = () ->
        dnnl.copy(target, y, dnnl.descriptor(result), dnnl.memory(result));
    return new Form(name, layouts, List.of(dnnl.execution(primitive,
        Map.of(SRC, x, WEIGHTS, w, DST, y)), dnnl.await()), collect);
  }
}
