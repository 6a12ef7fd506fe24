package dev.jacquard.opencl.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jocl.CL;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * PoCL's serial devices, one for each processor. Such a device runs a kernel on the thread that
 * enqueues it, so that a {@link Team} of threads which are awake can share a launch. PoCL's own
 * threads sleep between launches, and to wake them and be woken takes 20 to 40 us.
 */
final class SerialDevices {

  private static final String VARIABLE = "POCL_DEVICES";
  /** The release that this was tried with; another may offer further devices by default. */
  private static final String VERSION = "PoCL 3.1";
  private static final String SERIAL = "basic";
  /** A program is built for each device. */
  private static final int MOST = 16;

  private SerialDevices() {}

  /** Before the platform is first asked for its devices. */
  static void ask(cl_platform_id platform) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (isSafe(Query.text(platform, CL.CL_PLATFORM_VERSION), processors, System.getenv())) {
      Environment.set(VARIABLE, "pthread" + (" " + SERIAL).repeat(processors));
    }
  }

  /** Whether asking takes no other device away, and the user has not said which there are. */
  static boolean isSafe(String version, int processors, Map<String, String> environment) {
    return version.contains(VERSION) && processors <= MOST && !environment.containsKey(VARIABLE);
  }

  /** Those of {@code devices} that are serial and were not asked for by the user. */
  static List<cl_device_id> of(cl_platform_id platform, List<cl_device_id> devices) {
    List<cl_device_id> serial = new ArrayList<>();
    if (!System.getenv().containsKey(VARIABLE)
        && Query.text(platform, CL.CL_PLATFORM_VERSION).contains(VERSION)) {
      devices.stream().filter(device -> Query.text(device, CL.CL_DEVICE_NAME).startsWith(SERIAL))
          .forEach(serial::add);
    }
    return serial;
  }
}
