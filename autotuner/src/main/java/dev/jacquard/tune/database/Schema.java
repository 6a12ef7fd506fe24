package dev.jacquard.tune.database;

import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The tables of the tuning database, their version, and how the file is opened. */
final class Schema {
  /** Raised with every change of the tables; a file keeps it in {@code PRAGMA user_version}. */
  static final int VERSION = 2;
  private static final int BUSY_MILLIS = 30_000;
  private static final int WAL_RETRIES = 200;
  private static final int WAL_RETRY_MILLIS = 20;
  private static final String ANOTHER_FILE = "Name another file with --db FILE.";

  private static final List<String> TABLES = List.of(
      """
      CREATE TABLE workload (
        id INTEGER PRIMARY KEY, algorithm_hash TEXT NOT NULL, sizes TEXT NOT NULL,
        device TEXT NOT NULL, algorithm TEXT NOT NULL, UNIQUE (algorithm_hash, sizes, device))
      """,
      """
      CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT, workload INTEGER NOT NULL REFERENCES workload,
        seed INTEGER NOT NULL, population INTEGER NOT NULL, seeds TEXT NOT NULL,
        version TEXT NOT NULL, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)
      """,
      """
      CREATE TABLE record (
        id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES run,
        schedule TEXT NOT NULL, trace TEXT NOT NULL, source_hash TEXT NOT NULL,
        status TEXT NOT NULL, min_ns INTEGER NOT NULL, median_ns INTEGER NOT NULL,
        samples INTEGER NOT NULL, max_error REAL NOT NULL, message TEXT NOT NULL,
        generation INTEGER NOT NULL, emit_ms INTEGER NOT NULL, build_ms INTEGER NOT NULL,
        measure_ms INTEGER NOT NULL, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)
      """,
      "CREATE INDEX run_workload ON run (workload)",
      "CREATE INDEX record_run ON record (run, status, min_ns)",
      """
      CREATE TABLE peak (
        device TEXT NOT NULL, kind TEXT NOT NULL, value REAL NOT NULL,
        PRIMARY KEY (device, kind))
      """);
  private static final List<String> IMPORTS = List.of(
      """
      CREATE TABLE imported (
        id INTEGER PRIMARY KEY AUTOINCREMENT, algorithm_hash TEXT NOT NULL, sizes TEXT NOT NULL,
        schedule TEXT NOT NULL, algorithm TEXT NOT NULL, facts TEXT NOT NULL,
        at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, UNIQUE (algorithm_hash, sizes, schedule))
      """);
  /** What each version adds to the one before. */
  private static final List<List<String>> ADDED = List.of(TABLES, IMPORTS);

  private Schema() {}

  static Connection connect(Path file) {
    makeFolder(file.toAbsolutePath().getParent(), file);
    Connection connection = null;
    try {
      SQLiteConfig config = new SQLiteConfig();
      config.setBusyTimeout(BUSY_MILLIS);
      config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
      connection = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
      prepare(connection, file);
      return connection;
    } catch (SQLException e) {
      close(connection, e);
      throw fault(file, e);
    } catch (UserError e) {
      close(connection, e);
      throw e;
    }
  }

  private static void close(Connection connection, Exception reason) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private static void makeFolder(Path folder, Path file) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode = posix ? new FileAttribute<?>[] {PosixFilePermissions
        .asFileAttribute(PosixFilePermissions.fromString("rwx------"))} : new FileAttribute<?>[0];
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, mode);
      }
    } catch (IOException e) {
      throw new UserError("Cannot make the folder %s of the tuning database %s. %s"
          .formatted(folder, file.getFileName(), ANOTHER_FILE), e);
    }
  }

  private static void prepare(Connection connection, Path file) throws SQLException {
    int version = number(connection, "PRAGMA user_version");
    if (version > VERSION) {
      throw new UserError(("The tuning database %s has version %d; this Jacquard reads version %d."
          + " Use the newer Jacquard that made it, or another file with --db FILE.")
          .formatted(file, version, VERSION));
    }
    if (version == 0) {
      refuseForeign(connection, file);
    }
    useWriteAheadLog(connection);
    if (version < VERSION) {
      extend(connection);
    }
  }

  /** One statement, because another process may be making the tables now. */
  private static void refuseForeign(Connection connection, Path file) throws SQLException {
    if (number(connection, "SELECT (SELECT count(*) FROM sqlite_master)"
        + " * (user_version = 0) FROM pragma_user_version") > 0) {
      throw new UserError("%s is a database of another program. %s".formatted(file, ANOTHER_FILE));
    }
  }

  /** The change needs the file for itself for a moment; SQLite does not wait for that. */
  private static void useWriteAheadLog(Connection connection) throws SQLException {
    for (int attempt = 0;; attempt++) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode=WAL");
        return;
      } catch (SQLiteException e) {
        if (attempt == WAL_RETRIES || primaryCode(e) != SQLiteErrorCode.SQLITE_BUSY.code) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(WAL_RETRY_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void extend(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (int at = number(connection, "PRAGMA user_version"); at < VERSION; at++) {
        for (String change : ADDED.get(at)) {
          statement.execute(change);
        }
        statement.execute("PRAGMA user_version=" + (at + 1));
      }
      statement.execute("COMMIT");
    }
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.getInt(1);
    }
  }

  private static int primaryCode(SQLiteException e) {
    return e.getResultCode().code & 0xFF;
  }

  /** What SQLite says, as one line of ours. */
  static UserError fault(Path file, SQLException e) {
    if (e instanceof SQLiteException known
        && (primaryCode(known) == SQLiteErrorCode.SQLITE_NOTADB.code
            || primaryCode(known) == SQLiteErrorCode.SQLITE_CORRUPT.code)) {
      return new UserError("%s is not a tuning database, or is damaged. Move it away, and a new one"
          .formatted(file) + " is made; or name another file with --db FILE.", e);
    }
    return new UserError("Cannot use the tuning database %s: %s. %s".formatted(file,
        e.getMessage().lines().findFirst().orElse(""), ANOTHER_FILE), e);
  }
}
