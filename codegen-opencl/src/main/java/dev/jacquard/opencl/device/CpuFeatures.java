package dev.jacquard.opencl.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The instruction sets of this machine's processor, as Linux names them; else none. */
final class CpuFeatures {

  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final Set<String> FAMILIES = Set.of("avx", "amx", "fma", "f16c", "asimd", "sve",
      "i8mm", "bf16");

  private CpuFeatures() {}

  static Set<String> read() {
    try (Stream<String> lines = Files.lines(CPUS)) {
      return lines.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
          .findFirst().map(CpuFeatures::parse).orElse(Set.of());
    } catch (IOException _) {
      return Set.of();
    }
  }

  /** {@code flags : fpu avx512_vnni ...}: those that schedules may ask for. */
  static Set<String> parse(String line) {
    Set<String> features = new TreeSet<>();
    Arrays.stream(line.substring(line.indexOf(':') + 1).strip().split("\\s+"))
        .filter(flag -> FAMILIES.stream().anyMatch(flag::startsWith)).forEach(features::add);
    return features;
  }
}
