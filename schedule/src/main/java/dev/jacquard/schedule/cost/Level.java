package dev.jacquard.schedule.cost;

import dev.jacquard.schedule.ir.Memory;
import java.util.List;

/**
 * One loop of a kernel, or the whole kernel, as it runs once from beginning to end. Where the
 * extent of a loop follows an outer one, it stands for the middle iteration.
 *
 * @param depth how many levels are around it; 0 is the kernel
 * @param name the loop's variable, or the kernel's name
 * @param kind {@code kernel}, {@code groups}, {@code items} or {@code for}
 * @param trips iterations of one run
 * @param runs how often it runs in one launch
 * @param operations of one run on values, lanes counted apart; addresses count nothing
 * @param touches the buffers that one run works on
 */
public record Level(int depth, String name, String kind, double trips, double runs,
    double operations, List<Touch> touches) {

  /**
   * What one run touches of a buffer: distinct bytes, however often. Gaps of a strided access
   * count, as memory moves whole lines; where an address is data, the whole buffer counts.
   */
  public record Touch(String buffer, Memory memory, double read, double written) {

    /** The bytes that it takes up, read or written or both. */
    public double bytes() {
      return Math.max(read, written);
    }
  }

  public Level {
    touches = List.copyOf(touches);
  }

  /** The bytes of a cache that holds all that one run works on. */
  public double footprint() {
    return touches.stream().mapToDouble(Touch::bytes).sum();
  }

  /** The bytes of global memory that one run reads and writes, each once. */
  public double moved() {
    return touches.stream().filter(touch -> touch.memory() == Memory.GLOBAL)
        .mapToDouble(touch -> touch.read() + touch.written()).sum();
  }

  /**
   * The bytes that one launch moves between global memory and a cache that keeps
   * {@link #footprint} and nothing from one run to the next.
   */
  public double traffic() {
    return runs * moved();
  }

  /** Operations for each byte that is moved; infinite where none is. */
  public double intensity() {
    return operations / moved();
  }
}
