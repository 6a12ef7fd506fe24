package dev.jacquard.benchmarks;

import dev.jacquard.cli.text.Table;
import dev.jacquard.cli.text.Units;
import java.util.List;

/** The results of a suite against peers, for people. */
final class DuelTable {

  private static final String LEGEND = """
      ours: a run of ours, waited for (latency) or queued with others if that is faster
      """;

  private DuelTable() {}

  static String of(List<Duel> duels) {
    Table table = new Table("op", "shape", "layouts", "ours", "best peer", "its time", "ratio",
        "interval", "asked", "met", "of bound", "latency");
    duels.forEach(duel -> add(table, duel));
    return table + LEGEND + Duel.geometricMean(duels).map(mean ->
        "geometric mean of the ratios: %s%n".formatted(Units.figures(mean))).orElse("");
  }

  private static void add(Table table, Duel duel) {
    String peer = duel.best().orElse("-");
    table.row(duel.of().op(), duel.of().shape(), duel.of().layouts().label(),
        Units.time(duel.ours().median()), peer,
        duel.best().map(name -> Units.time(duel.peers().get(name).median())).orElse("-"),
        duel.ratios().map(ratios -> "%.3f".formatted(ratios.median())).orElse("-"),
        duel.ratios().map(Interval::of).map(DuelTable::interval).orElse("-"),
        "%.2f".formatted(duel.of().goal()),
        duel.met().map(met -> met ? "yes" : "NO").orElse("-"), Units.share(duel.share()),
        Units.time(duel.waited().median()));
  }

  private static String interval(Interval interval) {
    return "%.3f..%.3f".formatted(interval.low(), interval.high());
  }
}
