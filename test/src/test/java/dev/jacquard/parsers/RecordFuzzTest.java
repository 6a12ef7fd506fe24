package dev.jacquard.parsers;

import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.tune.database.RecordFacts;
import dev.jacquard.tune.database.TunedText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Damaged records of all ops.
class RecordFuzzTest {

  private static final long BYTES_PER_BYTE = 20_000;
  private static final List<String> WORDS = List.of("\nrecord\n", "\nschedule\n", "  best ns: 1\n",
      "  kernel: x\n", ":", "::", "\n", "-1", "0", "9223372036854775808", "op", "//", " ",
      "matmul", "blur", "  C.split(i, 0)\n", "  C.unroll(i)\n", "\u00ff", "\u0000");
  private static final RecordFacts FACTS = new RecordFacts("matmul", "0", "opencl", "a device",
      "its driver", "amd64, vectors of 64 bytes", 2, 1000, 2000);

  private static Fuzz fuzz() {
    List<byte[]> valid = Ops.all().stream().map(op -> (TextFuzzTest.text(op) + "record\n" + FACTS)
        .getBytes(StandardCharsets.UTF_8)).toList();
    return new Fuzz(RecordFuzzTest.class, new Damage(valid, WORDS), BYTES_PER_BYTE, bytes -> {
      TunedText text = TunedText.parse(TextFile.of("damaged.jacquard",
          new String(bytes, StandardCharsets.UTF_8)));
      LoopNest.of(text.form().algorithm()).apply(text.schedule());
      TunedText.parse(TextFile.of("again.jacquard", text.toString()));
    });
  }

  @Test
  void damagedTextsAreRecordsOrMessages() {
    fuzz().some(1000);
  }

  /// As many as are read in some five minutes.
  @Test
  @Tag("slow")
  void moreDamagedTexts() {
    fuzz().many(10_000);
  }
}
