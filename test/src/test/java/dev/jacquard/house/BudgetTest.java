package dev.jacquard.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Lengths are budgets: outgrowing one is a decision, taken here, and never an accident.
class BudgetTest {

  private static final int PROGRAM_LINES = 60_000;
  private static final int FILE_LINES = 600;
  private static final int MEDIAN_FILE_LINES = 150;
  private static final int MEDIAN_METHOD_LINES = 8;
  private static final int MOST_METHODS_LINES = 25;
  private static final int COLUMNS = 100;

  private static final List<Path> PROGRAM = House.mainFiles();
  private static final List<Path> ALL =
      Stream.concat(PROGRAM.stream(), House.testFiles().stream()).toList();

  @Test
  void programStaysUnderItsCeiling() {
    int total = PROGRAM.stream().mapToInt(file -> House.lines(file).size()).sum();
    assertTrue(total <= PROGRAM_LINES,
        "the program has " + total + " lines, its ceiling is " + PROGRAM_LINES);
  }

  @Test
  void noFileIsLong() {
    List<String> tooLong = ALL.stream().filter(file -> House.lines(file).size() > FILE_LINES)
        .map(file -> House.name(file) + ": " + House.lines(file).size()).toList();
    assertEquals(List.of(), tooLong, "files of over " + FILE_LINES + " lines");
  }

  @Test
  void theTypicalFileIsShort() {
    int median = House.quantile(
        PROGRAM.stream().mapToInt(file -> House.lines(file).size()), 0.5);
    assertTrue(median < MEDIAN_FILE_LINES, "the median file has " + median
        + " lines, it should have under " + MEDIAN_FILE_LINES);
  }

  @Test
  void methodsAreShort() {
    List<Method> methods = Method.of(PROGRAM);
    int median = House.quantile(methods.stream().mapToInt(Method::lines), 0.5);
    int most = House.quantile(methods.stream().mapToInt(Method::lines), 0.9);
    assertTrue(median < MEDIAN_METHOD_LINES, "the median method has " + median
        + " lines, it should have under " + MEDIAN_METHOD_LINES);
    assertTrue(most < MOST_METHODS_LINES, "90 % of the methods should have under "
        + MOST_METHODS_LINES + " lines, they have up to " + most + "; the longest are\n"
        + longest(methods));
  }

  private static String longest(List<Method> methods) {
    return methods.stream().sorted(Comparator.comparingInt(Method::lines).reversed()).limit(20)
        .map(method -> method.name() + ": " + method.lines())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void linesFitTheirColumns() {
    List<String> wide = ALL.stream().flatMap(BudgetTest::wideLines).toList();
    assertEquals(List.of(), wide, "lines of over " + COLUMNS + " columns");
  }

  private static Stream<String> wideLines(Path file) {
    List<String> lines = House.lines(file);
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).codePointCount(0, lines.get(i).length()) > COLUMNS)
        .mapToObj(i -> House.name(file) + ":" + (i + 1) + ": " + lines.get(i).length());
  }
}
