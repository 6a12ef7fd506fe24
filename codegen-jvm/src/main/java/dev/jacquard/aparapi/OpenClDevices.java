package dev.jacquard.aparapi;

import com.aparapi.device.OpenCLDevice;
import java.util.List;

/** The OpenCL devices that Aparapi's native library finds, asked once. */
final class OpenClDevices {

  private static final String NO_DEVICE = "Aparapi's native library found no OpenCL device. "
      + "Install one, for example: apt-get install pocl-opencl-icd.";

  /** PoCL's devices of one thread: {@code opencl} asks for them beside the one of all threads. */
  private static final String SERIAL = "basic-";

  private static List<OpenCLDevice> found;
  private static String missing = "";

  private OpenClDevices() {}

  static synchronized List<OpenCLDevice> all() {
    if (found == null) {
      found = ask();
    }
    return found;
  }

  /** Why there is none; empty if there is one. */
  static synchronized String missing() {
    return all().isEmpty() ? missing : "";
  }

  private static List<OpenCLDevice> ask() {
    try (AparapiLog _ = new AparapiLog()) {
      List<OpenCLDevice> devices = OpenCLDevice.listDevices(null).stream()
          .filter(device -> !device.getName().startsWith(SERIAL)).toList();
      missing = NO_DEVICE;
      return List.copyOf(devices);
    } catch (LinkageError | RuntimeException e) {
      missing = "Aparapi's native library does not load here: " + e.getMessage();
      return List.of();
    }
  }
}
