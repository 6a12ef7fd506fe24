package dev.jacquard.notebooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cell shows now and what the file says, where the two are not the same.
 *
 * <p>Text must be equal, SVG too, but for times and rates: a number before one of the units
 * {@link #UNITS} stands for any number, together with the blanks around it. Other images must have
 * the same size. Of a cell tagged {@link Cell#TIMING} only the shape is compared: how many outputs,
 * of which types, pictures of which size. What is written to stderr is talk, and no output.
 *
 * @param cell with the stored outputs
 * @param text the lines that differ: {@code -} before the stored ones, {@code +} before the others
 */
public record Difference(Cell cell, String text) {

  /** Of times and rates. */
  static final String UNITS = "ns|us|µs|ms|s|min|[kKMGT]?(?:FLOP|OP|i?B|B)?/s";

  private static final int MOST_LINES = 12;
  private static final Pattern MEASURED = Pattern.compile(
      " *\\b\\d[\\d,]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)? ?(" + UNITS + ")(?![\\w/]) *");
  private static final Pattern SIZE =
      Pattern.compile("<svg[^>]*?\\bwidth=\"([^\"]*)\"[^>]*?\\bheight=\"([^\"]*)\"");

  /** Every difference, in the order of the cells; {@code outputs} has a list for each cell. */
  public static List<Difference> of(Notebook stored, List<List<Output>> outputs) {
    List<Difference> differences = new ArrayList<>();
    for (Cell cell : stored.cells()) {
      List<String> before = lines(cell.stored(), cell.isTiming());
      List<String> after = lines(outputs.get(cell.number() - 1), cell.isTiming());
      if (!masked(before).equals(masked(after))) {
        differences.add(new Difference(cell, text(before, after)));
      }
    }
    return differences;
  }

  private static List<String> masked(List<String> lines) {
    return lines.stream().map(Difference::mask).toList();
  }

  /** A line without its measurements. */
  static String mask(String line) {
    return MEASURED.matcher(line).replaceAll(" # $1 ").stripTrailing();
  }

  /** The outputs as lines: a heading for each, and what of it is compared. */
  private static List<String> lines(List<Output> outputs, boolean shapeOnly) {
    List<String> lines = new ArrayList<>();
    for (Output output : outputs) {
      new TreeMap<>(output.forms()).forEach((form, text) -> {
        String name = output.name().isEmpty() ? "" : " " + output.name();
        boolean picture = form.startsWith("image/");
        lines.add("[%s%s, %s%s]".formatted(output.type(), name, form,
            picture ? ", " + size(form, text) : ""));
        if (!shapeOnly && (!picture || form.equals(Picture.SVG))) {
          text.lines().forEach(lines::add);
        }
      });
    }
    return lines;
  }

  /** Width and height of a picture, as far as its format tells them. */
  private static String size(String form, String text) {
    if (form.equals(Picture.SVG)) {
      Matcher size = SIZE.matcher(text);
      return size.find() ? size.group(1) + " x " + size.group(2) : "unknown size";
    }
    return form.equals("image/png") ? Picture.pngSize(text) : "unknown size";
  }

  /** The lines between those that both begin and end with. */
  private static String text(List<String> before, List<String> after) {
    int start = 0;
    int most = Math.min(before.size(), after.size());
    while (start < most && same(before.get(start), after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && same(before.get(before.size() - 1 - end), after.get(after.size() - 1 - end))) {
      end++;
    }
    return part("- ", before.subList(start, before.size() - end))
        + part("+ ", after.subList(start, after.size() - end));
  }

  private static boolean same(String before, String after) {
    return mask(before).equals(mask(after));
  }

  private static String part(String mark, List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.stream().limit(MOST_LINES).forEach(line -> text.append(mark).append(line).append('\n'));
    if (lines.size() > MOST_LINES) {
      text.append(mark).append("(%d more lines)%n".formatted(lines.size() - MOST_LINES));
    }
    return text.toString();
  }

  /** For programs. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("cell", cell.number());
    fields.put("difference", text);
    return fields;
  }
}
