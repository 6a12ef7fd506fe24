package dev.jacquard.schedule.backend;

import dev.jacquard.schedule.ir.Buffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Places in one block of memory for pieces that live for a while each. The largest pieces choose
 * first, each the lowest place that is free for its whole life (Pisarchyk and Lee's greedy by size,
 * "Efficient memory management for deep neural net inference", 2020).
 *
 * @param offsets the first byte of each piece, by name
 * @param bytes the length of the block
 */
record Slab(Map<String, Long> offsets, long bytes) {

  /**
   * What needs a place.
   *
   * @param first the launch at which its life begins
   * @param last the launch after which it ends; before {@code first} if no launch uses it
   * @param firstWave the wave in which its life begins where launches go in waves
   * @param lastWave the wave after which it ends
   */
  record Piece(String name, long bytes, int first, int last, int firstWave, int lastWave) {

    boolean meets(Piece other) {
      return first <= other.last && other.first <= last
          || firstWave <= other.lastWave && other.firstWave <= lastWave;
    }

    private Piece usedBy(int launch, int wave) {
      return new Piece(name, bytes, Math.min(first, launch), launch, Math.min(firstWave, wave),
          Math.max(lastWave, wave));
    }
  }

  /**
   * The pieces that temporaries are: each lives from the first launch that uses it to the last, in
   * order and in waves.
   */
  static List<Piece> pieces(Map<String, Long> bytes, List<Launch> launches, Waves waves) {
    Map<String, Piece> pieces = new LinkedHashMap<>();
    int never = launches.size();
    int[] wave = waves.byLaunch();
    bytes.forEach((name, size) -> pieces.put(name, new Piece(name, size, never, -1, never, -1)));
    for (int i = 0; i < launches.size(); i++) {
      for (Buffer buffer : launches.get(i).kernel().buffers()) {
        int now = i;
        pieces.computeIfPresent(buffer.name(), (_, piece) -> piece.usedBy(now, wave[now]));
      }
    }
    return List.copyOf(pieces.values());
  }

  /** @param alignment of each piece, in bytes */
  static Slab of(List<Piece> pieces, long alignment) {
    List<Piece> order = new ArrayList<>(pieces);
    order.sort(Comparator.comparingLong(Piece::bytes).reversed());
    Map<String, Long> offsets = new HashMap<>();
    List<Piece> placed = new ArrayList<>();
    long bytes = 0;
    for (Piece piece : order) {
      long offset = lowest(piece, placed, offsets, alignment);
      offsets.put(piece.name(), offset);
      placed.add(piece);
      placed.sort(Comparator.comparing(each -> offsets.get(each.name())));
      bytes = Math.max(bytes, offset + piece.bytes());
    }
    return new Slab(offsets, bytes);
  }

  /** @param placed those that have a place, lowest first */
  private static long lowest(Piece piece, List<Piece> placed, Map<String, Long> offsets,
      long alignment) {
    long offset = 0;
    for (Piece other : placed) {
      long begin = offsets.get(other.name());
      if (piece.meets(other) && offset + piece.bytes() > begin) {
        offset = Math.max(offset, Math.ceilDiv(begin + other.bytes(), alignment) * alignment);
      }
    }
    return offset;
  }
}
