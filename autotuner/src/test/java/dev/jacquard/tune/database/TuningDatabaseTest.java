package dev.jacquard.tune.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.tune.worker.CommandLineAccess;
import dev.jacquard.tune.worker.Outcome;
import dev.jacquard.tune.worker.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningDatabaseTest {
  private static final Workload WORKLOAD = workload("m=64,n=32");

  @TempDir
  Path folder;

  static Workload workload(String sizes) {
    return new Workload("C(i) = A(i)", Sizes.parse(sizes), "opencl|a device|1.0|amd64|2");
  }

  static TuningRecord record(String schedule, Status status, long nanos) {
    return new TuningRecord(schedule, "trace", "hash", new Outcome(status, nanos, nanos + 1,
        status == Status.OK ? 3 : 0, 0.25, "message", 6), 2, new TuningRecord.Spent(4, 5, 6));
  }

  private TuningDatabase open() {
    return TuningDatabase.open(folder.resolve("sub/tuning.db"));
  }

  private static long start(TuningDatabase database, Workload workload) {
    return database.startRun(workload, 1, 16, List.of("[]", "[1]"), "0.1");
  }

  @Test
  void keepsRecordsAcrossOpenings() {
    List<TuningRecord> records = List.of(record("[1]", Status.OK, 100),
        record("[2]", Status.WRONG, 0), record("[3]", Status.CRASHED, 0));
    long run;
    try (TuningDatabase database = open()) {
      run = start(database, WORKLOAD);
      records.forEach(record -> database.append(run, record));
    }
    try (TuningDatabase database = open()) {
      assertEquals(records, database.records(run));
      assertEquals(new Run(run, 1, 16, List.of("[]", "[1]"), "0.1"), database.run(run));
      assertEquals(Optional.of(database.run(run)), database.lastRun(WORKLOAD));
    }
  }

  @Test
  void infiniteErrorsAreKept() {
    try (TuningDatabase database = open()) {
      long run = start(database, WORKLOAD);
      TuningRecord record = new TuningRecord("[]", "", "", new Outcome(Status.WRONG, 0, 0, 0,
          Double.POSITIVE_INFINITY, "", 0), 1, new TuningRecord.Spent(0, 0, 0));
      database.append(run, record);
      assertEquals(List.of(record), database.records(run));
    }
  }

  @Test
  void bestIsTheFastestRightOneOfTheSameWorkload() {
    try (TuningDatabase database = open()) {
      long run = start(database, WORKLOAD);
      database.append(run, record("[1]", Status.OK, 100));
      database.append(run, record("[2]", Status.WRONG, 0));
      database.append(start(database, WORKLOAD), record("[3]", Status.OK, 90));
      database.append(start(database, workload("m=64,n=33")), record("[4]", Status.OK, 10));
      assertEquals("[3]", database.best(workload("n=32,m=64")).orElseThrow().schedule());
      database.reject(WORKLOAD, "[3]", "wrong at m=65");
      assertEquals("[1]", database.best(WORKLOAD).orElseThrow().schedule());
      assertEquals(Optional.empty(), database.best(workload("m=1,n=1")));
    }
  }

  @Test
  void nearestSizesFirst() {
    try (TuningDatabase database = open()) {
      for (String sizes : List.of("m=1024,n=32", "m=60,n=32", "m=64,k=32", "m=64,n=32",
          "m=128,n=32")) {
        database.append(start(database, workload(sizes)), record(sizes, Status.OK, 1));
      }
      assertEquals(List.of("m=60,n=32", "m=128,n=32"), database.nearest(WORKLOAD, 2).stream()
          .map(TuningRecord::schedule).toList());
    }
  }

  @Test
  void anotherInstructionSetOrNumberOfCoresIsAnotherWorkload() {
    Workload far = new Workload(WORKLOAD.algorithm(), Sizes.parse("m=2,n=32"), "one core");
    Workload other = new Workload(WORKLOAD.algorithm(), WORKLOAD.sizes(), "other instructions");
    try (TuningDatabase database = open()) {
      database.append(start(database, far), record("[1]", Status.OK, 1));
      database.append(start(database, other), record("[2]", Status.OK, 1));
      database.append(start(database, WORKLOAD), record("[3]", Status.OK, 9));
      assertEquals("[3]", database.best(WORKLOAD).orElseThrow().schedule());
      assertEquals(List.of(), database.nearest(WORKLOAD, 9));
      assertEquals(List.of("[2]", "[1]"), database.elsewhere(WORKLOAD, 9).stream()
          .map(TuningRecord::schedule).toList());
      assertEquals(List.of("[2]"), database.elsewhere(WORKLOAD, 1).stream()
          .map(TuningRecord::schedule).toList());
    }
  }

  @Test
  void whatIsImportedIsAStartAndNeverTheBest() {
    RecordFacts facts = new RecordFacts("op", "0", "opencl", "a device", "1.0", "amd64", 2, 7, 8);
    ImportedRecord here = new ImportedRecord(WORKLOAD, "[1]", facts);
    ImportedRecord near = new ImportedRecord(workload("m=32,n=32"), "[2]", facts);
    try (TuningDatabase database = open()) {
      List.of(near, here, here).forEach(database::keep);
      assertEquals(List.of(near.schedule(), here.schedule()), database.imported().stream()
          .map(ImportedRecord::schedule).toList());
      assertEquals(List.of(here), database.imported(WORKLOAD, 1));
      assertEquals(List.of(), database.imported(workload("m=64,k=32"), 9));
      assertEquals(Optional.empty(), database.best(WORKLOAD));
      assertEquals(List.of(), database.nearest(WORKLOAD, 9));
      assertEquals(List.of(), database.stored());
    }
  }

  @Test
  void aFileOfVersionOneIsExtended() throws Exception {
    try (TuningDatabase database = open()) {
      database.append(start(database, WORKLOAD), record("[1]", Status.OK, 100));
    }
    Path file = folder.resolve("sub/tuning.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE imported");
      statement.execute("PRAGMA user_version=1");
    }
    try (TuningDatabase database = open()) {
      assertEquals(List.of(), database.imported());
      assertEquals("[1]", database.best(WORKLOAD).orElseThrow().schedule());
    }
  }

  @Test
  void peaksNeverFall() {
    try (TuningDatabase database = open()) {
      database.raisePeak("device", "gflops", 500);
      database.raisePeak("device", "gflops", 400);
      database.raisePeak("device", "gbps", 45);
      database.raisePeak("other", "gbps", 900);
      assertEquals(Map.of("gflops", 500.0, "gbps", 45.0), database.peaks("device"));
    }
  }

  @Test
  void folderIsForItsOwnerOnly() throws Exception {
    open().close();
    assertEquals("rwx------", PosixFilePermissions.toString(
        Files.getPosixFilePermissions(folder.resolve("sub"))));
  }

  @Test
  void severalProcessesAppendAtTheSameTime() throws Exception {
    Path file = folder.resolve("tuning.db");
    List<Process> writers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      writers.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java")
          .toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED", "-cp", CommandLineAccess.classPath(),
          Writer.class.getName(), file.toString(), "100").redirectErrorStream(true).start());
    }
    for (Process writer : writers) {
      String output = new String(writer.getInputStream().readAllBytes());
      assertEquals(0, writer.waitFor(), output);
    }
    try (TuningDatabase database = TuningDatabase.open(file)) {
      List<Long> runs = List.of(1L, 2L, 3L);
      assertEquals(List.of(100, 100, 100),
          runs.stream().map(run -> database.records(run).size()).toList());
    }
  }

  /** Another process that appends. */
  static final class Writer {
    public static void main(String[] arguments) {
      try (TuningDatabase database = TuningDatabase.open(Path.of(arguments[0]))) {
        long run = start(database, WORKLOAD);
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
          database.append(run, record("[" + i + "]", Status.OK, i));
        }
      }
    }
  }

  private UserError opening(Path file) {
    return assertThrows(UserError.class, () -> TuningDatabase.open(file).close());
  }

  private Path sqlite(String statement) throws SQLException {
    Path file = folder.resolve("made.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.createStatement().execute(statement);
    }
    return file;
  }

  @Test
  void newerVersion() throws Exception {
    Path file = sqlite("PRAGMA user_version=7");
    assertEquals("The tuning database " + file + " has version 7; this Jacquard reads version 2."
        + " Use the newer Jacquard that made it, or another file with --db FILE.",
        opening(file).getMessage());
  }

  @Test
  void anotherProgramsDatabase() throws Exception {
    Path file = sqlite("CREATE TABLE theirs (a)");
    assertEquals(file + " is a database of another program. Name another file with --db FILE.",
        opening(file).getMessage());
  }

  @Test
  void notADatabase() throws Exception {
    Path file = Files.writeString(folder.resolve("text.db"), "no database at all\n".repeat(100));
    assertEquals(file + " is not a tuning database, or is damaged. Move it away, and a new one is"
        + " made; or name another file with --db FILE.", opening(file).getMessage());
  }

  @Test
  void folderInItsPlace() {
    assertEquals("Cannot use the tuning database " + folder + ": [SQLITE_CANTOPEN] Unable to open"
        + " the database file (unable to open database file). Name another file with --db FILE.",
        opening(folder).getMessage());
  }

  @Test
  void fileInItsFoldersPlace() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals("Cannot make the folder " + file + " of the tuning database tuning.db. Name"
        + " another file with --db FILE.", opening(file.resolve("tuning.db")).getMessage());
  }

  @Test
  void unknownRun() {
    try (TuningDatabase database = open()) {
      UserError error = assertThrows(UserError.class, () -> database.run(5));
      assertEquals("The tuning database " + database.file() + " has no run 5. Give the number of "
          + "one that it has.",
          error.getMessage());
    }
  }
}
