package dev.jacquard.opencl.device;

import static dev.jacquard.opencl.device.DeviceFixture.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {

  private static final byte[] BINARY = {1, 2, 3, 4, 5};

  @TempDir
  Path folder;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void keepsWhatIsWritten() throws IOException {
    Path own = folder.resolve("a/b");
    BinaryCache cache = new BinaryCache(own, warnings::add);
    assertEquals(Optional.empty(), cache.read("key"));
    cache.write("key", BINARY);
    assertArrayEquals(BINARY, cache.read("key").orElseThrow());
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
    assertEquals(List.of("key.bin"), names(own), "nothing temporary is left");
    assertEquals(List.of(), warnings);
  }

  @Test
  void everyDamagedByteIsFound() throws IOException {
    BinaryCache cache = new BinaryCache(folder, warnings::add);
    cache.write("key", BINARY);
    byte[] entry = Files.readAllBytes(folder.resolve("key.bin"));
    for (int i = 0; i < entry.length; i++) {
      byte[] damaged = entry.clone();
      damaged[i] ^= 1;
      Files.write(folder.resolve("key.bin"), damaged);
      assertEquals(Optional.empty(), cache.read("key"), "byte " + i);
    }
    assertEquals(entry.length, warnings.size());
  }

  @Test
  void truncatedEntryIsRemovedWithOneWarning() throws IOException {
    BinaryCache cache = new BinaryCache(folder, warnings::add);
    Files.write(folder.resolve("key.bin"), new byte[] {1});
    assertEquals(Optional.empty(), cache.read("key"));
    assertEquals(Optional.empty(), cache.read("key"));
    assertEquals(List.of("warning: " + folder.resolve("key.bin")
        + " is not an entry of this cache. The program is built anew."), warnings);
  }

  @Test
  void folderThatCannotBeWrittenCostsOneWarning() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    BinaryCache cache = new BinaryCache(file.resolve("inside"), warnings::add);
    cache.write("key", BINARY);
    cache.write("other", BINARY);
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.getFirst().startsWith("warning: compiled programs cannot be kept in "
        + file.resolve("inside")), warnings.getFirst());
  }

  @Test
  void whatNobodyAskedForInAMonthIsRemoved() throws IOException {
    for (String name : List.of("old", "young")) {
      new BinaryCache(folder, warnings::add).write(name, BINARY);
    }
    Files.setLastModifiedTime(folder.resolve("old.bin"),
        FileTime.from(Instant.now().minus(Duration.ofDays(31))));
    new BinaryCache(folder, warnings::add).write("new", BINARY);
    assertEquals(List.of("new.bin", "young.bin"), names(folder));
  }

  @Test
  void keysDependOnEveryPartAndItsEnds() {
    List<List<String>> parts = List.of(List.of("ab", "c"), List.of("a", "bc"), List.of("abc"),
        List.of("ab", "d"));
    assertEquals(4, parts.stream().map(BinaryCache::key).distinct().count());
  }

  @Test
  @RequiresOpenCl
  void damagedProgramIsBuiltAnewWithOneWarning() throws IOException {
    DeviceFixture fixture = new DeviceFixture(folder);
    for (int i = 0; i < 3; i++) {
      assertAdds(fixture);
    }
    Path entry = folder.resolve(names(folder).stream().filter(name -> name.endsWith(".bin"))
        .findFirst().orElseThrow());
    byte[] bytes = Files.readAllBytes(entry);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(entry, bytes);
    assertAdds(fixture);
    assertAdds(fixture);
    assertEquals(List.of("warning: " + entry + " is damaged. The program is built anew."),
        fixture.warnings);
  }

  @Test
  @RequiresOpenCl
  void entryThatTheDriverRefusesIsBuiltAnewWithOneWarning() throws IOException {
    DeviceFixture fixture = new DeviceFixture(folder);
    assertAdds(fixture);
    assertAdds(fixture);
    String entry = names(folder).stream().filter(name -> name.endsWith(".bin")).findFirst()
        .orElseThrow();
    new BinaryCache(folder, warnings::add).write(entry.replace(".bin", ""), BINARY);
    assertAdds(fixture);
    assertAdds(fixture);
    assertEquals(1, fixture.warnings.size(), fixture.warnings.toString());
    assertTrue(fixture.warnings.getFirst().contains("is refused by the driver"),
        fixture.warnings.getFirst());
  }

  private static void assertAdds(DeviceFixture fixture) {
    try (OpenClExecutable sum = fixture.load(Programs.add())) {
      Tensor c = Tensor.zeros(DType.F32, 2);
      sum.run(values(1, 2), values(3, 4), c);
      assertArrayEquals(new float[] {4, 6}, c.toFloatArray());
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
