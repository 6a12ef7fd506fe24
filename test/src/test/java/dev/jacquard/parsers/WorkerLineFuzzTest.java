package dev.jacquard.parsers;

import dev.jacquard.tune.worker.Outcome;
import dev.jacquard.tune.worker.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The lines between a worker and its parent, on a channel that kernels print on too.
class WorkerLineFuzzTest {

  private static final long BYTES_PER_BYTE = 200;
  private static final List<byte[]> VALID = List.of(
      bytes("""
          {"status":"OK","minNanos":5,"medianNanos":6,"samples":7,"maxError":"Infinity",\
          "message":"a \\"b\\"","millis":9}"""),
      bytes("""
          {"command":"MEASURE","artifact":"/tmp/a","device":{"id":"jvm","backend":"jvm",\
          "name":"JVM","driver":"25","target":{"kind":"CPU","vectorBytes":64,"computeUnits":2,\
          "maxGroupItems":1,"localBytes":0,"registerBytes":2048,"globalBytes":17179869184,\
          "doubles":true}},"bestNanos":0,"sampleNanos":1000000,"warmUpNanos":0}"""));
  private static final List<String> WORDS = List.of("{", "}", "[", "]", "\"", ",", ":", "null",
      "true", "-1", "1e999", "9223372036854775808", "NaN", "\"OK\"", "\"\"", "{\"status\":",
      "\"message\":", "\"device\":", "\"target\":", "\\u0000");

  private static final Fuzz OUTCOMES = new Fuzz(WorkerLineFuzzTest.class,
      new Damage(VALID, WORDS), BYTES_PER_BYTE, bytes -> Outcome.parse(text(bytes)));
  private static final Fuzz REQUESTS = new Fuzz(WorkerLineFuzzTest.class,
      new Damage(VALID, WORDS), BYTES_PER_BYTE, bytes -> Request.parse(text(bytes)));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void damagedLinesAreRecordsOrMessages() {
    OUTCOMES.some(2000);
    REQUESTS.some(2000);
  }

  @Test
  @Tag("slow")
  void moreDamagedLines() {
    OUTCOMES.many(200_000);
    REQUESTS.many(200_000);
  }
}
