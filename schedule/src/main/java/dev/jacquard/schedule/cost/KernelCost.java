package dev.jacquard.schedule.cost;

import java.util.List;

/**
 * A kernel's work.
 *
 * @param launches how often it runs in one run of the program
 * @param groups work-groups of one launch, which is how many units can be busy
 * @param f32 how many f32 operations fill as many vectors as those of one launch: narrower elements
 *     share them, and a hardware instruction adds several products to each lane at once
 * @param levels outermost first, each before those inside it; the first is the kernel
 */
public record KernelCost(String kernel, double launches, double groups, double f32,
    List<Level> levels) {

  public KernelCost {
    levels = List.copyOf(levels);
  }

  /** Of all launches. */
  public double operations() {
    return launches * levels.getFirst().operations();
  }

  /** Bytes that must pass between memory and the device in all launches, each once a launch. */
  public double bytes() {
    return launches * levels.getFirst().moved();
  }
}
