package dev.jacquard.parsers;

import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.TextForm;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.nest.LoopNest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Damaged texts of all ops with their default schedules.
class TextFuzzTest {

  private static final long BYTES_PER_BYTE = 20_000;
  private static final List<String> WORDS = List.of("(", ")", "[", "]", ",", ":", "`", "\"", "-",
      "!", " + ", " * ", " / ", " % ", " == ", " < ", "i", "n", "m * ", "(m + n) * ", "sum(r: ",
      "min(", "select(", "f32(", "u8", "1", "0", "9223372036854775807", "1e999", "0x1p-3f",
      "f32.nan", "true", ".clamp", ".edge(", "C", "a.", "\n", "\nschedule\n", "  C.split(i, 0)\n",
      " for i in [0, n)", "dim q = 1\n", "require m == n for i of C\n", "//", "\u00ff", "\u0000");

  private static Fuzz fuzz() {
    List<byte[]> valid = Ops.all().stream().map(op -> text(op).getBytes(StandardCharsets.UTF_8))
        .toList();
    return new Fuzz(TextFuzzTest.class, new Damage(valid, WORDS), BYTES_PER_BYTE, bytes -> {
      TextForm form = TextForm.parse(TextFile.of("damaged.jacquard",
          new String(bytes, StandardCharsets.UTF_8)));
      form.schedule().ifPresent(schedule -> LoopNest.of(form.algorithm()).apply(schedule));
      TextForm.parse(TextFile.of("again.jacquard", form.toString()));
    });
  }

  static String text(Op op) {
    return new TextForm(op.algorithm(), op.sizes(), Optional.of(DefaultSchedule.of(
        op.algorithm().with(op.sizes()), Target.AVX512))).toString();
  }

  @Test
  void damagedTextsAreAlgorithmsOrMessages() {
    fuzz().some(2000);
  }

  /// As many as are read in some five minutes.
  @Test
  @Tag("slow")
  void moreDamagedTexts() {
    fuzz().many(60_000);
  }
}
