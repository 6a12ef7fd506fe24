package dev.jacquard.dsl;

/** A known limit: the program is meaningful, but this version of Jacquard cannot do it. */
public class Unsupported extends RuntimeException {
  public Unsupported(String message) {
    super(message);
  }
}
