package dev.jacquard.aparapi;

import com.aparapi.Range;
import com.aparapi.device.JavaDevice;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.kernel.KernelManager;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.jvm.emit.ProgramClass;
import dev.jacquard.jvm.run.MemoryCompiler;
import dev.jacquard.jvm.run.MemoryLoader;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.HostExecutable;
import dev.jacquard.schedule.backend.Launch;
import dev.jacquard.schedule.backend.RunClock;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** A program whose kernels Aparapi runs on an OpenCL device, and on nothing else. */
final class AparapiProgram extends HostExecutable {

  private final OpenCLDevice openCl;
  private final Map<String, DeviceKernel> kernels = new HashMap<>();
  private final JavaArrays arrays = new JavaArrays();

  private AparapiProgram(Program program, Device device, OpenCLDevice openCl) {
    super(program, device);
    this.openCl = openCl;
  }

  static AparapiProgram load(Artifact artifact, Device device, OpenCLDevice openCl) {
    Program program = artifact.program();
    Map<String, String> sources = new LinkedHashMap<>();
    artifact.sources().values().forEach(text ->
        sources.put(ProgramClass.PACKAGE + "." + KernelClass.name(text), text));
    MemoryLoader loader = new MemoryLoader(MemoryCompiler.compile(sources));
    AparapiProgram loaded = new AparapiProgram(program, device, openCl);
    Iterator<String> names = sources.keySet().iterator();
    for (Kernel kernel : program.kernels()) {
      DeviceKernel made = instance(loader, names.next());
      prefer(openCl, made);
      loaded.kernels.put(kernel.name(), made);
    }
    return loaded;
  }

  /** Else Aparapi holds the one for the target that it ranks first of all that are there. */
  private static void prefer(OpenCLDevice device, DeviceKernel kernel) {
    LinkedHashSet<com.aparapi.device.Device> order = new LinkedHashSet<>();
    order.add(device);
    order.add(JavaDevice.THREAD_POOL);
    KernelManager.instance().setPreferredDevices(kernel, order);
  }

  private static DeviceKernel instance(ClassLoader loader, String name) {
    try {
      return (DeviceKernel) Class.forName(name, true, loader).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new CompilerBug("the generated class " + name + " cannot be made.", e);
    }
  }

  @Override
  protected void launch(Launch launch, Map<String, Tensor> buffers, RunClock clock) {
    DeviceKernel kernel = kernels.get(launch.kernel().name());
    set(kernel, launch, buffers, clock);
    long start = System.nanoTime();
    execute(kernel, launch);
    clock.kernel(launch.kernel().name(), System.nanoTime() - start);
    arrays.written(launch.kernel());
  }

  private void set(DeviceKernel kernel, Launch launch, Map<String, Tensor> buffers,
      RunClock clock) {
    List<Buffer> parameters = launch.kernel().buffers();
    List<String> fields = KernelClass.fields(launch.kernel());
    for (int i = 0; i < fields.size(); i++) {
      if (i < parameters.size()) {
        Buffer buffer = parameters.get(i);
        setField(kernel, fields.get(i), arrays.of(buffer, buffers.get(buffer.name()), clock));
      } else {
        setField(kernel, fields.get(i), launch.sizes()[i - parameters.size()]);
      }
    }
  }

  private static void setField(DeviceKernel kernel, String name, Object value) {
    try {
      Field field = kernel.getClass().getField(name);
      if (field.getType() == int.class) {
        field.setInt(kernel, Math.toIntExact((long) value));
      } else {
        field.set(kernel, value);
      }
    } catch (ReflectiveOperationException e) {
      throw new CompilerBug("the generated kernel lacks " + name + ".", e);
    }
  }

  /** Work-items in groups as the kernel wants them. */
  private Range range(Launch launch) {
    int[] global = new int[] {1, 1, 1};
    int[] local = new int[] {1, 1, 1};
    for (int a = 0; a < launch.items().length; a++) {
      local[a] = Math.toIntExact(launch.items()[a]);
    }
    for (int a = 0; a < 3; a++) {
      long groups = a < launch.groups().length ? launch.groups()[a] : 1;
      if (groups * local[a] > Integer.MAX_VALUE) {
        throw new Unsupported(("Aparapi counts work-items in an int; the kernel %s has %d along "
            + "one axis. Use the opencl backend.").formatted(launch.kernel().name(),
            groups * local[a]));
      }
      global[a] = (int) groups * local[a];
    }
    return openCl.createRange3D(global[0], global[1], global[2], local[0], local[1], local[2]);
  }

  /** Aparapi's own assertions, where they are enabled, also mean that it left the device. */
  private void execute(DeviceKernel kernel, Launch launch) {
    Range range = range(launch);
    try (AparapiLog log = new AparapiLog()) {
      String other = "";
      try {
        kernel.execute(range);
        other = kernel.getTargetDevice().getShortDescription();
      } catch (AssertionError e) {
        other = e.getMessage();
      }
      if (kernel.fellBack() || kernel.getTargetDevice() != openCl) {
        throw new Unsupported(("Aparapi did not run the kernel %s on %s: %s. It would have gone on "
            + "in Java threads, which Jacquard does not let it. Use the opencl backend.")
            .formatted(launch.kernel().name(), device().name(),
                log.reason().isEmpty() ? "it chose " + other : log.reason()));
      }
    }
  }

  @Override
  protected void finish(Map<String, Tensor> buffers, RunClock clock) {
    arrays.bringHome(buffers, clock);
  }

  @Override
  public void close() {
    super.close();
    kernels.values().forEach(DeviceKernel::dispose);
  }
}
