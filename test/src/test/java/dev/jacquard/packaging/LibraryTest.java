package dev.jacquard.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `examples/maven-app` on the artifacts that `mvn install` leaves.
@EnabledOnOs(OS.LINUX)
class LibraryTest {

  private static final String APP = "examples/maven-app";

  @TempDir
  private static Path folder;
  private static Path target;

  @BeforeAll
  static void installAndBuild() throws Exception {
    Path checkout = Maven.copyCheckout(folder.resolve("checkout"));
    try (Maven maven = Maven.of(folder.resolve("repository"))) {
      maven.build(checkout, "-pl", "library", "-am", "-Dmaven.source.skip",
          "-Dmaven.javadoc.skip", "install");
      maven.build(checkout.resolve(APP), "package");
    }
    target = checkout.resolve(APP).resolve("target");
  }

  @Test
  void theAppComputesWhatPlainJavaDoes() throws Exception {
    computes("-jar", "maven-app-1.0.jar");
  }

  @Test
  void theArtifactsRunOnTheModulePathToo() throws Exception {
    computes("--enable-native-access=dev.jacquard.opencl,jocl", "-p", "libraries",
        "--add-modules", "ALL-MODULE-PATH", "-cp", "classes", "example.Correlation");
  }

  private static void computes(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addFirst(Path.of(System.getProperty("java.home"), "bin/java").toString());
    String printed = Maven.run(target, command);
    assertTrue(printed.endsWith(": 0 of 996 values are wrong\n"), printed);
  }

  /// Resolution fails on a package that two modules have.
  @Test
  void everyArtifactIsAModule() {
    ModuleFinder finder = ModuleFinder.of(target.resolve("libraries"));
    Set<String> ours = finder.findAll().stream().map(ModuleReference::descriptor)
        .map(descriptor -> descriptor.name()).filter(name -> name.startsWith("dev.jacquard"))
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals("[dev.jacquard, dev.jacquard.dsl, dev.jacquard.jvm, dev.jacquard.opencl, "
        + "dev.jacquard.ops, dev.jacquard.schedule, dev.jacquard.tune]", ours.toString());
    Configuration.resolveAndBind(finder, List.of(ModuleLayer.boot().configuration()),
        ModuleFinder.of(), ours);
  }

  @Test
  void theReadmeShowsTheAppsDependencies() throws IOException {
    String readme = Files.readString(Maven.ROOT.resolve("README.md"));
    int start = readme.indexOf("```xml\n") + "```xml\n".length();
    String block = readme.substring(start, readme.indexOf("```", start));
    String pom = Files.readString(Maven.ROOT.resolve(APP).resolve("pom.xml"));
    assertTrue(pom.contains(block.indent(2)), "not in " + APP + "/pom.xml:\n" + block);
  }
}
