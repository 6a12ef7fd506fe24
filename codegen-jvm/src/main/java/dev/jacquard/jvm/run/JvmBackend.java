package dev.jacquard.jvm.run;

import dev.jacquard.jvm.emit.ProgramClass;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Program;
import java.util.List;
import java.util.Map;

/**
 * The virtual machine that runs Jacquard, as a device: Java source, compiled in memory, that a
 * debugger can step through. Work-groups run on the common pool. Vectors are loops over lanes.
 * Programs with barriers between items are {@link dev.jacquard.dsl.Unsupported}.
 */
public final class JvmBackend implements Backend {

  /** One lane of every type: loops over few lanes are slower here than none. */
  private static final int NO_VECTORS = 1;

  @Override
  public String name() {
    return "jvm";
  }

  @Override
  public List<Device> devices() {
    return MemoryCompiler.isThere() ? List.of(device()) : List.of();
  }

  @Override
  public String missing() {
    return MemoryCompiler.isThere() ? "" : MemoryCompiler.MISSING;
  }

  private Device device() {
    Target scalar = Target.SCALAR;
    Runtime runtime = Runtime.getRuntime();
    Target target = new Target(Target.Kind.JVM, NO_VECTORS,
        runtime.availableProcessors(), 1, scalar.localBytes(), scalar.registerBytes(),
        runtime.maxMemory(), true);
    return new Device("jvm", name(), System.getProperty("java.vm.name"),
        System.getProperty("java.vm.vendor") + " " + Runtime.version(), target);
  }

  @Override
  public Artifact emit(Program program, Target target) {
    String file = ProgramClass.name(program) + ".java";
    return new Artifact(name(), program, Map.of(file, ProgramClass.source(program)), "-g");
  }

  @Override
  public Executable load(Artifact artifact, Device device) {
    return JvmProgram.load(artifact, device);
  }
}
