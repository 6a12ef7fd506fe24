package dev.jacquard.opencl.device;

import java.nio.charset.StandardCharsets;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** Properties of platforms and devices. */
final class Query {

  private Query() {}

  static String text(cl_platform_id platform, int property) {
    long[] size = new long[1];
    CL.clGetPlatformInfo(platform, property, 0, null, size);
    byte[] bytes = new byte[(int) size[0]];
    CL.clGetPlatformInfo(platform, property, bytes.length, Pointer.to(bytes), null);
    return decode(bytes);
  }

  static String text(cl_device_id device, int property) {
    long[] size = new long[1];
    CL.clGetDeviceInfo(device, property, 0, null, size);
    byte[] bytes = new byte[(int) size[0]];
    CL.clGetDeviceInfo(device, property, bytes.length, Pointer.to(bytes), null);
    return decode(bytes);
  }

  /** A property of 4 or 8 bytes. */
  static long number(cl_device_id device, int property) {
    long[] value = new long[1];
    CL.clGetDeviceInfo(device, property, Long.BYTES, Pointer.to(value), null);
    return value[0];
  }

  private static String decode(byte[] zeroTerminated) {
    return new String(zeroTerminated, StandardCharsets.UTF_8).replace("\0", "").strip()
        .replaceAll("\\s+", " ");
  }
}
