package dev.jacquard.cli.session;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.text.Document;
import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.TextForm;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.tune.database.ImportedRecord;
import dev.jacquard.tune.database.RecordFacts;
import dev.jacquard.tune.database.StoredRecord;
import dev.jacquard.tune.database.TunedText;
import dev.jacquard.tune.database.TuningDatabase;
import dev.jacquard.tune.database.TuningRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of the tuning database, on behalf of commands. */
public final class Records {

  private Records() {}

  /**
   * A record in a list.
   *
   * @param op its name, or a file's name, where it is no op of the library
   * @param state {@code tuned}: measured on the device; {@code imported}: a start for the tuner
   */
  public record Row(String op, String algorithmHash, Sizes sizes, String device, String state,
      long bestNanos, int directives) {

    private static Row of(dev.jacquard.tune.database.Workload workload, String schedule,
        long bestNanos, String state) {
      return new Row(name(workload.algorithm()), workload.algorithmHash(), workload.sizes(),
          device(workload.device().split("\\|")), state, bestNanos,
          Schedule.parse(schedule).directives().size());
    }

    /** Backend, name and compute units; two keys may also differ in driver or instruction set. */
    private static String device(String[] key) {
      return key.length < 2 ? key[0] : "%s %s, %s units".formatted(key[0], key[1],
          key[key.length - 1]);
    }
  }

  /**
   * A record from a file, which fits its op; not kept yet.
   *
   * @param changed whether the algorithm is another than that which was measured
   * @param words what one types after {@code tune}
   */
  public record Import(Path file, ImportedRecord record, boolean changed, String op,
      String words) {

    public RecordFacts facts() {
      return record.facts();
    }

    public Sizes sizes() {
      return record.workload().sizes();
    }

    /** The number of its directives. */
    public int directives() {
      return Schedule.parse(record.schedule()).directives().size();
    }
  }

  /** What a database holds, of all ops or of one; nothing if there is no such file. */
  public static List<Row> list(Path database, Optional<String> op) {
    Optional<String> only = op.map(name ->
        Workload.of(name, Sizes.NONE).symbolic().toString());
    if (!Files.exists(database)) {
      return List.of();
    }
    try (TuningDatabase open = TuningDatabase.open(database)) {
      Stream<Row> tuned = open.stored().stream()
          .filter(each -> only.isEmpty() || only.get().equals(each.workload().algorithm()))
          .map(each -> Row.of(each.workload(), each.record().schedule(),
              each.record().outcome().minNanos(), "tuned"));
      Stream<Row> imported = open.imported().stream()
          .filter(each -> only.isEmpty() || only.get().equals(each.workload().algorithm()))
          .map(each -> Row.of(each.workload(), each.schedule(), each.facts().bestNanos(),
              "imported"));
      return Stream.concat(tuned, imported).toList();
    }
  }

  private static String name(String algorithm) {
    return Ops.all().stream().filter(op -> op.algorithm().toString().equals(algorithm))
        .map(Op::name).findFirst().orElseGet(() -> firstOutput(algorithm));
  }

  /** Like the name of a file, as no op of the library is; of any version of the text form. */
  private static String firstOutput(String algorithm) {
    return algorithm.lines().filter(line -> line.startsWith("output ")).findFirst()
        .map(line -> line.substring("output ".length()).split("[^A-Za-z0-9_.]", 2)[0])
        .orElse("") + TextForm.ENDING;
  }

  /**
   * The tuned schedule of a setting as text.
   *
   * @throws UserError if there is none
   */
  public static TunedText export(Setting setting) {
    Workload workload = setting.workload();
    Optional<TuningRecord> best = Optional.empty();
    if (Files.exists(setting.databaseFile())) {
      try (TuningDatabase open = TuningDatabase.open(setting.databaseFile())) {
        best = open.best(setting.tuned());
      }
    }
    return text(Path.of(workload.typed()).getFileName().toString(), workload.symbolic(),
        workload.sizes(), setting.choice().device(),
        best.orElseThrow(() -> ScheduleChoice.notTuned(setting)));
  }

  /** All tuned schedules of a device. */
  public static List<TunedText> exportAll(Path database, Device device) {
    if (!Files.exists(database)) {
      return List.of();
    }
    try (TuningDatabase open = TuningDatabase.open(database)) {
      return open.stored().stream()
          .filter(each -> each.workload().device().equals(device.key()))
          .map(each -> text(database, each, device)).toList();
    }
  }

  private static TunedText text(Path database, StoredRecord stored, Device device) {
    String algorithm = stored.workload().algorithm();
    return text(name(algorithm), Document.parse(TextFile.of(database.toString(), algorithm))
        .algorithm(), stored.workload().sizes(), device, stored.record());
  }

  private static TunedText text(String op, Algorithm symbolic, Sizes sizes, Device device,
      TuningRecord record) {
    String hash = dev.jacquard.tune.database.Workload.hash(symbolic.toString());
    return TunedText.of(symbolic, sizes, record.schedule(), RecordFacts.of(op, hash, device,
        record.outcome().minNanos(), record.outcome().medianNanos()));
  }

  /** A name for the file of a record: {@code matmul-m512-n512-k512.jacquard}. */
  public static String fileName(TunedText text) {
    String op = text.facts().op().replaceAll("\\.(java|jacquard)$", "");
    return (op + "," + text.sizes()).replace("=", "").replace(',', '-')
        .replaceAll("[^A-Za-z0-9_.-]", "") + TextForm.ENDING;
  }

  /**
   * Reads a record and fits it to its op as it is today: to the library's of that name, else to the
   * text's own algorithm.
   *
   * @throws UserError with the place of the first thing that does not fit
   */
  public static Import read(Path file) {
    TunedText text = TunedText.parse(TextFile.read(file));
    Optional<Op> known = Ops.all().stream().filter(op -> op.name().equals(text.facts().op()))
        .findFirst();
    Algorithm algorithm = known.map(Op::algorithm).orElse(text.form().algorithm());
    known.ifPresent(op -> requireSizes(file, op, text.sizes()));
    ImportedRecord record = text.fitted(algorithm);
    Workload workload = Workload.of(known.map(Op::name).orElse(file.toString()),
        known.isPresent() ? text.sizes() : Sizes.NONE);
    return new Import(file, record, !text.facts().algorithmHash().equals(
        record.workload().algorithmHash()), text.facts().op(), workload.words());
  }

  private static void requireSizes(Path file, Op op, Sizes sizes) {
    if (!sizes.values().keySet().equals(op.sizes().values().keySet())) {
      throw new UserError(("%s: the record does not fit %s, which has changed: its sizes are %s, "
          + "those of the record %s. Make a new one: jacquard tune.").formatted(file, op.name(),
              String.join(", ", op.sizes().values().keySet()),
              String.join(", ", sizes.values().keySet())));
    }
  }

  /** Keeps records for {@code tune}. */
  public static void keep(Path database, List<Import> imports) {
    try (TuningDatabase open = TuningDatabase.open(database)) {
      imports.forEach(each -> open.keep(each.record()));
    }
  }
}
