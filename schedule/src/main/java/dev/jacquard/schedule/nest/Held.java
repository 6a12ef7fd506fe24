package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.StoreHint;

/**
 * How the values of a Func are held.
 *
 * @param memory what holds them
 * @param cache the place of {@code cacheWrite}, or null
 * @param window where the room for them is made, if further out than they are computed, or null
 * @param hint how they are written
 * @param hintedBy the position of the directive that set the hint; -1 if none did
 * @param doubledBy the position of {@code doubleBuffer}; -1 if there is one copy
 */
public record Held(Memory memory, CacheAt cache, Window window, StoreHint hint, int hintedBy,
    int doubledBy) {

  static final Held GLOBAL = new Held(Memory.GLOBAL, null, null, StoreHint.CACHED, -1, -1);

  /** Whether iterations fill two copies in turn. */
  public boolean isDoubled() {
    return doubledBy >= 0;
  }

  Held doubled(int directive) {
    return new Held(memory, cache, window, hint, hintedBy, directive);
  }

  Held in(Memory newMemory) {
    return new Held(newMemory, cache, window, hint, hintedBy, doubledBy);
  }

  Held cached(CacheAt newCache) {
    return new Held(memory, newCache, window, hint, hintedBy, doubledBy);
  }

  Held stored(Window newWindow) {
    return new Held(memory, cache, newWindow, hint, hintedBy, doubledBy);
  }

  Held hinted(StoreHint newHint, int directive) {
    return new Held(memory, cache, window, newHint, directive, doubledBy);
  }
}
