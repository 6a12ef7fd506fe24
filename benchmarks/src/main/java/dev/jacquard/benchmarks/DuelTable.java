package dev.jacquard.benchmarks;

import dev.jacquard.cli.text.Table;
import dev.jacquard.cli.text.Units;
import java.util.List;
import java.util.function.Function;

/** The results of a suite against peers, for people. */
final class DuelTable {

  private static final String LEGEND = """
      ours: a run of ours, waited for (latency) or queued with others if that is faster
      """;

  private DuelTable() {}

  static String of(List<Duel> duels) {
    Table table = new Table("op", "shape", "layouts", "ours", "latency", "best peer", "its time",
        "ratio", "interval", "asked", "met", "of bound");
    duels.forEach(duel -> table.row(cells(duel).toArray(String[]::new)));
    return table + LEGEND + Duel.geometricMean(duels).map(mean ->
        "geometric mean of the ratios: %s%n".formatted(Units.figures(mean))).orElse("");
  }

  /** The row of one; a dash stands for what there is not without a peer. */
  static List<String> cells(Duel duel) {
    return List.of(duel.of().op(), duel.of().shape(), duel.of().layouts().label(),
        Units.time(duel.ours().median()), Units.time(duel.waited().median()),
        duel.best().orElse("-"),
        orDash(duel, _ -> Units.time(duel.peers().get(duel.best().get()).median())),
        orDash(duel, ratios -> "%.3f".formatted(ratios.median())),
        orDash(duel, ratios -> interval(Interval.of(ratios))),
        "%.2f".formatted(duel.of().goal()),
        orDash(duel, _ -> duel.met().get() ? "yes" : "NO"), Units.share(duel.share()));
  }

  private static String orDash(Duel duel, Function<Figures, String> text) {
    return duel.ratios().map(text).orElse("-");
  }

  private static String interval(Interval interval) {
    return "%.3f..%.3f".formatted(interval.low(), interval.high());
  }
}
