package dev.jacquard.schedule.sketch;

import java.util.List;

/** Answers the decisions of a sketch. */
public interface Chooser {

  /** Takes what the rules prefer. */
  Chooser PREFERRED = new Chooser() {
    @Override
    public <T> T choose(String decision, List<T> options, T preferred) {
      return preferred;
    }
  };

  /**
   * One of the options.
   *
   * @param decision a name that depends on the algorithm alone: {@code C.vectors}
   * @param options in a fixed order, at least one
   * @param preferred the one that the rules would take
   */
  <T> T choose(String decision, List<T> options, T preferred);
}
