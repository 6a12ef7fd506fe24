package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.Partitioning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the statements inside the loops of a Func are carried out.
 *
 * @param tensor what an instruction carries out, or null
 * @param prefetches what is fetched ahead
 * @param with whose loops it shares, or null
 * @param whole the loops that are not partitioned
 * @param traits what else is said of them
 */
public record Details(Tensorized tensor, List<Prefetch> prefetches, With with, Set<String> whole,
    Set<Trait> traits) {

  static final Details NONE = new Details(null, List.of(), null, Set.of(), Set.of());

  /** What is true of all statements of a Func. */
  public enum Trait {
    /** What is stored is printed. */
    TRACED,
    /** An element is changed in one step. */
    ATOMIC
  }

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
    whole = Set.copyOf(whole);
    traits = Set.copyOf(traits);
  }

  public boolean traced() {
    return traits.contains(Trait.TRACED);
  }

  public boolean atomic() {
    return traits.contains(Trait.ATOMIC);
  }

  Details with(Tensorized newTensor) {
    return new Details(newTensor, prefetches, with, whole, traits);
  }

  Details with(Prefetch prefetch) {
    List<Prefetch> all = new ArrayList<>(prefetches);
    all.add(prefetch);
    return new Details(tensor, all, with, whole, traits);
  }

  Details with(With shared) {
    return new Details(tensor, prefetches, shared, whole, traits);
  }

  Details with(Trait trait) {
    Set<Trait> all = new HashSet<>(traits);
    all.add(trait);
    return new Details(tensor, prefetches, with, whole, all);
  }

  /** With a loop that is not partitioned, or is again. */
  Details partitioned(String loop, Partitioning policy) {
    Set<String> all = new HashSet<>(whole);
    if (policy == Partitioning.NEVER) {
      all.add(loop);
    } else {
      all.remove(loop);
    }
    return new Details(tensor, prefetches, with, all, traits);
  }
}
