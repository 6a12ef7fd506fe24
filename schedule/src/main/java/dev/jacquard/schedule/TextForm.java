package dev.jacquard.schedule;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.text.Document;
import dev.jacquard.dsl.text.TextFile;
import java.util.Map;
import java.util.Optional;

/**
 * An algorithm with its schedule as text that people can read; {@code docs/text.md} describes it.
 *
 * <pre>
 * jacquard 1
 * dim n = 1024
 * input A: f32[n]
 * output B(i) = A[i] * 2.0f for i in [0, n)
 * schedule
 *   B.split(i, 16)
 *   B.vectorize(i.inner)
 * </pre>
 *
 * @param algorithm with its sizes as far as the text names them
 * @param sizes numbers that the text gives to some of them
 * @param schedule if the text has that section; not applied yet
 */
public record TextForm(Algorithm algorithm, Sizes sizes, Optional<Schedule> schedule) {

  /** The ending of files that hold this form. */
  public static final String ENDING = ".jacquard";
  private static final String SECTION = "schedule";

  /**
   * Reads a text.
   *
   * @throws UserError with the place, for any other text
   */
  public static TextForm parse(TextFile file) {
    return of(Document.parse(file));
  }

  /** What a document says, whatever other sections it has. */
  public static TextForm of(Document document) {
    Map<String, TextFile> sections = document.sections();
    return new TextForm(document.algorithm(), document.sizes(),
        Optional.ofNullable(sections.get(SECTION)).map(ScheduleText::read));
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return algorithm + (sizes.values().isEmpty() ? "" : "sizes "
        + sizes.toString().replace(",", ", ") + "\n")
        + schedule.map(TextForm::section).orElse("");
  }

  private static String section(Schedule schedule) {
    return SECTION + "\n" + (schedule.isEmpty() ? "" : schedule.toString().indent(2));
  }
}
