package dev.jacquard.benchmarks;

import dev.jacquard.cli.text.Table;
import dev.jacquard.cli.text.Units;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows as text. */
final class RowTable {

  private RowTable() {}

  /** The table, and below it the sizes of each operator. */
  static String of(List<Row> rows) {
    Table table = new Table("row", "asked", "median", "min", "against its peer", "met");
    Map<String, String> shapes = new LinkedHashMap<>();
    for (Row row : rows) {
      table.row(row.op() + " " + row.what(), asked(row), figure(row, row.figures().median()),
          figure(row, row.figures().min()), row.versus().map(RowTable::versus).orElse("-"),
          row.met().map(met -> met ? "yes" : "NO").orElse("-"));
      shapes.put(row.op(), row.shape());
    }
    StringBuilder text = new StringBuilder(table.toString());
    shapes.forEach((op, shape) -> text.append("%s: %s%n".formatted(op, shape)));
    return text.toString();
  }

  private static String asked(Row row) {
    return row.asked().isPresent() ? row.unit().asked(row.asked().getAsDouble()) : "-";
  }

  private static String figure(Row row, double value) {
    return Units.figures(value) + " " + row.unit().symbol();
  }

  private static String versus(Row.Versus versus) {
    return "%sx %s (min %s)".formatted(Units.figures(versus.ratios().median()), versus.peer(),
        Units.figures(versus.ratios().min()));
  }
}
