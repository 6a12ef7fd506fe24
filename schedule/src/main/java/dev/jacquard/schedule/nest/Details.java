package dev.jacquard.schedule.nest;

import java.util.ArrayList;
import java.util.List;

/**
 * How the statements inside the loops of a Func are carried out.
 *
 * @param tensor what an instruction carries out, or null
 * @param prefetches what is fetched ahead
 * @param traced whether what is stored is printed
 */
public record Details(Tensor tensor, List<Prefetch> prefetches, boolean traced) {

  static final Details NONE = new Details(null, List.of(), false);

  /**
   * What the body of loop {@code at} reads of a source some iterations of {@code loop} later.
   *
   * @param consumer the Func whose loop {@code loop} is
   * @param directive the position of {@code prefetch}
   */
  public record Prefetch(String source, String at, String consumer, String loop, long distance,
      int directive) {}

  public Details {
    prefetches = List.copyOf(prefetches);
  }

  Details with(Tensor newTensor) {
    return new Details(newTensor, prefetches, traced);
  }

  Details with(Prefetch prefetch) {
    List<Prefetch> all = new ArrayList<>(prefetches);
    all.add(prefetch);
    return new Details(tensor, all, traced);
  }

  Details asTraced() {
    return new Details(tensor, prefetches, true);
  }
}
