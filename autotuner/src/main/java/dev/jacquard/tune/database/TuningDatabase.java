package dev.jacquard.tune.database;

import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.tune.worker.Outcome;
import dev.jacquard.tune.worker.Status;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What tuning has found, in one SQLite file. Several processes may use it at the same time; what
 * was appended survives a kill of the process. Safe for use by several threads.
 *
 * <p>Faults of the file (not a database, of a newer version, not writable) are user errors.
 */
public final class TuningDatabase implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String COLUMNS = "schedule, trace, source_hash, status, min_ns, median_ns,"
      + " samples, max_error, message, generation, emit_ms, build_ms, measure_ms";

  private final Path file;
  private final Connection connection;

  private TuningDatabase(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** {@code $XDG_DATA_HOME/jacquard/tuning.db}, by default under {@code ~/.local/share}. */
  public static Path defaultPath() {
    String data = System.getenv("XDG_DATA_HOME");
    Path home = data == null || !Path.of(data).isAbsolute()
        ? Path.of(System.getProperty("user.home"), ".local", "share") : Path.of(data);
    return home.resolve("jacquard").resolve("tuning.db");
  }

  /** Opens the file; makes it, and the folders above it, if it does not exist. */
  public static TuningDatabase open(Path file) {
    return new TuningDatabase(file, Schema.connect(file));
  }

  public Path file() {
    return file;
  }

  /** Begins a run: its records refer to the id returned. */
  public synchronized long startRun(Workload workload, long seed, int population,
      List<String> seeds, String version) {
    return sql("INSERT INTO run (workload, seed, population, seeds, version) VALUES (?,?,?,?,?)",
        statement -> {
          bind(statement, workloadId(workload), seed, population, JSON.writeValueAsString(seeds),
              version);
          statement.executeUpdate();
          return key(statement);
        });
  }

  private long workloadId(Workload workload) {
    Object[] key = {workload.algorithmHash(), workload.sizesText(), workload.device()};
    sql("INSERT OR IGNORE INTO workload (algorithm_hash, sizes, device, algorithm)"
        + " VALUES (?,?,?,?)", statement -> {
          bind(statement, key[0], key[1], key[2], workload.algorithm());
          return statement.executeUpdate();
        });
    return sql("SELECT id FROM workload WHERE algorithm_hash=? AND sizes=? AND device=?",
        statement -> {
          bind(statement, key);
          return statement.executeQuery().getLong(1);
        });
  }

  /** Appends a record to a run; it is in the file when this returns. */
  public synchronized void append(long run, TuningRecord record) {
    Outcome outcome = record.outcome();
    sql("INSERT INTO record (run, " + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        statement -> {
          bind(statement, run, record.schedule(), record.trace(), record.sourceHash(),
              outcome.status().name(), outcome.minNanos(), outcome.medianNanos(),
              outcome.samples(), outcome.maxError(), outcome.message(), record.generation(),
              record.spent().emitMillis(), record.spent().buildMillis(),
              record.spent().measureMillis());
          return statement.executeUpdate();
        });
  }

  /** Marks all right results of a schedule for a workload as wrong: it failed a later check. */
  public synchronized void reject(Workload workload, String schedule, String reason) {
    sql("UPDATE record SET status='WRONG', message=? WHERE schedule=? AND status='OK' AND run IN"
        + " (SELECT id FROM run WHERE workload=?)", statement -> {
          bind(statement, reason, schedule, workloadId(workload));
          return statement.executeUpdate();
        });
  }

  /** The fastest right candidate ever measured for a workload. */
  public synchronized Optional<TuningRecord> best(Workload workload) {
    return select("JOIN run ON run.id=record.run JOIN workload ON workload.id=run.workload"
        + " WHERE algorithm_hash=? AND sizes=? AND device=? AND status='OK' AND samples>0"
        + " ORDER BY min_ns, record.id LIMIT 1", workload.algorithmHash(), workload.sizesText(),
        workload.device()).stream().findFirst();
  }

  /** The best records of the same algorithm and device at other sizes, the nearest first. */
  public synchronized List<TuningRecord> nearest(Workload workload, int most) {
    return nearest(workload, most, "device=? AND sizes<>?", workload.device(),
        workload.sizesText());
  }

  /**
   * The best records of the same algorithm on other devices, drivers, instruction sets or numbers
   * of compute units, the nearest sizes first: to start from, never to use without timing.
   */
  public synchronized List<TuningRecord> elsewhere(Workload workload, int most) {
    return nearest(workload, most, "device<>?", workload.device());
  }

  private List<TuningRecord> nearest(Workload workload, int most, String condition,
      Object... values) {
    List<Workload> others = sql("SELECT sizes, device FROM workload WHERE " + condition
        + " AND algorithm_hash='" + workload.algorithmHash() + "' ORDER BY sizes, id",
        statement -> {
          bind(statement, values);
          return rows(statement, row -> new Workload(workload.algorithm(),
              Sizes.parse(row.getString(1)), row.getString(2)));
        });
    return others.stream()
        .filter(other -> Workload.distance(other.sizes(), workload.sizes()).isPresent())
        .sorted(Comparator.comparingDouble(other ->
            Workload.distance(other.sizes(), workload.sizes()).getAsDouble()))
        .flatMap(other -> best(other).stream()).limit(most).toList();
  }

  /** The best record of every workload that has one. */
  public synchronized List<StoredRecord> stored() {
    List<Workload> workloads = sql("SELECT algorithm, sizes, device FROM workload ORDER BY id",
        statement -> rows(statement, row -> new Workload(row.getString(1),
            Sizes.parse(row.getString(2)), row.getString(3))));
    return workloads.stream().flatMap(workload -> best(workload).stream()
        .map(record -> new StoredRecord(workload, record))).toList();
  }

  /** Keeps a record from elsewhere, in place of an equal one. {@link #best} never gives it. */
  public synchronized void keep(ImportedRecord imported) {
    Workload workload = imported.workload();
    sql("INSERT OR REPLACE INTO imported (algorithm_hash, sizes, schedule, algorithm, facts)"
        + " VALUES (?,?,?,?,?)", statement -> {
          bind(statement, workload.algorithmHash(), workload.sizesText(), imported.schedule(),
              workload.algorithm(), imported.facts().toString());
          return statement.executeUpdate();
        });
  }

  /** All records from elsewhere, the oldest first. */
  public synchronized List<ImportedRecord> imported() {
    return sql("SELECT algorithm, sizes, schedule, facts FROM imported ORDER BY id", statement ->
        rows(statement, this::imported));
  }

  private ImportedRecord imported(ResultSet row) throws SQLException {
    RecordFacts facts = RecordFacts.read(TextFile.of(file.toString(), row.getString(4)));
    return new ImportedRecord(new Workload(row.getString(1), Sizes.parse(row.getString(2)),
        facts.deviceKey()), row.getString(3), facts);
  }

  /** The records from elsewhere of the same algorithm on any device, the nearest sizes first. */
  public synchronized List<ImportedRecord> imported(Workload workload, int most) {
    return imported().stream()
        .filter(each -> each.workload().algorithm().equals(workload.algorithm())
            && Workload.distance(each.workload().sizes(), workload.sizes()).isPresent())
        .sorted(Comparator.comparingDouble(each ->
            Workload.distance(each.workload().sizes(), workload.sizes()).getAsDouble()))
        .limit(most).toList();
  }

  /** The latest run of a workload. */
  public synchronized Optional<Run> lastRun(Workload workload) {
    return sql("SELECT id, seed, population, seeds, version FROM run WHERE workload=?"
        + " ORDER BY id DESC LIMIT 1", statement -> {
          bind(statement, workloadId(workload));
          return rows(statement, TuningDatabase::run).stream().findFirst();
        });
  }

  /** The run of a number; a user error if there is none. */
  public synchronized Run run(long id) {
    List<Run> runs = sql("SELECT id, seed, population, seeds, version FROM run WHERE id=?",
        statement -> {
          bind(statement, id);
          return rows(statement, TuningDatabase::run);
        });
    if (runs.isEmpty()) {
      throw new UserError(("The tuning database %s has no run %d. Give the number of one that it "
          + "has.").formatted(file, id));
    }
    return runs.getFirst();
  }

  private static Run run(ResultSet row) throws SQLException {
    return new Run(row.getLong(1), row.getLong(2), row.getInt(3),
        List.of(JSON.readValue(row.getString(4), String[].class)), row.getString(5));
  }

  /** All records of a run, in the order in which they were measured. */
  public synchronized List<TuningRecord> records(long run) {
    return select("WHERE run=? ORDER BY record.id", run);
  }

  private List<TuningRecord> select(String condition, Object... values) {
    return sql("SELECT " + COLUMNS + " FROM record " + condition, statement -> {
      bind(statement, values);
      return rows(statement, TuningDatabase::record);
    });
  }

  private static TuningRecord record(ResultSet row) throws SQLException {
    Outcome outcome = new Outcome(Status.valueOf(row.getString("status")), row.getLong("min_ns"),
        row.getLong("median_ns"), row.getInt("samples"), row.getDouble("max_error"),
        row.getString("message"), row.getLong("measure_ms"));
    return new TuningRecord(row.getString("schedule"), row.getString("trace"),
        row.getString("source_hash"), outcome, row.getInt("generation"), new TuningRecord.Spent(
            row.getLong("emit_ms"), row.getLong("build_ms"), row.getLong("measure_ms")));
  }

  /** The highest throughput ever seen on a device, of each kind. */
  public synchronized Map<String, Double> peaks(String device) {
    Map<String, Double> peaks = new java.util.TreeMap<>();
    sql("SELECT kind, value FROM peak WHERE device=?", statement -> {
      bind(statement, device);
      return rows(statement, row -> peaks.put(row.getString(1), row.getDouble(2)));
    });
    return peaks;
  }

  /** Notes a throughput seen on a device; peaks never fall. */
  public synchronized void raisePeak(String device, String kind, double value) {
    sql("INSERT INTO peak (device, kind, value) VALUES (?,?,?) ON CONFLICT (device, kind)"
        + " DO UPDATE SET value=max(value, excluded.value)", statement -> {
          bind(statement, device, kind, value);
          return statement.executeUpdate();
        });
  }

  private interface Use<T> {
    T apply(PreparedStatement statement) throws SQLException;
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> T sql(String text, Use<T> use) {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      return use.apply(statement);
    } catch (SQLException e) {
      throw Schema.fault(file, e);
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static long key(PreparedStatement statement) throws SQLException {
    try (ResultSet keys = statement.getGeneratedKeys()) {
      keys.next();
      return keys.getLong(1);
    }
  }

  private static <T> List<T> rows(PreparedStatement statement, RowReader<T> reader)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
    }
    return rows;
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Schema.fault(file, e);
    }
  }
}
