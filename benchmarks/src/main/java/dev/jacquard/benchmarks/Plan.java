package dev.jacquard.benchmarks;

import dev.jacquard.dsl.Sizes;

/**
 * How much is measured.
 *
 * @param capsule over the defaults of {@code capsuleConv}, as the next two over their op's
 * @param matmul over the defaults of {@code matmul}
 * @param blur over the defaults of {@code blur}
 * @param rounds of turns, and of what is timed without a peer
 */
record Plan(Sizes capsule, Sizes matmul, Sizes blur, Rounds rounds) {

  /** What the suite is for: the operators' own sizes. */
  static final Plan WHOLE = new Plan(Sizes.NONE, Sizes.NONE, Sizes.NONE, new Rounds(11, 60));
}
