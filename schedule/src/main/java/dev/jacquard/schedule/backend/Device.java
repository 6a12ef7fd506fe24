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

  /**
   * What tuned schedules are keyed by: one of another driver, instruction set or number of compute
   * units is timed anew before it is used.
   */
  public String key() {
    return String.join("|", backend, name, driver, instructionSet(),
        String.valueOf(target.computeUnits()));
  }

  /** As one line: {@code amd64, vectors of 64 bytes with avx avx2 avx512f}. */
  public String instructionSet() {
    boolean gpu = target.kind() == Target.Kind.GPU;
    String features = gpu ? "" : String.join(" ", Processor.features());
    return "%s, vectors of %d bytes%s".formatted(gpu ? "gpu" : System.getProperty("os.arch"),
        target.vectorBytes(), features.isEmpty() ? "" : " with " + features);
  }
}
