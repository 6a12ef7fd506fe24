package dev.jacquard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.tune.database.TunedText;
import dev.jacquard.tune.database.TuningDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Algorithms, schedules and records as text, from and to files. */
class RecordsTest {

  private static final String OUTER = """
      jacquard 1
      dim m = 6
      dim n = 8
      input a: f32[m]
      input b: f32[n]
      output O(i, j) = a[i] * b[j] for i in [0, m), j in [0, n)  // f32
      sizes m=6, n=8
      schedule
        O.split(j, 4)
        O.vectorize(j.inner)
      """;
  private static final String FACTS = """
      record
        op: Outer.jacquard
        algorithm: 0
        backend: opencl
        device: a GPU
        driver: its driver
        instruction set: gpu, vectors of 16 bytes
        compute units: 64
        best ns: 1500
        median ns: 2000
      """;
  private static final String MATMUL = OUTER.replace("O(", "P(").replace("  O.", "  C.")
      + FACTS.replace("Outer.jacquard", "matmul");

  @TempDir
  private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Ran jacquard(String line) {
    return Ran.of((line + " --db " + folder.resolve("tuning.db")).split(" "));
  }

  private void assertRefused(String expected, String line) {
    Ran ran = jacquard(line);
    assertEquals(expected + "\n", ran.err().replaceAll("(?m)^device interpreter.*\n", ""));
    assertEquals(1, ran.code());
    assertFalse(Files.exists(folder.resolve("tuning.db")), "a refused record was kept");
  }

  @Test
  void explainPrintsTheTextThatItReads() throws IOException {
    Path file = file("Outer.jacquard", OUTER);
    assertEquals(OUTER, jacquard("explain " + file + " --text --device interpreter").out());
    JsonNode json = jacquard("explain " + file + " --text --json --size m=3 --device interpreter")
        .json();
    assertEquals(OUTER.replace("sizes m=6", "sizes m=3"), json.get("text").asString());
  }

  @Test
  void aTextRunsWithItsOwnSchedule() throws IOException {
    Ran ran = jacquard("run " + file("Outer.jacquard", OUTER)
        + " --check --repeat 1 --size m=3 --show nest --device interpreter");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("vectorized j.inner"), ran.out());
    assertTrue(ran.out().contains("O: all 24 values are right."), ran.out());
  }

  @Test
  void aRecordTravelsAndIsMeasuredBeforeItIsUsed() throws IOException {
    Path from = file("from.jacquard", OUTER + FACTS);
    Ran imported = jacquard("records import " + from);
    assertEquals("""
        Outer.jacquard at m=6,n=8: 2 directives, 1.50 us on a GPU (gpu, vectors of 16 bytes, \
        64 compute units)
          the algorithm has changed since; every directive still fits
          time and check it here: jacquard tune %s --db %s
        """.formatted(from, folder.resolve("tuning.db")), imported.out());
    assertEquals("""
        op          sizes       best  directives  state     device
        O.jacquard  m=6,n=8  1.50 us           2  imported  opencl a GPU, 64 units
        """, jacquard("records list").out());

    Path algorithm = file("Outer.jacquard", OUTER.substring(0, OUTER.indexOf("schedule")));
    String op = algorithm + " --device interpreter";
    Ran tuned = jacquard("run " + op + " --repeat 1 --schedule tuned");
    assertTrue(tuned.err().contains("There is no tuned schedule of Outer at m=6,n=8"), tuned.err());
    Ran tune = jacquard("tune " + op + " --budget 1s --repeat 1");
    assertEquals(0, tune.code(), tune.err());
    assertStartedFromIt();
    assertTrue(jacquard("run " + algorithm + " --repeat 1 --schedule tuned --device jvm").err()
        .contains("There is no tuned schedule of Outer at m=6,n=8 for jvm in "
            + folder.resolve("tuning.db") + ", only of another device, instruction set or number of"
            + " cores, to start from. Make one: jacquard tune "));

    Path out = folder.resolve("out.jacquard");
    assertEquals(0, jacquard("records export " + op + " --out " + out).code());
    TunedText text = TunedText.parse(TextFile.read(out));
    assertEquals(Files.readString(out), text.toString());
    assertEquals(text.toString(), jacquard("records export " + op).out());
    Path all = Files.createDirectory(folder.resolve("all"));
    assertEquals(0, jacquard("records export --device interpreter --out " + all).code());
    assertEquals(text.toString().replace("Outer.jacquard", "O.jacquard"),
        Files.readString(all.resolve("O-m6-n8.jacquard")));
    assertEquals(List.of("tuned", "imported"), jacquard("records list " + algorithm + " --json")
        .json().get("records").valueStream().map(each -> each.get("state").asString()).toList());
  }

  private void assertStartedFromIt() {
    try (TuningDatabase database = TuningDatabase.open(folder.resolve("tuning.db"))) {
      String imported = database.imported().getFirst().schedule();
      assertTrue(database.run(1).seeds().contains(imported), imported);
    }
  }

  @Test
  void aDirectiveThatDoesNotFitIsNamed() throws IOException {
    Path file = file("old.jacquard", OUTER.replace("j.inner", "k.inner") + FACTS);
    String expected = "Schedule for O, directive 2, vectorize(k.inner) at " + file
        + ":10: there is no loop k.inner. Loops of O: i > j.outer > j.inner. Name one of these.";
    assertRefused(expected, "records import " + file);
    assertRefused(expected, "tune " + file + " --device interpreter");
  }

  @Test
  void theOpOfTheLibraryDecides() throws IOException {
    Path file = file("old.jacquard", MATMUL);
    assertRefused(file + ": the record does not fit matmul, which has changed: its sizes are m, n, "
        + "k, those of the record m, n. Make a new one: jacquard tune.", "records import " + file);
  }

  @Test
  void aScheduleAloneIsNoRecord() throws IOException {
    Path file = file("no.jacquard", OUTER);
    assertRefused(file + ": this is no record: there is no section record. Write one with jacquard "
        + "records export.", "records import " + file);
  }

  @Test
  void noCodeCanStandInARecord() throws IOException {
    Path file = file("code.jacquard", OUTER + FACTS + "  kernel: __kernel void f() {}\n");
    assertRefused(file + ":21:3: write a line \"name: value\" with one of these names: op, "
        + "algorithm, backend, device, driver, instruction set, compute units, best ns, median "
        + "ns.\n    kernel: __kernel void f() {}\n    ^", "records import " + file);
  }

  @Test
  void factsAreWholeAndReadable() throws IOException {
    Path file = file("x.jacquard", OUTER + FACTS.replace("64\n", "many\n"));
    assertRefused(file + ":18:3: \"many\" is no integer from 1 to 2147483647. Write one.\n    "
        + "compute units: many\n    ^", "records import " + file);
    file("x.jacquard", OUTER + FACTS.replace("  op: Outer.jacquard\n", ""));
    assertRefused(file + ":20:1: the record has no line \"op: ...\". Add it.\n  \n  ^",
        "records import " + file);
    file("x.jacquard", OUTER + FACTS + "  best ns: 1\n");
    assertRefused(file + ":21:3: the record has two lines \"best ns: ...\". Remove one.\n    best "
        + "ns: 1\n    ^", "records import " + file);
  }

  @Test
  void withoutRecordsThereIsNothingToExport() throws IOException {
    assertRefused("There is no tuned schedule for interpreter in " + folder.resolve("tuning.db")
        + ". Make one: jacquard tune OP.", "records export --device interpreter --out " + folder);
    assertEquals(2, jacquard("records export --device interpreter").code());
    assertEquals("There are no records in " + folder.resolve("tuning.db") + ".\n",
        jacquard("records list").err());
  }
}
