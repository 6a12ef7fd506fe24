package dev.jacquard.tune.worker;

import dev.jacquard.schedule.backend.Device;
import java.util.Objects;

/**
 * One line to a worker.
 *
 * @param artifact the file that holds the serialised artifact
 * @param device where to run: whole, because parts of devices are not among a backend's devices
 * @param bestNanos the fastest candidate so far, 0 if none: slower ones are not timed at length
 * @param sampleNanos how long runs are repeated for; 0 asks for a build only
 * @param warmUpNanos how long runs are repeated before the first is timed
 */
public record Request(Command command, String artifact, Device device, long bestNanos,
    long sampleNanos, long warmUpNanos) {

  /** What a worker does. */
  public enum Command {
    /** Compile, and run once with the real inputs, so that the driver's cache holds the result. */
    BUILD,
    /** Load, warm up, time repeated runs, and compare the results. */
    MEASURE
  }

  public Request {
    Objects.requireNonNull(command);
    Objects.requireNonNull(artifact);
    Objects.requireNonNull(device);
  }

  /**
   * What a worker is asked.
   *
   * @throws dev.jacquard.dsl.UserError if it is no request
   */
  public static Request parse(String line) {
    return Wire.read(line, Request.class, "request");
  }

  static Request build(Device device) {
    return new Request(Command.BUILD, "", device, 0, 0, 0);
  }

  /** This request for an artifact in a file. */
  Request of(String file) {
    return new Request(command, file, device, bestNanos, sampleNanos, warmUpNanos);
  }
}
