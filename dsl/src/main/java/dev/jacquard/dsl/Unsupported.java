package dev.jacquard.dsl;

/** A known limit: the program is meaningful, but this version of Jacquard cannot do it. */
public class Unsupported extends RuntimeException {
  public Unsupported(String message) {
    super(message);
  }

  /** The limit that the line met which called the library: {@code At File.java:12: reason}. */
  public static Unsupported here(String reason) {
    String place = Where.caller();
    return new Unsupported(place.isEmpty() ? reason : "At " + place + ": " + reason);
  }
}
