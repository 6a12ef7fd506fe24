package dev.jacquard.benchmarks;

import dev.jacquard.cli.text.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * A Markdown file with a section for each suite and a table in it. Rows that are measured anew
 * replace their predecessors; the last column, why a row falls short, is written by people and
 * stays, as does what stands before the first section.
 */
final class Results {

  private static final String SECTION = "## ";
  private static final String SUMMARY = "All rows: ";
  private static final List<String> HEADINGS = List.of("op", "shape", "layouts", "ours",
      "one run, waited for", "best peer", "its time", "ratio", "interval", "asked", "met",
      "of bound", "why it falls short");
  private static final int RATIO = HEADINGS.indexOf("ratio");
  private static final int MET = HEADINGS.indexOf("met");
  private static final double LEAST = 0.9;

  private final List<String> preface = new ArrayList<>();
  /** By suite, then by {@link #key}. */
  private final Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();

  private Results() {}

  /** What a file holds; nothing if it is not there. */
  static Results read(Path file) throws IOException {
    Results results = new Results();
    if (Files.exists(file)) {
      results.take(Files.readAllLines(file));
    }
    return results;
  }

  private void take(List<String> lines) {
    Map<String, List<String>> section = null;
    for (String line : lines) {
      if (line.startsWith(SECTION)) {
        section = sections.computeIfAbsent(line.substring(SECTION.length()),
            _ -> new LinkedHashMap<>());
      } else if (section == null) {
        preface.add(line);
      } else if (line.startsWith("| ") && !line.startsWith("| op ")
          && !line.startsWith("| ---")) {
        List<String> cells = Arrays.stream(line.substring(1, line.length() - 1)
            .split("\\|", -1)).map(String::strip).toList();
        section.put(String.join(" ", cells.subList(0, 3)), cells);
      }
    }
    preface.removeIf(line -> line.startsWith(SUMMARY));
  }

  static String key(Case of) {
    return "%s %s %s".formatted(of.op(), of.shape(), of.layouts().label());
  }

  /**
   * Replaces the row of a case.
   *
   * @param rows the keys of all rows that the suite has, in their order
   */
  void put(String suite, List<String> rows, Duel duel) {
    Map<String, List<String>> section = sections.computeIfAbsent(suite,
        _ -> new LinkedHashMap<>());
    List<String> cells = new ArrayList<>(DuelTable.cells(duel));
    List<String> before = section.get(key(duel.of()));
    cells.add(before == null ? "" : before.getLast());
    section.put(key(duel.of()), cells);
    Map<String, List<String>> ordered = new LinkedHashMap<>();
    rows.stream().filter(section::containsKey).forEach(row -> ordered.put(row, section.get(row)));
    sections.put(suite, ordered);
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>(preface);
    while (!lines.isEmpty() && lines.getLast().isBlank()) {
      lines.removeLast();
    }
    lines.addAll(List.of("", SUMMARY + summary(sections.values().stream()
        .flatMap(section -> section.values().stream()).toList()), ""));
    sections.forEach((suite, section) -> {
      lines.addAll(List.of(SECTION + suite, "", row(HEADINGS),
          "|" + " --- |".repeat(HEADINGS.size())));
      section.values().forEach(cells -> lines.add(row(cells)));
      lines.addAll(List.of("", summary(List.copyOf(section.values())), ""));
    });
    Files.write(file, lines.subList(0, lines.size() - 1));
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String summary(List<List<String>> rows) {
    double[] ratios = rows.stream().map(cells -> cells.get(RATIO))
        .filter(cell -> !cell.equals("-")).mapToDouble(Double::parseDouble).toArray();
    double mean = Math.exp(DoubleStream.of(ratios).map(Math::log).average().orElse(0));
    return "%d with a peer, geometric mean %s, %d under %.1f, %d reach what is asked.".formatted(
        ratios.length, Units.figures(mean),
        DoubleStream.of(ratios).filter(ratio -> ratio < LEAST).count(), LEAST,
        rows.stream().filter(cells -> cells.get(MET).equals("yes")).count());
  }
}
