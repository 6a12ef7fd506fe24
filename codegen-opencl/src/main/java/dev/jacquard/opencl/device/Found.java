package dev.jacquard.opencl.device;

import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Processor;
import dev.jacquard.schedule.backend.Target;
import java.util.List;
import java.util.Set;
import org.jocl.CL;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * A device of this machine and its native handles.
 *
 * @param serial the serial devices for the same processors, one for each compute unit; empty if
 *     there are none
 */
record Found(Device device, cl_platform_id platform, cl_device_id id, Limits limits,
    List<cl_device_id> serial) {

  private static final int GPU_REGISTERS = 255 * 4;

  static Found of(String id, cl_platform_id platform, cl_device_id device,
      List<cl_device_id> serial) {
    boolean cpu = isCpu(device);
    String platformName = Query.text(platform, CL.CL_PLATFORM_NAME);
    return new Found(
        new Device(id, OpenClBackend.NAME, Query.text(device, CL.CL_DEVICE_NAME),
            driver(platform, device, platformName), target(device, cpu)),
        platform, device, Limits.of(device, cpu, platformName),
        Query.number(device, CL.CL_DEVICE_MAX_COMPUTE_UNITS) == serial.size() ? List.copyOf(serial)
            : List.of());
  }

  private static String driver(cl_platform_id platform, cl_device_id device, String platformName) {
    return "%s, %s, driver %s".formatted(platformName,
        Query.text(platform, CL.CL_PLATFORM_VERSION), Query.text(device, CL.CL_DRIVER_VERSION));
  }

  static boolean isCpu(cl_device_id device) {
    return (Query.number(device, CL.CL_DEVICE_TYPE) & CL.CL_DEVICE_TYPE_CPU) != 0;
  }

  static Target target(cl_device_id device, boolean cpu) {
    int vectorBytes = cpu ? cpuVectorBytes(device) : 16;
    int registers = cpu ? registerBytes(vectorBytes, System.getProperty("os.arch"))
        : GPU_REGISTERS;
    return new Target(cpu ? Target.Kind.CPU : Target.Kind.GPU, vectorBytes,
        (int) Query.number(device, CL.CL_DEVICE_MAX_COMPUTE_UNITS),
        (int) Query.number(device, CL.CL_DEVICE_MAX_WORK_GROUP_SIZE),
        cpu ? 0 : Query.number(device, CL.CL_DEVICE_LOCAL_MEM_SIZE), registers,
        Query.number(device, CL.CL_DEVICE_GLOBAL_MEM_SIZE),
        Query.number(device, CL.CL_DEVICE_DOUBLE_FP_CONFIG) != 0,
        cpu ? Processor.features() : Set.of());
  }

  private static int cpuVectorBytes(cl_device_id device) {
    return vectorBytes(Query.number(device, CL.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT));
  }

  /** @param floats in a vector, as the driver says; some say 1 where they vectorize themselves */
  static int vectorBytes(long floats) {
    return (int) Math.clamp(floats * Float.BYTES, 16, 64);
  }

  /** AVX-512 and 64-bit ARM have 32 vector registers, x86 before has 16. */
  static int registerBytes(int vectorBytes, String architecture) {
    return vectorBytes * (vectorBytes == 64 || architecture.equals("aarch64") ? 32 : 16);
  }
}
