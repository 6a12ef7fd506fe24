package dev.jacquard.tune.worker;

/**
 * One line to a worker.
 *
 * @param artifact the file that holds the serialised artifact
 * @param device the id of the device to run on
 * @param bestNanos the fastest candidate so far, 0 if none: slower ones are not timed at length
 * @param sampleNanos how long runs are repeated for; 0 asks for a build only
 * @param warmUpNanos how long runs are repeated before the first is timed
 */
public record Request(Command command, String artifact, String device, long bestNanos,
    long sampleNanos, long warmUpNanos) {

  /** What a worker does. */
  public enum Command {
    /** Compile, and run once with the real inputs, so that the driver's cache holds the result. */
    BUILD,
    /** Load, warm up, time repeated runs, and compare the results. */
    MEASURE,
    /** End the process. */
    EXIT
  }

  static Request build(String artifact, String device) {
    return new Request(Command.BUILD, artifact, device, 0, 0, 0);
  }

  static Request exit() {
    return new Request(Command.EXIT, "", "", 0, 0, 0);
  }
}
