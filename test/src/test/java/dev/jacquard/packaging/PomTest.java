package dev.jacquard.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What Maven Central asks of a pom.xml.
class PomTest {

  private static final List<String> INHERITED =
      List.of("url", "licenses", "developers", "scm");

  @Test
  void everyModuleSaysWhatItIs() throws IOException {
    List<String> silent = new ArrayList<>();
    try (Stream<Path> files = Files.find(Maven.ROOT, 2, (file, _) -> file.endsWith("pom.xml"))) {
      for (Path file : files.toList()) {
        Pom pom = Pom.read(file);
        Stream.of("name", "description").filter(name -> !pom.says(name))
            .forEach(name -> silent.add(file + " has no " + name));
      }
    }
    assertEquals(List.of(), silent);
  }

  @Test
  void theBomSaysTheRestForAll() {
    Pom bom = Pom.read(Maven.ROOT.resolve("bom/pom.xml"));
    INHERITED.forEach(name -> assertTrue(bom.says(name), "bom/pom.xml has no " + name));
  }

  /// A module without a version in the bom cannot be asked for without one.
  @Test
  void theBomKnowsEveryModule() throws IOException {
    Pom parent = Pom.read(Maven.ROOT.resolve("pom.xml"));
    String bom = Files.readString(Maven.ROOT.resolve("bom/pom.xml"));
    List<String> modules = Pom.children(parent.project(), "modules")
        .flatMap(list -> Pom.children(list, "module")).map(module -> module.getTextContent())
        .filter(module -> !List.of("bom", "library", "test").contains(module))
        .filter(module -> !bom.contains("<artifactId>jacquard-" + module + "</artifactId>"))
        .toList();
    assertEquals(List.of(), modules, "modules that bom/pom.xml lacks");
  }
}
