package dev.jacquard.schedule.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** This machine's processor. */
public final class Processor {

  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final Set<String> FAMILIES = Set.of("avx", "amx", "fma", "f16c", "asimd", "sve",
      "i8mm", "bf16");
  private static final SortedSet<String> FEATURES = Collections.unmodifiableSortedSet(read());

  private Processor() {}

  /** Its instruction sets that schedules may ask for, as Linux names them; elsewhere none. */
  public static SortedSet<String> features() {
    return FEATURES;
  }

  private static SortedSet<String> read() {
    try (Stream<String> lines = Files.lines(CPUS)) {
      return lines.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
          .findFirst().map(Processor::parse).orElse(new TreeSet<>());
    } catch (IOException _) {
      return new TreeSet<>();
    }
  }

  /** {@code flags : fpu avx512_vnni ...}. */
  private static SortedSet<String> parse(String line) {
    SortedSet<String> features = new TreeSet<>();
    Arrays.stream(line.substring(line.indexOf(':') + 1).strip().split("\\s+"))
        .filter(flag -> FAMILIES.stream().anyMatch(flag::startsWith)).forEach(features::add);
    return features;
  }
}
