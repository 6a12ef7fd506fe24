package dev.jacquard.conformance.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code test/CONFORMANCE.md} lists the programs that are here, and says of others why not. */
class TableTest {

  private static final Pattern ROW =
      Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\| (runs|open: [^|]+|no: [^|]+) \\|");

  private record Row(String name, String origin, String status) {}

  private static Path table() {
    Path here = Path.of("CONFORMANCE.md");
    return Files.exists(here) ? here : Path.of("test").resolve(here);
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(table())) {
      if (line.startsWith("| `")) {
        Matcher row = ROW.matcher(line);
        assertTrue(row.matches(), "A row is `name` | origin | runs, open: why or no: why: " + line);
        rows.add(new Row(row.group(1), row.group(2), row.group(3)));
      }
    }
    return rows;
  }

  @Test
  void whatRunsIsHere() throws IOException {
    Set<String> listed = new TreeSet<>();
    rows().stream().filter(row -> row.status().equals("runs"))
        .forEach(row -> listed.add("| `%s` | %s |".formatted(row.name(), row.origin())));
    Set<String> here = new TreeSet<>();
    Programs.all().forEach(p -> here.add("| `%s` | %s |".formatted(p.name(), p.origin())));
    assertEquals(String.join("\n", here), String.join("\n", listed));
  }

  @Test
  void everyNameIsThereOnce() throws IOException {
    Set<String> seen = new HashSet<>();
    rows().forEach(row -> assertTrue(seen.add(row.name()), row.name() + " is there twice"));
  }
}
