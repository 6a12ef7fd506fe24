package dev.jacquard.fuzz;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * One mistake in a program.
 *
 * @param point what it is made in
 * @param number which of the program's points of that kind, counted from 0
 * @param seed of what is wrong there
 */
record Fault(Point point, int number, long seed) {

  /** What a user writes, and can get wrong. */
  enum Point {
    NAME, INDICES, DEFINITION, RANGE, NODE, VARIABLE, SIZE, ACCESS, INPUT, REDUCTION, TUPLE, UPDATE,
    ALGORITHM, SIZES, SCHEDULE, JSON, TEXT, ARGUMENTS
  }

  static final Fault NONE = new Fault(null, 0, 0);

  /** Finds the point of a fault while a program is made, and counts all points. */
  static final class Finder {

    private final Fault fault;
    private final Map<Point, Integer> seen = new EnumMap<>(Point.class);
    private String program = "";

    Finder(Fault fault) {
      this.fault = fault;
    }

    /** Whether this is the point where the mistake is made. */
    boolean isHere(Point point) {
      int number = seen.merge(point, 1, Integer::sum) - 1;
      return point == fault.point() && number == fault.number();
    }

    /** Notes what was made so far. */
    void note(Object made) {
      program = made.toString();
    }

    /** What was made last before the program ended. */
    String program() {
      return program;
    }

    /** A fault at one of the points seen. */
    Fault choose(RandomGenerator random) {
      Point[] points = seen.keySet().toArray(Point[]::new);
      Point point = points[random.nextInt(points.length)];
      return new Fault(point, random.nextInt(seen.get(point)), random.nextLong());
    }
  }

  RandomGenerator random() {
    return new Random(seed);
  }

  @Override
  public String toString() {
    return "a mistake in %s %d".formatted(point, number);
  }
}
