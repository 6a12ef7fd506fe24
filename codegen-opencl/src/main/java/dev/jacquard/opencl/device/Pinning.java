package dev.jacquard.opencl.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Asks PoCL to keep each of its threads on a processor of its own. Left to the kernel, the threads
 * of a short run are often woken on the same idle processor and share it to the end: such a run
 * takes twice as long, in whole processes at a time. PoCL reads the environment when it is loaded,
 * gives thread i processor i, and aborts where it may not.
 */
final class Pinning {

  private static final String VARIABLE = "POCL_AFFINITY";
  private static final String COUNT = "POCL_MAX_PTHREAD_COUNT";
  private static final String ALLOWED = "Cpus_allowed_list:";

  private Pinning() {}

  /** Before the first OpenCL call of the process. */
  static void ask() {
    try {
      Path status = Path.of("/proc/self/status");
      if (Files.isReadable(status) && isSafe(Files.readString(status),
          Runtime.getRuntime().availableProcessors(), System.getenv())) {
        Environment.set(VARIABLE, "1");
      }
    } catch (IOException _) {
      // Nothing is known of the processors: threads run where the kernel puts them.
    }
  }

  /**
   * Whether thread i may and should have processor i: the process may use all processors from 0 on,
   * and its user has not said otherwise.
   *
   * @param status what Linux tells of the process
   * @param processors how many the process has
   */
  static boolean isSafe(String status, int processors, Map<String, String> environment) {
    return processors > 1 && !environment.containsKey(VARIABLE) && !environment.containsKey(COUNT)
        && status.lines().filter(line -> line.startsWith(ALLOWED))
            .map(line -> line.substring(ALLOWED.length()).strip())
            .anyMatch(("0-" + (processors - 1))::equals);
  }
}
