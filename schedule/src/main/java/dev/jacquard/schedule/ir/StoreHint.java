package dev.jacquard.schedule.ir;

/** How values are written to memory. A hint: it changes speed only. */
public enum StoreHint {
  /** Through the caches. */
  CACHED,
  /**
   * Past the caches, where the device can and whole aligned vectors are stored: for results that
   * are larger than the caches and not read soon. On x86 it saves the read of each line before it
   * is overwritten (non-temporal stores).
   */
  STREAM
}
