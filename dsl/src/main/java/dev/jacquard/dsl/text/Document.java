package dev.jacquard.dsl.text;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text holds.
 *
 * @param algorithm what is computed
 * @param sizes those that the text gives, over the defaults of the algorithm
 * @param sections by their word, the lines that follow it: not read yet, the last of the text
 */
public record Document(Algorithm algorithm, Sizes sizes, Map<String, TextFile> sections) {

  private static final Pattern SECTION = Pattern.compile("(schedule|record)\\s*(//.*)?");

  public Document {
    sections = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }

  /**
   * Reads a text.
   *
   * @throws dev.jacquard.dsl.UserError with the place, for any text that is none of an algorithm
   */
  public static Document parse(TextFile file) {
    int end = nextSection(file, 0);
    AlgorithmParser parser = new AlgorithmParser(file.part(0, end));
    Algorithm algorithm = parser.algorithm();
    return new Document(algorithm, parser.sizes(), sections(file, end));
  }

  private static Map<String, TextFile> sections(TextFile file, int from) {
    Map<String, TextFile> sections = new LinkedHashMap<>();
    for (int at = from; at < file.lines().size();) {
      int end = nextSection(file, at + 1);
      Matcher matcher = SECTION.matcher(file.lines().get(at));
      matcher.matches();
      if (sections.put(matcher.group(1), file.part(at + 1, end)) != null) {
        throw file.error(at, 0, ("there are two sections %s. Remove one.").formatted(
                matcher.group(1)));
      }
      at = end;
    }
    return sections;
  }

  private static int nextSection(TextFile file, int from) {
    int at = from;
    while (at < file.lines().size() && !SECTION.matcher(file.lines().get(at)).matches()) {
      at++;
    }
    return at;
  }
}
