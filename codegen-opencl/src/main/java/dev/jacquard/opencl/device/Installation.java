package dev.jacquard.opencl.device;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * What OpenCL offers on this machine, asked once in the life of the process.
 *
 * @param devices of all platforms, in the order of the loader
 * @param missing why there are none, and the command that changes it; empty if there are some
 */
record Installation(List<Found> devices, String missing) {

  private static final String INSTALL =
      " For the CPU, install PoCL: apt-get install pocl-opencl-icd";

  private static final String NO_DEVICE = "The OpenCL drivers of this machine offer no device. If "
      + "one of them is PoCL, it needs a folder that it can write: set POCL_CACHE_DIR to one.";

  private static final class Holder {
    static final Installation INSTANCE = look();
  }

  static Installation get() {
    return Holder.INSTANCE;
  }

  private static Installation look() {
    try {
      Pinning.ask();
      openLoader();
      CL.setExceptionsEnabled(true);
      return of(find());
    } catch (LinkageError | IllegalArgumentException e) {
      return none("The OpenCL loader (libOpenCL.so.1) cannot be loaded: " + firstLine(e) + ".");
    } catch (CLException e) {
      return none(e.getStatus() == CL.CL_PLATFORM_NOT_FOUND_KHR
          ? "The OpenCL loader is installed, but no driver (/etc/OpenCL/vendors/*.icd) is."
          : "OpenCL does not list its platforms: " + e.getMessage() + ".");
    }
  }

  /** Before JOCL tries: where there is none, JOCL says so on stdout. */
  private static void openLoader() {
    if (System.getProperty("os.name").equals("Linux")) {
      SymbolLookup.libraryLookup("libOpenCL.so.1", Arena.global());
    }
  }

  private static Installation of(List<Found> devices) {
    return devices.isEmpty() ? new Installation(devices, NO_DEVICE)
        : new Installation(List.copyOf(devices), "");
  }

  private static Installation none(String reason) {
    return new Installation(List.of(), reason + INSTALL);
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceAll("\\.$", "");
  }

  private static List<Found> find() {
    cl_platform_id[] platforms = platforms();
    List<Found> found = new ArrayList<>();
    for (int p = 0; p < platforms.length; p++) {
      SerialDevices.ask(platforms[p]);
      List<cl_device_id> devices = new ArrayList<>(List.of(devices(platforms[p])));
      List<cl_device_id> serial = SerialDevices.of(platforms[p], devices);
      devices.removeAll(serial);
      for (int d = 0; d < devices.size(); d++) {
        found.add(Found.of("opencl:%d:%d".formatted(p, d), platforms[p], devices.get(d), serial));
      }
    }
    return found;
  }

  private static cl_platform_id[] platforms() {
    int[] count = new int[1];
    CL.clGetPlatformIDs(0, null, count);
    cl_platform_id[] platforms = new cl_platform_id[count[0]];
    CL.clGetPlatformIDs(platforms.length, platforms, null);
    return platforms;
  }

  private static cl_device_id[] devices(cl_platform_id platform) {
    try {
      int[] count = new int[1];
      CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
      cl_device_id[] devices = new cl_device_id[count[0]];
      CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, devices.length, devices, null);
      return devices;
    } catch (CLException e) {
      if (e.getStatus() == CL.CL_DEVICE_NOT_FOUND) {
        return new cl_device_id[0];
      }
      throw e;
    }
  }
}
