package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Launch;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A kernel as closures. Groups run one after the other, in the order of their numbers. */
final class CompiledKernel {

  private final Kernel kernel;
  private final Interpreter.Options options;
  private final Names names;
  private final Names.Slots slots = new Names.Slots();
  private final boolean together;
  private Code.Action alone;
  private Code.GroupAction all;

  CompiledKernel(Kernel kernel, Interpreter.Options options) {
    this.kernel = kernel;
    this.options = options;
    Names scope = Names.none(slots);
    for (Buffer buffer : kernel.buffers()) {
      scope = scope.withBuffer(buffer.name());
    }
    for (Dim size : kernel.sizes()) {
      scope = scope.withVariable(size.name());
    }
    this.names = axes(axes(scope, kernel.groups()), kernel.items());
    this.together = StmtCompiler.hasBarrier(kernel.body());
    StmtCompiler compiler = new StmtCompiler("kernel " + kernel.name(), true, options.flattened());
    if (together) {
      all = compiler.compileGroup(kernel.body(), names);
    } else {
      alone = compiler.compile(kernel.body(), names);
    }
  }

  private static Names axes(Names scope, List<Kernel.Axis> axes) {
    Names result = scope;
    for (Kernel.Axis axis : axes) {
      result = result.withVariable(axis.variable());
    }
    return result;
  }

  /** Runs every group. {@code tensors} holds at least the kernel's buffers, by name. */
  void run(Launch launch, Map<String, Tensor> tensors) {
    int items = together ? Math.toIntExact(launch.itemCount()) : 1;
    Frame.Shared shared = new Frame.Shared("kernel " + kernel.name(), options.steps(),
        slots.buffers);
    Frame[] frames = new Frame[items];
    frames[0] = first(launch, tensors, shared);
    for (int i = 1; i < items; i++) {
      frames[i] = frames[0].copy();
    }
    for (long group = 0; group < launch.groupCount(); group++) {
      shared.group = group;
      shared.epoch++;
      Arrays.fill(shared.local, null);
      group(launch, frames, group);
    }
  }

  private void group(Launch launch, Frame[] frames, long group) {
    for (Frame frame : frames) {
      place(frame, kernel.groups(), launch.groups(), group);
    }
    for (long item = 0; item < launch.itemCount(); item++) {
      Frame frame = frames[together ? (int) item : 0];
      place(frame, kernel.items(), launch.items(), item);
      frame.item = item;
      if (!together) {
        alone.run(frame);
      }
    }
    if (together) {
      all.run(frames);
    }
  }

  private void place(Frame frame, List<Kernel.Axis> axes, long[] extents, long number) {
    long rest = number;
    for (int a = 0; a < extents.length; a++) {
      frame.longs[names.variable(axes.get(a).variable())] = rest % extents[a];
      rest /= extents[a];
    }
  }

  private Frame first(Launch launch, Map<String, Tensor> tensors, Frame.Shared shared) {
    Frame frame = new Frame(slots.longs, slots.doubles, slots.buffers, shared);
    for (Buffer buffer : kernel.buffers()) {
      Storage storage = Storage.over(buffer, tensor(tensors, buffer));
      if (options.races()) {
        storage.races = new RaceDetector("kernel " + kernel.name() + ", " + buffer.name(),
            storage.size);
      }
      frame.buffers[names.buffer(buffer.name())] = storage;
    }
    for (int i = 0; i < kernel.sizes().size(); i++) {
      frame.longs[names.variable(kernel.sizes().get(i).name())] = launch.sizes()[i];
    }
    return frame;
  }

  private Tensor tensor(Map<String, Tensor> tensors, Buffer buffer) {
    Tensor tensor = tensors.get(buffer.name());
    if (tensor == null) {
      throw new CompilerBug("kernel %s reads or writes %s, which is neither an argument nor "
          .formatted(kernel.name(), buffer.name()) + "allocated.");
    }
    return tensor;
  }
}
