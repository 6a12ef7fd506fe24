package dev.jacquard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.schedule.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TuneTest {

  @TempDir
  private Path folder;

  private Ran jacquard(String line) {
    return Ran.of((line + " --size m=4,n=5,k=6 --device interpreter --json --db "
        + folder.resolve("tuning.db")).split(" "));
  }

  @Test
  void aTunedScheduleIsKeptAndUsedAndReplayed() throws Exception {
    Path file = folder.resolve("schedule.json");
    Ran tuned = jacquard("tune matmul --budget 1s --check --repeat 2 --output " + file);
    assertEquals(0, tuned.code(), tuned.err());
    JsonNode json = tuned.json();
    assertTrue(json.get("check").get("ok").asBoolean());
    assertEquals(List.of("generated", "compiled", "measured", "wrong", "crashed", "timed_out"),
        json.get("candidates").propertyStream().map(java.util.Map.Entry::getKey).toList());
    assertTrue(json.get("candidates").get("measured").asInt() > 0, tuned.out());
    assertTrue(json.get("untuned_us").asDouble() >= json.get("best_us").asDouble(), tuned.out());
    assertEquals(List.of("t_s", "best_us"), json.get("history").get(0).propertyStream()
        .map(java.util.Map.Entry::getKey).toList());
    Schedule.parse(Files.readString(file));

    Ran again = jacquard("run matmul --repeat 1");
    assertEquals("{\"kind\":\"tuned\",\"origin\":\"the best in " + folder.resolve("tuning.db")
        + "\"}", again.json().get("schedule").toString());

    JsonNode replayed = jacquard("tune matmul --replay --repeat 1").json();
    assertTrue(replayed.get("candidates").get("measured").asInt() > 0, replayed.toString());
  }

  @Test
  void withoutARunThereIsNothingToReplay() {
    Ran ran = jacquard("tune matmul --replay");
    assertEquals(1, ran.code());
    assertEquals("There is no tuning run of matmul at m=4,n=5,k=6 for interpreter in "
        + folder.resolve("tuning.db") + " to replay. Make one: leave --replay out.",
        ran.json().get("error").asString());
  }
}
