package dev.jacquard.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns; the first column to the left, numbers to the right. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row of as many cells as there are headings. */
  public Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  private int width(int column) {
    return Math.max(1, rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }

  /** Whether every cell below the heading begins like a number or is a dash. */
  private boolean isNumeric(int column) {
    return rows.stream().skip(1).map(row -> row.get(column))
        .allMatch(cell -> cell.matches("-|[0-9<].*"));
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.size(); c++) {
      boolean right = c > 0 && isNumeric(c);
      String format = right ? "%" + width(c) + "s" : "%-" + width(c) + "s";
      line.append(c == 0 ? "" : "  ").append(format.formatted(row.get(c)));
    }
    return line.toString().stripTrailing();
  }

  /** One line a row, each ended. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(line(row)).append('\n'));
    return text.toString();
  }
}
