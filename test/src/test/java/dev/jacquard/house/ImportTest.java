package dev.jacquard.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Imports run one way, against the flow of data.
class ImportTest {

  private static final Set<String> ALL = Set.copyOf(House.MODULES);

  /// What each module may use beside itself.
  private static final Map<String, Set<String>> MAY_USE = Map.of(
      "dsl", Set.of(),
      "schedule", Set.of("dsl"),
      "codegen-opencl", Set.of("schedule", "dsl"),
      "codegen-jvm", Set.of("schedule", "dsl"),
      "autotuner", Set.of("schedule", "dsl"),
      "ops-library", Set.of("schedule", "dsl"),
      "notebooks", Set.of("ops-library", "autotuner", "codegen-jvm", "codegen-opencl", "schedule",
          "dsl"),
      "cli", ALL,
      "benchmarks", ALL);

  private static final List<Path> FOLDERS = House.MODULES.stream()
      .map(module -> House.ROOT.resolve(module).resolve("target/classes"))
      .filter(Files::isDirectory).toList();

  private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(FOLDERS);

  @Test
  void importsRunOneWay() {
    Map<String, String> homes = new HashMap<>();
    CLASSES.forEach(type -> homes.put(type.getName(), module(type)));
    List<String> wrong = CLASSES.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> !isAllowed(dependency, homes))
        .map(Dependency::getDescription).sorted().toList();
    assertEquals(List.of(), wrong, "uses against the order of the modules");
  }

  private static boolean isAllowed(Dependency dependency, Map<String, String> homes) {
    String from = homes.get(dependency.getOriginClass().getName());
    String to = homes.get(dependency.getTargetClass().getBaseComponentType().getName());
    return to == null || to.equals(from) || MAY_USE.get(from).contains(to);
  }

  private static String module(JavaClass type) {
    Path file = Path.of(type.getSource().orElseThrow().getUri());
    return House.ROOT.relativize(file).getName(0).toString();
  }

  /// A package and those below it are one feature, free inside.
  @Test
  void featuresFormNoCycle() {
    assumeFalse(CLASSES.isEmpty(), "no classes yet");
    slices().matching("dev.jacquard.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
