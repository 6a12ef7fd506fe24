package dev.jacquard.parsers;

import dev.jacquard.dsl.data.Layout;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.nest.LoopNest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A schedule that can be read is applied too: one that does not fit has a message as well.
class ScheduleJsonFuzzTest {

  private static final long BYTES_PER_BYTE = 1000;
  private static final List<String> WORDS = List.of("[", "]", "{", "}", "\"", ":", ",", "null",
      "true", "-1", "0", "1e999", "9223372036854775807", "-9223372036854775808", "1.5", "[1]",
      "\"do\":\"", "\"func\":\"C\",", "\"loop\":\"i\",", "\"i\"", "\"r\"", "\"unroll\"",
      "\"vectorize\"", "\"parallel\"", "\"reorder\"", "\"\\u0000\"", "\"global\"", "\"0 1\"",
      "0%8 0/8 ", "999999999 ", "{\"do\":\"inline\",\"func\":\"C\"},",
      "{\"do\":\"parallel\",\"func\":\"C\",\"loop\":\"j\"},");

  private static Fuzz fuzz() {
    var matmul = Ops.find("matmul").algorithm();
    Schedule tiled = Schedule.of(matmul).tile("i", "j", 4, 8)
        .split("r", 4, "a", "b", Tail.GUARD).fuse("a", "b", "ab")
        .cacheWrite(Memory.PRIVATE, "j.outer").layout("A", Layout.parse("1/8 0 1%8"))
        .unroll("i.inner").parallel("i.outer").vectorize("j.inner")
        .cacheRead("B", "copy").func("copy").computeRoot();
    List<byte[]> valid = List.of(bytes(tiled), bytes(DefaultSchedule.of(
        matmul.with(Ops.find("matmul").sizes()), Target.AVX512)), bytes(Schedule.of(matmul)));
    return new Fuzz(ScheduleJsonFuzzTest.class, new Damage(valid, WORDS), BYTES_PER_BYTE, bytes -> {
      Schedule read = Schedule.parse(new String(bytes, StandardCharsets.UTF_8));
      LoopNest.of(matmul).apply(read).lasting();
    });
  }

  private static byte[] bytes(Schedule schedule) {
    return schedule.toJson().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void damagedSchedulesAreSchedulesOrMessages() {
    fuzz().some(3000);
  }

  @Test
  @Tag("slow")
  void moreDamagedSchedules() {
    fuzz().many(300_000);
  }
}
