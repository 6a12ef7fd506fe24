package dev.jacquard.benchmarks;

/** What a figure counts, and whether less of it is better. */
enum Unit {
  MILLISECONDS("ms", true),
  GFLOPS("GFLOP/s", false),
  GBPS("GB/s", false),
  PERCENT("%", false);

  private final String symbol;
  private final boolean lessIsBetter;

  Unit(String symbol, boolean lessIsBetter) {
    this.symbol = symbol;
    this.lessIsBetter = lessIsBetter;
  }

  String symbol() {
    return symbol;
  }

  boolean meets(double figure, double asked) {
    return lessIsBetter ? figure <= asked : figure >= asked;
  }

  /** {@code <= 40 ms}, {@code >= 300 GFLOP/s}. */
  String asked(double figure) {
    return "%s %.0f %s".formatted(lessIsBetter ? "<=" : ">=", figure, symbol);
  }
}
