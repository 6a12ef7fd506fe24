package dev.jacquard.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A fenced block of a document.
///
/// @param place file and line, for failures
/// @param language behind the opening fence; empty for what nothing checks
/// @param lines without the fences
record Block(String place, String language, List<String> lines) {

  static final Path ROOT = findRoot();
  private static final String FENCE = "```";

  private static Path findRoot() {
    Path place = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(place.resolve("jacquard"))) {
      place = place.getParent();
    }
    return place;
  }

  /// The blocks of a language in README, CONTRIBUTING, the reference of schedules and docs.
  static List<Block> all(String language) {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      List<Path> files = new ArrayList<>(docs.filter(file -> file.toString().endsWith(".md"))
          .sorted().toList());
      files.add(ROOT.resolve("README.md"));
      files.add(ROOT.resolve("CONTRIBUTING.md"));
      files.add(ROOT.resolve("schedule/REFERENCE.md"));
      return files.stream().flatMap(file -> of(file).stream())
          .filter(block -> block.language.equals(language)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Block> of(Path file) {
    List<String> lines = read(file).lines().toList();
    List<Block> blocks = new ArrayList<>();
    int open = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        if (open >= 0) {
          blocks.add(new Block(ROOT.relativize(file) + ":" + (open + 1),
              lines.get(open).substring(FENCE.length()), lines.subList(open + 1, i)));
        }
        open = open < 0 ? i : -1;
      }
    }
    return blocks;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether these lines, wherever they are indented to, stand in the text.
  boolean standsIn(String text) {
    return text.indent(0).contains(body()) || indents().anyMatch(
        indent -> text.contains(body().indent(indent)));
  }

  private static Stream<Integer> indents() {
    return Stream.of(2, 4, 6, 8);
  }

  String body() {
    return String.join("\n", lines);
  }
}
