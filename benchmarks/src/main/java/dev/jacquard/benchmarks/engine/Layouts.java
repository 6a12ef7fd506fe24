package dev.jacquard.benchmarks.engine;

import java.util.Locale;

/** In which layouts data lie before the time begins, each more of a privilege than the last. */
public enum Layouts {
  /** Every tensor as its caller has it; packing is in the time. */
  COUNTED,
  /** Constant tensors were packed before. */
  PREPARED,
  /** Other tensors, too, come and go in layouts of one's own choice. */
  GIVEN;

  /** As in tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a row of these layouts compares a form of those. */
  public boolean include(Layouts form) {
    return form.compareTo(this) <= 0;
  }
}
