package dev.jacquard.dsl.data;

import java.util.Arrays;

/**
 * Where each element lies, in elements from the first one. A dimension d with
 * {@code blocks[d] == 0} contributes {@code index * inner[d]}; a split one
 * {@code index / block * outer[d] + index % block * inner[d]}.
 */
record Addressing(long[] blocks, long[] outer, long[] inner) {

  static Addressing strided(long[] strides) {
    return new Addressing(new long[strides.length], new long[strides.length], strides);
  }

  boolean isStrided() {
    return Arrays.stream(blocks).allMatch(block -> block == 0);
  }

  long position(long[] index) {
    long position = 0;
    for (int d = 0; d < index.length; d++) {
      position += term(d, index[d]);
    }
    return position;
  }

  private long term(int d, long index) {
    long block = blocks[d];
    return block == 0
      ? index * inner[d]
      : index / block * outer[d] + index % block * inner[d];
  }

  /** The distance covered by {@code block} steps along d, where block starts at a multiple. */
  long outerStride(int d, long block) {
    return blocks[d] == 0 ? inner[d] * block : outer[d];
  }
}
