package dev.jacquard.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class BundleTest {

  private static final long MOST_BYTES = 40_000_000;

  @TempDir
  private static Path folder;
  private static Unpacked bundle;

  @BeforeAll
  static void build() throws Exception {
    bundle = Unpacked.in(folder);
  }

  private static List<String> names(Path where) throws Exception {
    try (Stream<Path> files = Files.list(where)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void itIsSmall() throws Exception {
    long bytes = Files.size(bundle.archive());
    assertTrue(bytes < MOST_BYTES, "the bundle has " + bytes + " bytes");
  }

  @Test
  void theLicencesOfTheJarsComeAlong() {
    assertTrue(Files.exists(folder.resolve("jacquard/licences/THIRD-PARTY")));
  }

  @Test
  void devicesAreListedAndTheResultIsKept() throws Exception {
    var result = bundle.jacquard(Map.of(), "devices --json --out listed");
    assertEquals(0, result.exit(), result.err());
    JsonNode json = new JsonMapper().readTree(result.out());
    assertTrue(json.get("devices").size() >= 2, result.out());
    assertEquals(List.of("1-devices.json", "1-devices.log"),
        names(folder.resolve("listed/results")));
    assertEquals(result.out(), Files.readString(folder.resolve("listed/results/1-devices.json")));
    assertEquals(List.of(), names(folder.resolve("home")));
  }

  @Test
  void everyOperatorIsRight() throws Exception {
    var result = bundle.jacquard(Map.of(), "test --device --quick --json --out=tested");
    assertEquals(0, result.exit(), result.err());
    assertTrue(new JsonMapper().readTree(result.out()).get("ok").asBoolean(), result.out());
    assertTrue(names(folder.resolve("tested/kernels")).contains("matmul-m-13-n-17-k-19-naive.txt"));
    assertEquals(List.of(), names(folder.resolve("home")));
  }

  @Test
  void aDriverWithoutAnIcdFileIsRegistered() throws Exception {
    Path drivers = Files.createDirectories(folder.resolve("drivers"));
    Path driver = Files.writeString(drivers.resolve("libnvidia-opencl.so.1"), "");
    var result = bundle.jacquard(Map.of("JACQUARD_LIBS", drivers.toString(), "JACQUARD_ICDS",
        folder.resolve("none").toString()), "ops --out found");
    assertEquals(0, result.exit(), result.err());
    assertEquals(driver + "\n", Files.readString(folder.resolve("found/vendors/nvidia.icd")));
  }

  @Test
  void poclWithoutItsLinkerIsLeftOut() throws Exception {
    Path registered = Files.createDirectories(folder.resolve("registered"));
    Files.writeString(registered.resolve("any.icd"), "libpocl.so.2");
    bundle.forget("ld");
    var result = bundle.jacquard(Map.of("JACQUARD_ICDS", registered.toString()), "ops --out less");
    bundle.remember("ld");
    assertEquals("jacquard: PoCL is left out: it needs ld, which is in the package binutils.\n",
        result.err());
  }

  @Test
  void anOldCLibraryIsOneLine() throws Exception {
    bundle.command("getconf", "echo glibc 2.12");
    assertEquals(new Unpacked.Result(1, "", "jacquard: this machine's C library is glibc 2.12; the "
        + "Java in this bundle needs " + javaLibc() + " or newer.\n"),
        bundle.jacquard(Map.of(), "devices"));
    bundle.command("getconf", "exit 1");
    bundle.command("ldd", "echo 'ldd (GNU libc) 2.5'");
    assertEquals(new Unpacked.Result(1, "", "jacquard: this machine's C library is glibc 2.5; the "
        + "Java in this bundle needs " + javaLibc() + " or newer.\n"),
        bundle.jacquard(Map.of(), "devices"));
    bundle.command("ldd", "echo 'musl libc (x86_64)' >&2; exit 1");
    assertEquals(new Unpacked.Result(1, "", "jacquard: this machine's C library is musl; the Java "
        + "in this bundle needs glibc " + javaLibc() + " or newer.\n"),
        bundle.jacquard(Map.of(), "devices"));
    bundle.forget("ldd");
    bundle.remember("getconf");
  }

  private static String javaLibc() throws Exception {
    return Files.readString(folder.resolve("jacquard/jacquard")).lines()
        .filter(line -> line.startsWith("java_libc=")).findFirst().orElseThrow()
        .substring("java_libc=".length());
  }

  @Test
  void whatTheBundleLacksIsNamed() throws Exception {
    assertEquals("This Java was made without the module java.desktop, which pictures need. Use "
        + ".npy files.\n", bundle.jacquard(Map.of(), "run blur --output y.png").err());
    var again = bundle.jacquard(Map.of(), "bundle --out-file x --out again");
    assertEquals(2, again.exit(), again.err());
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneLine() throws Exception {
    Files.writeString(folder.resolve("file"), "");
    assertEquals(new Unpacked.Result(1, "", "jacquard: cannot write to file: name another folder "
        + "with --out DIR.\n"), bundle.jacquard(Map.of(), "devices --out file"));
  }
}
