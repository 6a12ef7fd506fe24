package dev.jacquard.aparapi;

import com.aparapi.device.OpenCLDevice;
import dev.jacquard.dsl.UserError;
import dev.jacquard.jvm.run.MemoryCompiler;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Aparapi: a generated class per kernel, which it translates from bytecode to OpenCL C. Scalars
 * only; no vectors, local memory or barriers; every buffer is a Java array, of
 * less than 2^31 elements, that arguments are copied to and from.
 */
public final class AparapiBackend implements Backend {

  @Override
  public String name() {
    return "aparapi";
  }

  @Override
  public List<Device> devices() {
    List<OpenCLDevice> found = OpenClDevices.all();
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < found.size() && MemoryCompiler.isThere(); i++) {
      devices.add(device(i, found.get(i)));
    }
    return devices;
  }

  @Override
  public String missing() {
    return !MemoryCompiler.isThere() ? MemoryCompiler.MISSING : OpenClDevices.missing();
  }

  private Device device(int number, OpenCLDevice device) {
    boolean gpu = device.getType() == com.aparapi.device.Device.TYPE.GPU;
    Target target = new Target(gpu ? Target.Kind.GPU : Target.Kind.CPU, 1,
        device.getMaxComputeUnits(), device.getMaxWorkGroupSize(), 0, 64,
        device.getGlobalMemSize(), true);
    String version = device.getOpenCLPlatform().getVersion().strip();
    return new Device("aparapi:" + number, name(), device.getName().strip(),
        device.getOpenCLPlatform().getName().strip() + ", " + version, target);
  }

  @Override
  public Artifact emit(Program program, Target target) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Kernel kernel : program.kernels()) {
      String source = KernelClass.source(program, kernel);
      sources.put(KernelClass.name(source) + ".java", source);
    }
    return new Artifact(name(), program, sources, "-g");
  }

  @Override
  public Executable load(Artifact artifact, Device device) {
    List<OpenCLDevice> found = OpenClDevices.all();
    int number = Integer.parseInt(device.id().substring("aparapi:".length()));
    if (number >= found.size()) {
      throw new UserError("There is no device %s now. %s".formatted(device.id(), missing()));
    }
    return AparapiProgram.load(artifact, device, found.get(number));
  }
}
