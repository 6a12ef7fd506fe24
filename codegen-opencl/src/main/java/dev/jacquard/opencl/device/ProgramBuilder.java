package dev.jacquard.opencl.device;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.opencl.emit.OpenClEmitter;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_program;

/**
 * Sources to a built program, through the cache.
 *
 * <p>PoCL compiles a program a second time when it is asked for its binary, and keeps a cache of
 * its own. There, a binary is stored when a program is loaded for the second time: a tuner's
 * candidates, each loaded once, never pay.
 */
final class ProgramBuilder {

  private final Session session;
  private final BinaryCache cache;

  ProgramBuilder(Session session, BinaryCache cache) {
    this.session = session;
    this.cache = cache;
  }

  /** @throws CompilerBug with the build log and the lines it points at */
  cl_program build(Artifact artifact) {
    String key = key(artifact);
    return cache.read(key).flatMap(binary -> reload(key, binary, options(artifact)))
        .orElseGet(() -> compileAndStore(key, artifact));
  }

  /** The artifact's options and what only the device decides; warnings are of no use to users. */
  private String options(Artifact artifact) {
    boolean rounded = session.limits().roundsDivision() && !artifact.program().relaxed();
    return artifact.options() + " -w" + (rounded ? " " + OpenClEmitter.ROUNDED_DIVISION : "");
  }

  private String key(Artifact artifact) {
    Device device = session.found().device();
    List<String> parts = new ArrayList<>(
        List.of(options(artifact), Query.text(session.devices()[0], CL.CL_DEVICE_NAME),
            device.driver()));
    parts.addAll(artifact.sources().values());
    return BinaryCache.key(parts);
  }

  private Optional<cl_program> reload(String key, byte[] binary, String options) {
    cl_program program = null;
    try {
      program = withBinary(binary);
      build(program, options);
      return Optional.of(program);
    } catch (CLException e) {
      release(program);
      cache.reject(key, "is refused by the driver (" + e.getMessage() + ")");
      return Optional.empty();
    }
  }

  private cl_program compileAndStore(String key, Artifact artifact) {
    cl_program program = compile(artifact);
    if (!session.limits().binariesCost() || cache.isSeenAgain(key)) {
      cache.write(key, binary(program));
    }
    return program;
  }

  private cl_program compile(Artifact artifact) {
    String[] sources = artifact.sources().values().toArray(String[]::new);
    cl_program program = CL.clCreateProgramWithSource(session.context(), sources.length, sources,
        null, null);
    try {
      build(program, options(artifact));
      return program;
    } catch (CLException e) {
      String log = log(program);
      release(program);
      throw e.getStatus() == CL.CL_BUILD_PROGRAM_FAILURE ? refused(artifact, log, e)
          : Failure.of(e, artifact.program().name(), session.found().device());
    }
  }

  private CompilerBug refused(Artifact artifact, String log, CLException cause) {
    Device device = session.found().device();
    return new CompilerBug(("%s does not build on %s (%s) with options \"%s\":%n%s%n"
        + "End of the build log.").formatted(artifact.program().name(), device.id(),
        device.name(), options(artifact), BuildLog.withSource(log,
            String.join("", artifact.sources().values()))), cause);
  }

  private String log(cl_program program) {
    cl_device_id device = session.devices()[0];
    long[] size = new long[1];
    CL.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, 0, null, size);
    byte[] bytes = new byte[(int) size[0]];
    CL.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, bytes.length,
        Pointer.to(bytes), null);
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8).replace("\0", "");
  }

  private void build(cl_program program, String options) {
    CL.clBuildProgram(program, session.devices().length, session.devices(), options, null, null);
  }

  /** Devices of one session are of one kind. */
  private cl_program withBinary(byte[] binary) {
    int count = session.devices().length;
    long[] sizes = new long[count];
    Arrays.fill(sizes, binary.length);
    byte[][] binaries = new byte[count][];
    Arrays.fill(binaries, binary);
    return CL.clCreateProgramWithBinary(session.context(), count, session.devices(), sizes,
        binaries, new int[count], null);
  }

  /** That of the first device. */
  private byte[] binary(cl_program program) {
    long[] sizes = new long[session.devices().length];
    CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARY_SIZES, (long) Long.BYTES * sizes.length,
        Pointer.to(sizes), null);
    byte[][] binaries = new byte[sizes.length][];
    Pointer[] pointers = new Pointer[sizes.length];
    for (int k = 0; k < sizes.length; k++) {
      binaries[k] = new byte[(int) sizes[k]];
      pointers[k] = Pointer.to(binaries[k]);
    }
    CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARIES, (long) Long.BYTES * sizes.length,
        Pointer.to(pointers), null);
    return binaries[0];
  }

  private static void release(cl_program program) {
    if (program != null) {
      CL.clReleaseProgram(program);
    }
  }
}
