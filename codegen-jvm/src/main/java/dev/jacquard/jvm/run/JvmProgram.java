package dev.jacquard.jvm.run;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.jvm.emit.ProgramClass;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.HostExecutable;
import dev.jacquard.schedule.backend.Launch;
import dev.jacquard.schedule.backend.RunClock;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A program whose kernels are methods of a class compiled in memory. */
final class JvmProgram extends HostExecutable {

  private static final MethodType SIGNATURE = MethodType.methodType(void.class,
      MemorySegment[].class, long[].class, long[].class, long.class, int.class);
  /** Kernels over less memory than this take less time than waking other threads. */
  private static final long WORTH_SHARING = 1 << 16;
  private static final int PARTS_PER_THREAD = 4;
  private static final long MOST_GROUPS_A_CALL = 1 << 30;

  private final Map<String, MethodHandle> kernels = new HashMap<>();

  private JvmProgram(Program program, Device device) {
    super(program, device);
  }

  static JvmProgram load(Artifact artifact, Device device) {
    Program program = artifact.program();
    String name = ProgramClass.PACKAGE + "." + ProgramClass.name(program);
    Map<String, byte[]> classes = MemoryCompiler.compile(Map.of(name, artifact.text()));
    MethodSizes.warn(classes.get(name));
    JvmProgram loaded = new JvmProgram(program, device);
    try {
      Class<?> type = Class.forName(name, true, new MemoryLoader(classes));
      for (Kernel kernel : program.kernels()) {
        loaded.kernels.put(kernel.name(),
            MethodHandles.publicLookup().findStatic(type, kernel.name(), SIGNATURE));
      }
    } catch (ReflectiveOperationException e) {
      throw new CompilerBug("the class of " + program.name() + " lacks a kernel.", e);
    }
    return loaded;
  }

  @Override
  protected void launch(Launch launch, Map<String, Tensor> buffers, RunClock clock) {
    Kernel kernel = launch.kernel();
    MemorySegment[] segments = kernel.buffers().stream().map(Buffer::name)
        .map(name -> buffers.get(name).segment()).toArray(MemorySegment[]::new);
    long start = System.nanoTime();
    List<long[]> parts = parts(launch.groupCount(), isBig(segments));
    if (parts.size() == 1) {
      call(launch, segments, parts.getFirst());
    } else {
      parts.parallelStream().forEach(part -> call(launch, segments, part));
    }
    clock.kernel(kernel.name(), System.nanoTime() - start);
    Reference.reachabilityFence(buffers);
  }

  private static boolean isBig(MemorySegment[] segments) {
    return Stream.of(segments).mapToLong(MemorySegment::byteSize).sum() > WORTH_SHARING;
  }

  /** Ranges of groups, each as its first and the number of them. */
  private static List<long[]> parts(long groups, boolean shared) {
    long wanted = shared ? Runtime.getRuntime().availableProcessors() * PARTS_PER_THREAD : 1;
    long size = Math.min(MOST_GROUPS_A_CALL, Math.ceilDiv(groups, Math.min(wanted, groups)));
    return LongStream.range(0, Math.ceilDiv(groups, size))
        .mapToObj(p -> new long[] {p * size, Math.min(size, groups - p * size)}).toList();
  }

  private void call(Launch launch, MemorySegment[] segments, long[] part) {
    try {
      kernels.get(launch.kernel().name()).invokeExact(segments, launch.sizes(), launch.groups(),
          part[0], (int) part[1]);
    } catch (Error e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CompilerBug("kernel " + launch.kernel().name() + " failed: " + e.getMessage(), e);
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }
}
