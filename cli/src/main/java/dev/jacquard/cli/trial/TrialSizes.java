package dev.jacquard.cli.trial;

import dev.jacquard.dsl.Sizes;
import dev.jacquard.ops.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** At which sizes an operator is tried. */
public enum TrialSizes {

  /** A few elements, odd numbers of them: less than a tile. */
  SMALL(List.of(13L, 17L, 19L, 23L)),

  /** Some tiles and a rest. */
  ODD(List.of(67L, 71L, 73L, 79L)),

  /** The operator's own. */
  LARGE(List.of());

  /** Sizes up to this (windows, strides) belong to the meaning of an operator and stay. */
  private static final long LEAST = 8;

  private final List<Long> most;

  TrialSizes(List<Long> most) {
    this.most = most;
  }

  /** One size, by this rule; none is greater than the operator's own. */
  Sizes of(Op op) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    op.sizes().values().forEach((name, size) -> sizes.put(name, size <= LEAST || most.isEmpty()
        ? size : Math.min(size - 1, most.get(sizes.size() % most.size()))));
    return new Sizes(sizes);
  }
}
