package dev.jacquard.schedule.nest;

import java.util.ArrayList;
import java.util.List;

/**
 * How the statements inside the loops of a Func are carried out.
 *
 * @param tensor what an instruction carries out, or null
 * @param prefetches what is fetched ahead
 * @param with whose loops it shares, or null
 * @param traced whether what is stored is printed
 */
public record Details(Tensor tensor, List<Prefetch> prefetches, With with,
    boolean traced) {

  static final Details NONE = new Details(null, List.of(), null, false);

  /**
   * What the body of loop {@code at} reads of a source some iterations of {@code loop} later.
   *
   * @param consumer the Func whose loop {@code loop} is
   * @param directive the position of {@code prefetch}
   */
  public record Prefetch(String source, String at, String consumer, String loop, long distance,
      int directive) {}

  /**
   * The loops of another Func, down to {@code loop}.
   *
   * @param directive the position of {@code computeWith}
   */
  public record With(String other, String loop, int directive) {}

  public Details {
    prefetches = List.copyOf(prefetches);
  }

  Details with(Tensor newTensor) {
    return new Details(newTensor, prefetches, with, traced);
  }

  Details with(Prefetch prefetch) {
    List<Prefetch> all = new ArrayList<>(prefetches);
    all.add(prefetch);
    return new Details(tensor, all, with, traced);
  }

  Details with(With shared) {
    return new Details(tensor, prefetches, shared, traced);
  }

  Details asTraced() {
    return new Details(tensor, prefetches, with, true);
  }
}
