package dev.jacquard.opencl.device;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.opencl.emit.OpenClEmitter;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_program;

/** Every OpenCL device of this machine. {@code opencl:P:D} is device D of platform P. */
public final class OpenClBackend implements Backend {

  public static final String NAME = "opencl";

  private final BinaryCache cache;

  public OpenClBackend() {
    this(BinaryCache.ofUser());
  }

  OpenClBackend(BinaryCache cache) {
    this.cache = cache;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Device> devices() {
    return Installation.get().devices().stream().map(Found::device).toList();
  }

  @Override
  public String missing() {
    return Installation.get().missing();
  }

  /**
   * The part of a device that has {@code units} compute units; its id is {@code opencl:P:D/N}.
   *
   * @throws UserError if it has fewer, or its driver cannot divide it
   */
  public Device partition(Device device, int units) {
    return Partition.of(Partition.find(device.id()), units).device();
  }

  /**
   * The device of an id, parts included.
   *
   * @throws UserError if there is none
   */
  public Device device(String id) {
    return Partition.find(id).device();
  }

  @Override
  public Artifact emit(Program program, Target target) {
    return new Artifact(NAME, program,
        Map.of(program.name() + ".cl", OpenClEmitter.emit(program, target)),
        OpenClEmitter.options(program));
  }

  /**
   * Builds the kernels of an artifact that {@link #emit} made.
   *
   * @throws Unsupported if a kernel is too large for the device
   */
  @Override
  public Executable load(Artifact artifact, Device device) {
    if (!artifact.backend().equals(NAME)) {
      throw new CompilerBug("An artifact of the backend %s was given to %s.".formatted(
          artifact.backend(), NAME));
    }
    Found found = Partition.find(device.id());
    ProbeInstructions.check(artifact.program(), this, found);
    return unprobed(artifact, found);
  }

  /** Loads without asking whether the device's instructions do what they mean. */
  OpenClExecutable unprobed(Artifact artifact, Found found) {
    CheckLimits.check(artifact.program(), found);
    try {
      Session session = Session.of(found, List.of(artifact));
      return new OpenClExecutable(artifact, session,
          new ProgramBuilder(session, cache).build(artifact));
    } catch (CLException e) {
      throw Failure.of(e, artifact.program().name(), found.device());
    }
  }

  /**
   * Builds once what several artifacts share: their sources, which hold the kernels of them all.
   *
   * @throws Unsupported if a kernel is too large for the device
   */
  public List<Executable> load(List<Artifact> artifacts, Device device) {
    Found found = Partition.find(device.id());
    for (Artifact artifact : artifacts) {
      CheckLimits.check(artifact.program(), found);
      ProbeInstructions.check(artifact.program(), this, found);
    }
    List<Executable> loaded = new ArrayList<>();
    if (artifacts.isEmpty()) {
      return loaded;
    }
    try {
      Session session = Session.of(found, artifacts);
      cl_program built = new ProgramBuilder(session, cache).build(artifacts.getFirst());
      for (Artifact artifact : artifacts) {
        CL.clRetainProgram(built);
        loaded.add(new OpenClExecutable(artifact, session, built));
      }
      CL.clReleaseProgram(built);
      return loaded;
    } catch (CLException e) {
      throw Failure.of(e, artifacts.getFirst().program().name(), device);
    }
  }
}
