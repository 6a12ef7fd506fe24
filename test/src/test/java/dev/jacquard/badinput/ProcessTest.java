package dev.jacquard.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jacquard.badinput.Jacquard.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {

  private static final String TINY = " --size m=5,n=6,k=7 --device interpreter";

  @TempDir
  private Path folder;

  @Test
  void whatAUsersFilePrintsIsNotPartOfTheJson() throws Exception {
    Files.writeString(folder.resolve("Prints.java"), """
        import dev.jacquard.dsl.*;

        class Prints {
          static Func op() {
            System.out.println("hello");
            Var i = Dsl.var("i");
            return Dsl.func("O", i).is(i.times(2)).over(i, 4);
          }
        }
        """);
    Result ran = new Jacquard(folder).run("run Prints.java --json --repeat 1 --device interpreter");
    assertEquals(0, ran.exit(), ran.err());
    assertEquals("Prints", ran.text("op"));
    assertTrue(ran.err().startsWith("hello\n"), ran.err());
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full here");
    Result ran = new Jacquard(folder).writingTo(full).run("ops");
    assertEquals(1, ran.exit());
    assertEquals("The result could not be written to stdout.\n", ran.err());
  }

  /// As from the keyboard; SIGTERM, because what runs in the background may ignore SIGINT.
  @Test
  void aTuningThatIsStoppedTellsAndKeepsItsBest() throws Exception {
    Jacquard jacquard = new Jacquard(folder).tellingLive();
    Process process = jacquard.start("tune matmul --budget 5m --json --repeat 1" + TINY);
    StringBuilder told = new StringBuilder();
    process.errorReader().lines().forEach(line -> {
      if (line.startsWith("tuning, ") && told.indexOf("tuning, ") < 0) {
        process.toHandle().destroy();
      }
      told.append(line).append('\n');
    });
    Result tuned = jacquard.end(process);
    assertEquals(128 + 15, tuned.exit(), told.toString());
    assertTrue(tuned.json().get("best_us").asDouble() > 0, tuned.out());
    Result again = new Jacquard(folder).run("run matmul --schedule tuned --json --repeat 1" + TINY);
    assertEquals(0, again.exit(), again.err());
  }

  @Test
  void aDatabaseOfANewerVersionIsRefused() throws Exception {
    Path file = folder.resolve("new.db");
    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    Result ran = new Jacquard(folder).run("tune matmul --budget 1s --db new.db" + TINY);
    assertEquals(1, ran.exit());
    assertEquals("device interpreter: loop interpreter (asked for by --device)\n"
        + "The tuning database new.db has version 99; this Jacquard reads version 2. Use the newer "
        + "Jacquard that made it, or another file with --db FILE.\n", ran.err());
  }
}
