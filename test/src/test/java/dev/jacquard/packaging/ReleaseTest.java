package dev.jacquard.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What `mvn -Prelease verify` makes, unsigned, in two folders.
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ReleaseTest {

  private static final List<String> FILES =
      List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json");

  @TempDir
  private static Path folder;
  private static Path checkout;
  private static Path elsewhere;

  @BeforeAll
  static void buildTwice() throws Exception {
    checkout = Maven.copyCheckout(folder.resolve("checkout"));
    elsewhere = Maven.copyCheckout(folder.resolve("some/where/else"));
    try (Maven maven = Maven.of(folder.resolve("repository"))) {
      maven.build(checkout, "-Prelease", "-Dgpg.skip", "verify");
      maven.build(elsewhere, "-Prelease", "-Dgpg.skip", "verify");
    }
  }

  @Test
  void everyModuleHasItsFiles() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (String name : artifacts()) {
      FILES.forEach(file -> expected.add(name + file));
    }
    Set<String> built = new TreeSet<>(products(checkout).keySet());
    expected.removeAll(built);
    assertEquals(Set.of(), expected, "not among " + built);
  }

  private static List<String> artifacts() throws IOException {
    try (Stream<Path> jars = Files.find(checkout, 3, (file, _) -> isMainJar(file))) {
      return jars.map(jar -> jar.getFileName().toString().replace(".jar", "")).toList();
    }
  }

  private static boolean isMainJar(Path file) {
    return file.getParent().endsWith("target") && file.toString().endsWith("-SNAPSHOT.jar")
        && !file.getFileName().toString().startsWith("jacquard-test");
  }

  @Test
  void everyJarNamesItsModuleAndItsLicence() throws IOException {
    try (Stream<Path> jars = Files.find(checkout, 3, (file, _) -> isMainJar(file))) {
      for (Path path : jars.toList()) {
        try (JarFile jar = new JarFile(path.toFile())) {
          String module = jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
          assertTrue(String.valueOf(module).startsWith("dev.jacquard"), path + ": " + module);
          List.of("LICENSE", "NOTICE", "THIRD-PARTY").forEach(name -> assertTrue(
              jar.getEntry("META-INF/" + name) != null, path + " has no META-INF/" + name));
        }
      }
    }
  }

  @Test
  void theSameSourcesGiveTheSameBytes() throws IOException {
    Map<String, String> here = products(checkout);
    Map<String, String> there = products(elsewhere);
    assertEquals(here.keySet(), there.keySet());
    assertEquals(List.of(), here.keySet().stream()
        .filter(name -> !here.get(name).equals(there.get(name))).toList(), "files that differ");
  }

  /// The SHA-256 of each jar and list of ingredients.
  private static Map<String, String> products(Path root) throws IOException {
    try (Stream<Path> files = Files.find(root, 4, (file, _) -> isProduct(file))) {
      return files.collect(Collectors.toMap(file -> file.getFileName().toString(),
          ReleaseTest::hash, (one, _) -> one, TreeMap::new));
    }
  }

  private static boolean isProduct(Path file) {
    return (file.getParent().endsWith("target") || file.getParent().endsWith("target/attached"))
        && file.getFileName().toString().startsWith("jacquard")
        && FILES.stream().anyMatch(file.toString()::endsWith);
  }

  private static String hash(Path file) {
    try {
      return HexFormat.of().formatHex(
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (Exception e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
