package dev.jacquard.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.cli.session.Devices;
import dev.jacquard.cli.session.InputFiles;
import dev.jacquard.cli.session.ScheduleChoice;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.Sizes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {

  @TempDir
  private Path folder;

  @Test
  void schedulesOfTheSamePictureStandSideBySide() {
    Setting setting = new Setting(Workload.of("blur", Sizes.parse("h=8,w=24")),
        Devices.find().choose(Optional.of("interpreter"), OptionalInt.empty()), 1,
        new InputFiles(Map.of("X", Fabric.weave(8, 24))),
        Optional.of(folder.resolve("tuning.db")));
    Contest contest = new Contest(setting, Contest.Bound.MEMORY);
    for (String kind : List.of("naive", "untuned")) {
      contest.enter(ScheduleChoice.choose(setting, Optional.of(kind)));
    }
    contest.race();
    contest.close();
    assertTrue(contest.isRight(), contest.table());
    assertEquals(List.of("blur h=8,w=24,radius=1", "schedule", "naive", "untuned", "(the"),
        contest.table().lines().map(line -> line.startsWith("blur") ? line
            : line.split(" ")[0]).toList(), contest.table());
    assertEquals("[op, sizes, peak_gbps, schedules]", contest.fields().keySet().toString());
    assertTrue(contest.table().contains(" 100 % "), contest.table());
  }
}
