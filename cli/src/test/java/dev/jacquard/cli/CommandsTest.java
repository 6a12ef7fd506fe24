package dev.jacquard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CommandsTest {

  @Test
  void withoutACommandThereIsHelp() {
    Ran ran = Ran.of();
    assertEquals(0, ran.code());
    for (String command : List.of("demo", "devices", "ops", "run", "tune", "explain", "bench",
        "doctor")) {
      assertTrue(ran.out().contains("\n  " + command + " "), command + " in " + ran.out());
      assertEquals(0, Ran.of(command, "--help").code());
    }
  }

  @Test
  void versionNamesTheJava() {
    assertTrue(Ran.of("--version").out().matches("jacquard .*\\RJava 2.*\\R"));
  }

  @Test
  void opsListSizesAndDefaults() {
    String all = Ran.of("ops").out();
    assertTrue(Pattern.compile("(?m)^capsuleConv +n=32,ci=32,co=32,h=15,w=15,k=3,stride=2  ")
        .matcher(all).find(), all);
    JsonNode first = Ran.of("ops", "--json").json().get("ops").get(0);
    assertEquals("matmul", first.get("op").asString());
    assertEquals("{\"m\":1024,\"n\":1024,\"k\":1024}", first.get("sizes").toString());
  }

  @Test
  void devicesSayWhatIsMissing() {
    Ran ran = Ran.of("devices");
    assertEquals(0, ran.code());
    assertTrue(ran.out().contains("\ninterpreter "), ran.out());
    assertTrue(ran.out().contains("no absent device: Its driver is not installed: apt-get install "
        + "absent-driver.\n"), ran.out());
  }

  @Test
  void explainPrintsAllStages() {
    Ran ran = Ran.onInterpreter("explain matmul --size m=4,n=4,k=4 --schedule untuned");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(List.of("algorithm", "schedule", "nest", "cost", "passes", "kernel"), ran.out()
        .lines().filter(line -> line.startsWith("-- "))
        .map(line -> line.replaceAll("[- ]", "")).toList());
    JsonNode json = Ran.onInterpreter("explain matmul --show nest --json").json();
    assertTrue(json.get("stages").get("nest").asString().startsWith("produce C:"));
  }

  @Test
  void suitesReportTextAndFigures() {
    assertEquals("suite  what\ntiny   nothing against nothing\n", Ran.of("bench").out());
    String[] words = {"bench", "tiny", "--device", "interpreter", "--budget", "1500ms"};
    assertEquals("budget 1500\n", Ran.of(words).out());
    JsonNode json = Ran.of("bench", "tiny", "--device", "interpreter", "--json").json();
    assertEquals(1.5, json.get("ratio").asDouble());
    assertEquals("interpreter", json.get("device").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version --json", "--help --json", "help --json", "run --help --json"})
  void usageIsAnObjectIfOneIsAskedFor(String line) {
    Ran plain = Ran.of(line.replace(" --json", "").split(" "));
    Ran ran = Ran.of(line.split(" "));
    assertEquals(plain.out(), ran.json().get("text").asString());
    assertEquals(0, ran.code());
  }
}
