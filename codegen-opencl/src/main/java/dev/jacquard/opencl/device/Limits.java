package dev.jacquard.opencl.device;

import org.jocl.CL;
import org.jocl.cl_device_id;

/**
 * What the runtime must know of a device beyond its {@code Target}.
 *
 * @param localBytes local memory that a work-group may declare
 * @param privateBytes private arrays that one work-group (on a CPU) or one work-item (elsewhere)
 *     may declare: CPU drivers put those of a whole group on one thread's stack
 * @param argumentBytes the arguments of one kernel together
 * @param bufferBytes one buffer
 * @param alignment of a host address for sharing it, in bytes
 * @param shared whether kernels work on the host's memory in place
 * @param coherent whether, in shared memory, each side sees the other's writes without a mapping
 * @param binariesCost whether asking for a program's binary compiles it once more
 * @param roundsDivision whether f32 division and square root can be had correctly rounded
 */
record Limits(long localBytes, long privateBytes, long argumentBytes, long bufferBytes,
    long alignment, boolean shared, boolean coherent, boolean binariesCost,
    boolean roundsDivision) {

  private static final long CPU_PRIVATE = 1L << 20;
  private static final long ITEM_PRIVATE = 512L << 10;

  static Limits of(cl_device_id device, boolean cpu, String platformName) {
    boolean pocl = platformName.contains("Portable Computing Language");
    return new Limits(
        Query.number(device, CL.CL_DEVICE_LOCAL_MEM_SIZE),
        cpu ? CPU_PRIVATE : ITEM_PRIVATE,
        Query.number(device, CL.CL_DEVICE_MAX_PARAMETER_SIZE),
        Query.number(device, CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
        Math.max(64, Query.number(device, CL.CL_DEVICE_MEM_BASE_ADDR_ALIGN) / 8),
        cpu, cpu && pocl, pocl,
        (Query.number(device, CL.CL_DEVICE_SINGLE_FP_CONFIG)
            & CL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0);
  }
}
