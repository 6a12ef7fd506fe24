package dev.jacquard.schedule.backend;

/**
 * A device that a backend can run on.
 *
 * @param id unique among all devices of this machine and stable: {@code opencl:0:0}, {@code jvm}
 * @param backend the name of its backend
 * @param name what its driver calls it
 * @param driver platform and version, as one line
 * @param target its facts
 */
public record Device(String id, String backend, String name, String driver, Target target) {

  /** What tuned schedules are keyed by: they are never offered to a device of another key. */
  public String key() {
    return backend + "|" + name + "|" + driver + "|" + target.computeUnits();
  }
}
