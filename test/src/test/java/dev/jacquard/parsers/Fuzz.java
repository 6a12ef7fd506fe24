package dev.jacquard.parsers;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.jacquard.dsl.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// A parser, damaged files for it, and how much heap it may ask for in all: some bytes for each
/// byte of the file.
record Fuzz(Class<?> test, Damage damage, long bytesPerByte, Parser parser) {

  private static final String SEED = "jacquard.fuzz.seed";
  /// Bytes of heap that any parser may need for the smallest file.
  private static final long BASE = 4L << 20;
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Reads the bytes of one file.
  interface Parser {
    void parse(byte[] file) throws Exception;
  }

  /// The seeds from 1 on, or the one that a failure named.
  void some(int count) {
    Long seed = Long.getLong(SEED);
    run(seed == null ? 1 : seed, seed == null ? count : 1);
  }

  /// Other seeds than {@link #some}.
  void many(int count) {
    run(1_000_000, count);
  }

  private void run(long first, int count) {
    // The heap that classes take when they are first loaded is not the file's.
    fault(damage.make(new Random(first)));
    for (long seed = first; seed < first + count; seed++) {
      byte[] file = damage.make(new Random(seed));
      long before = THREADS.getCurrentThreadAllocatedBytes();
      String fault = fault(file);
      long used = THREADS.getCurrentThreadAllocatedBytes() - before;
      long most = BASE + bytesPerByte * file.length;
      if (!fault.isEmpty() || used > most) {
        fail(report(seed, file, fault.isEmpty() ? used + " bytes of heap, at most " + most
            + " are allowed" : fault));
      }
    }
  }

  /// What came of it other than a value or a message.
  private String fault(byte[] file) {
    try {
      parser.parse(file);
      return "";
    } catch (UserError error) {
      return error.getMessage().isBlank() ? "an error without a message" : "";
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return trace.toString().lines().limit(12).reduce("", (a, b) -> a + b + "\n");
    }
  }

  private String report(long seed, byte[] file, String fault) {
    String text = new String(file, StandardCharsets.ISO_8859_1)
        .replaceAll("[^ -~\n]", "?");
    return "%s%nfrom %d bytes, %s:%n%s%nRun it again: mvn -q -pl test -am test -Dtest=%s -D%s=%d"
        .formatted(fault, file.length, text.length() > 2000 ? "of them the first 2000" : "all",
            text.substring(0, Math.min(2000, text.length())), test.getSimpleName(), SEED, seed)
        + " -Dsurefire.failIfNoSpecifiedTests=false";
  }
}
