package dev.jacquard.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// THIRD-PARTY lists the libraries that our programs load, each under a licence that lets anyone
/// pass it on.
class ThirdPartyTest {

  private static final Path LIST = Maven.ROOT.resolve("THIRD-PARTY");

  /// The permissive licences that we take, by how projects write them.
  private static final Map<String, Pattern> PERMISSIVE = Map.of(
      "Apache-2.0", Pattern.compile("(?i)\\bapache\\b.*\\b2\\.0\\b"),
      "BSD-3-Clause", Pattern.compile("\\bBSD-3-Clause\\b"),
      "MIT", Pattern.compile("\\bMIT\\b"));

  @Test
  void everyLibraryIsListedWithItsLicence() throws IOException {
    String list = libraries().stream().map(ThirdPartyTest::line).distinct().sorted()
        .collect(Collectors.joining("\n"));
    String written = Files.readAllLines(LIST).stream().filter(line -> line.startsWith("  "))
        .collect(Collectors.joining("\n"));
    assertEquals(list, written, "THIRD-PARTY should list\n" + list + "\nand lists");
  }

  /// The jars of others on the class paths that the build wrote.
  private static Set<Path> libraries() throws IOException {
    Set<Path> jars = new TreeSet<>();
    try (Stream<Path> lists = Files.find(Maven.ROOT, 3,
        (file, _) -> file.endsWith("target/class-path"))) {
      for (Path list : lists.toList()) {
        for (String jar : Files.readString(list).split(File.pathSeparator)) {
          jars.add(Path.of(jar.trim()));
        }
      }
    }
    assumeTrue(!jars.isEmpty(), "nothing is packaged yet: mvn package does it");
    jars.removeIf(jar -> jar.getFileName().toString().startsWith("jacquard-"));
    return jars;
  }

  private static String line(Path jar) {
    try {
      Pom pom = Pom.ofJar(jar);
      return "  %-13s %s".formatted(licence(pom), pom.coordinates());
    } catch (IOException e) {
      throw new AssertionError(jar.toString(), e);
    }
  }

  /// The first of the licences offered that is permissive.
  private static String licence(Pom pom) {
    List<String> offered = pom.licences();
    return offered.stream().flatMap(ThirdPartyTest::permissive).findFirst().orElseThrow(
        () -> new AssertionError(pom.coordinates() + " is under none of " + PERMISSIVE.keySet()
            + " but under " + offered));
  }

  private static Stream<String> permissive(String licence) {
    return PERMISSIVE.keySet().stream()
        .filter(name -> PERMISSIVE.get(name).matcher(licence).find());
  }
}
