package dev.jacquard.schedule.cost;

/**
 * What a device can do at most.
 *
 * @param gflops billions of f32 operations a second, all units together
 * @param gbps billions of bytes a second between the device and its memory
 * @param units that run work-groups at the same time
 */
public record Roofline(double gflops, double gbps, int units) {

  /** What a kernel's time cannot be less than because of. */
  public enum Bound { ARITHMETIC, MEMORY }

  /** The microseconds of a kernel's arithmetic on the units that have a work-group. */
  public double arithmeticMicros(KernelCost cost) {
    return cost.launches() * cost.f32() / (gflops * 1e3) * units
        / Math.min(units, Math.ceil(cost.groups()));
  }

  /** The microseconds of moving a kernel's bytes. */
  public double memoryMicros(KernelCost cost) {
    return cost.bytes() / (gbps * 1e3);
  }

  /** The least time of a kernel in microseconds. */
  public double micros(KernelCost cost) {
    return Math.max(arithmeticMicros(cost), memoryMicros(cost));
  }

  /** Which of the two is the longer. */
  public Bound binds(KernelCost cost) {
    return arithmeticMicros(cost) >= memoryMicros(cost) ? Bound.ARITHMETIC : Bound.MEMORY;
  }

  /** The operations a byte above which arithmetic binds. */
  public double ridge() {
    return gflops / gbps;
  }
}
