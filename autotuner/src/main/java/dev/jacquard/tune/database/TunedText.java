package dev.jacquard.tune.database;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.text.Document;
import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.TextForm;
import dev.jacquard.schedule.lower.Lower;
import java.util.Optional;

/**
 * A tuned schedule as text: the algorithm, its sizes, the directives, and what was measured where.
 *
 * @param form with a schedule
 */
public record TunedText(TextForm form, RecordFacts facts) {

  private static final String SECTION = "record";

  /**
   * Reads what {@link #toString} writes; nothing is applied yet.
   *
   * @throws UserError with the place, for any other text
   */
  public static TunedText parse(TextFile file) {
    Document document = Document.parse(file);
    TextForm form = TextForm.of(document);
    TextFile record = document.sections().get(SECTION);
    if (form.schedule().isEmpty() || record == null) {
      throw new UserError(("%s: this is no record: there is no section %s. Write one with jacquard "
          + "records export.").formatted(file.name(), record == null ? SECTION : "schedule"));
    }
    return new TunedText(form, RecordFacts.read(record));
  }

  /** The directives. */
  public Schedule schedule() {
    return form.schedule().orElseThrow();
  }

  /** All sizes: those of the text over the defaults of its algorithm. */
  public Sizes sizes() {
    return form.sizes().over(Sizes.defaults(form.algorithm().dims()));
  }

  /**
   * The record as one of {@code algorithm}, which is the text's own or what the op is today.
   *
   * @throws UserError with the place of the first directive that does not fit
   */
  public ImportedRecord fitted(Algorithm algorithm) {
    Lower.lower(algorithm.with(sizes()), schedule());
    return new ImportedRecord(new Workload(algorithm.toString(), sizes(), facts.deviceKey()),
        schedule().toJson(), facts);
  }

  /** A measured record as text. */
  public static TunedText of(Algorithm symbolic, Sizes sizes, String schedule, RecordFacts facts) {
    return new TunedText(new TextForm(symbolic, sizes, Optional.of(Schedule.parse(schedule))),
        facts);
  }

  @Override
  public String toString() {
    return form + SECTION + "\n" + facts;
  }
}
