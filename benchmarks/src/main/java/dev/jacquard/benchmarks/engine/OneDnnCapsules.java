package dev.jacquard.benchmarks.engine;

import static dev.jacquard.benchmarks.engine.Dnnl.DST;
import static dev.jacquard.benchmarks.engine.Dnnl.SRC;
import static dev.jacquard.benchmarks.engine.Dnnl.WEIGHTS;
import static dev.jacquard.benchmarks.engine.Layouts.GIVEN;
import static dev.jacquard.benchmarks.engine.Layouts.PREPARED;
import static java.lang.foreign.MemorySegment.NULL;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;

/**
 * The capsule layer as an ordinary convolution: rows of the matrices join the batch, (ci, inner)
 * are the channels that enter and (co, column) those that leave. Weights are packed before; the
 * convolution alone finds images and leaves results in channels-last order, the other form
 * reorders both within its time.
 */
final class OneDnnCapsules {

  private static final int DIRECT = 1;

  private final Dnnl dnnl;
  private final Work work;
  /** (n, ci, h, w, row, inner) and (n, row, h, w, ci, inner). */
  private final Tensor poses;
  private final Tensor images;
  private final Tensor result;
  private final Tensor votes;

  private OneDnnCapsules(Dnnl dnnl, Work work) {
    this.dnnl = dnnl;
    this.work = work;
    this.poses = work.input("P");
    this.result = work.output();
    this.images = zeros(poses);
    this.votes = zeros(result);
  }

  /** The same tensor with the rows of its matrices in the batch, channels last. */
  private static Tensor zeros(Tensor of) {
    return Tensor.zeros(DType.F32, of.extent(0), of.extent(4), of.extent(2), of.extent(3),
        of.extent(1), of.extent(5));
  }

  static List<Form> forms(Dnnl dnnl, Work work) {
    return new OneDnnCapsules(dnnl, work).forms();
  }

  private List<Form> forms() {
    MethodHandle enter = reorder(poses, inOrder(images));
    MethodHandle leave = reorder(inOrder(votes), result);
    MethodHandle convolution = convolution();
    MethodHandle await = dnnl.await();
    Native.invoke(enter);
    return List.of(new Form("reorder+conv+reorder", PREPARED, enter, convolution, leave, await),
        new Form("conv alone", GIVEN, List.of(convolution, await), () -> Native.invoke(leave)));
  }

  /** A tensor of the convolution with the capsules' dimensions in the capsules' order. */
  private static Tensor inOrder(Tensor tensor) {
    return tensor.permute(0, 4, 2, 3, 1, 5);
  }

  private MethodHandle reorder(Tensor from, Tensor to) {
    return dnnl.reorder(dnnl.descriptor(from), dnnl.memory(from), dnnl.descriptor(to),
        dnnl.memory(to));
  }

  private MethodHandle convolution() {
    Tensor source = channels(images);
    Tensor target = channels(votes);
    Tensor weights = weights();
    long stride = work.size("stride");
    long outside = (target.extent(2) - 1) * stride + work.size("k") - source.extent(2);
    MemorySegment primitive = dnnl.primitive("dnnl_convolution_forward_primitive_desc_create",
        Dnnl.INFERENCE, DIRECT, dnnl.descriptor(source), dnnl.any(weights), NULL,
        dnnl.descriptor(target), dnnl.dims(stride, stride), dnnl.dims(0, 0), dnnl.dims(0, 0),
        dnnl.dims(outside, outside), NULL);
    MemorySegment layout = dnnl.chosen(primitive, WEIGHTS);
    MemorySegment packed = dnnl.memory(layout);
    dnnl.copy(dnnl.descriptor(weights), dnnl.memory(weights), layout, packed);
    return dnnl.execution(primitive,
        Map.of(SRC, dnnl.memory(source), WEIGHTS, packed, DST, dnnl.memory(target)));
  }

  /** (n * row, channels, h, w) of a tensor (n, row, h, w, ...). */
  private static Tensor channels(Tensor tensor) {
    return tensor.reshape(tensor.extent(0) * tensor.extent(1), tensor.extent(2), tensor.extent(3),
        tensor.extent(4) * tensor.extent(5)).permute(0, 3, 1, 2);
  }

  /** W(ci, co, ky, kx, inner, column) as (co * column, ci * inner, ky, kx). */
  private Tensor weights() {
    Tensor own = work.input("W");
    return own.permute(1, 5, 0, 4, 2, 3).dense().reshape(own.extent(1) * own.extent(5),
        own.extent(0) * own.extent(4), own.extent(2), own.extent(3));
  }
}
