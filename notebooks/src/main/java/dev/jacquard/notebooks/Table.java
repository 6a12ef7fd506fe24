package dev.jacquard.notebooks;

import dev.jacquard.dsl.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows of text under headings; the first column to the left, the others to the right. Immutable:
 * {@link #row} returns a new table.
 */
public final class Table implements Shown {

  private final List<List<String>> rows;

  private Table(List<List<String>> rows) {
    this.rows = List.copyOf(rows);
  }

  public static Table of(String... headings) {
    return new Table(List.of(List.of(headings)));
  }

  /** This table and a row of as many cells as there are headings. */
  public Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new UserError(("The row %s has %d cells; the table has the %d columns %s. Give one "
          + "cell a column.").formatted(List.of(cells), cells.length, rows.getFirst().size(),
              rows.getFirst()));
    }
    List<List<String>> all = new ArrayList<>(rows);
    all.add(List.of(cells));
    return new Table(all);
  }

  @Override
  public Map<String, String> forms() {
    StringBuilder html = new StringBuilder("<table>\n");
    for (List<String> row : rows) {
      String tag = row == rows.getFirst() ? "th" : "td";
      html.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        html.append("<%s align=\"%s\">%s</%s>".formatted(tag, c == 0 ? "left" : "right",
            Svg.escape(row.get(c)), tag));
      }
      html.append("</tr>\n");
    }
    return Map.of("text/html", html.append("</table>").toString());
  }

  /** A line for each row, in aligned columns. */
  @Override
  public String toString() {
    return String.join("\n", rows.stream().map(this::line).toList());
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.size(); c++) {
      int column = c;
      int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(1);
      String cell = row.get(c);
      String blanks = " ".repeat(width - cell.length());
      line.append(c == 0 ? cell + blanks : "  " + blanks + cell);
    }
    return line.toString().stripTrailing();
  }
}
