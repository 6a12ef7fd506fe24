package dev.jacquard.opencl.device;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.backend.Device;
import org.jocl.CL;
import org.jocl.CLException;

/** What an error code of OpenCL means for the user. */
final class Failure {

  private Failure() {}

  /** The error to throw where {@code program} met {@code e} on {@code device}. */
  static RuntimeException of(CLException e, String program, Device device) {
    String code = CL.stringFor_errorCode(e.getStatus());
    return switch (e.getStatus()) {
      case CL.CL_MEM_OBJECT_ALLOCATION_FAILURE, CL.CL_OUT_OF_RESOURCES, CL.CL_OUT_OF_HOST_MEMORY ->
          new UserError(("%s on %s (%s): the device has run out of memory or of other resources "
              + "(%s). It has %d bytes in all. Try smaller sizes, or close executables that are "
              + "no longer needed.").formatted(program, device.id(), device.name(), code,
              device.target().globalBytes()), e);
      default -> new CompilerBug("%s on %s (%s): OpenCL answers %s.".formatted(program,
          device.id(), device.name(), code), e);
    };
  }
}
