package dev.jacquard.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One package per feature: each explains itself, and none is a drawer for everything.
class PackageTest {

  private static final Set<String> DRAWERS =
      Set.of("util", "utils", "common", "core", "misc", "helper", "helpers", "shared");

  @Test
  void everyPackageExplainsItself() {
    List<String> silent = House.mainFiles().stream().map(Path::getParent).distinct()
        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
        .map(House::name).toList();
    assertEquals(List.of(), silent, "packages without package-info.java");
  }

  @Test
  void noPackageIsADrawer() {
    List<String> drawers = House.mainFiles().stream().map(Path::getParent).distinct()
        .filter(folder -> DRAWERS.contains(folder.getFileName().toString()))
        .map(House::name).toList();
    assertEquals(List.of(), drawers, "packages whose name says nothing");
  }

  @Test
  void everyPackageLivesInOneModule() {
    Map<String, Set<String>> homes = new TreeMap<>();
    for (String module : House.MODULES) {
      packages(module).forEach(name ->
          homes.computeIfAbsent(name, _ -> new TreeSet<>()).add(module));
    }
    List<String> split = new ArrayList<>();
    homes.forEach((name, modules) -> {
      if (modules.size() > 1) {
        split.add(name + " in " + modules);
      }
    });
    assertEquals(List.of(), split, "packages spread over several modules");
  }

  private static Stream<String> packages(String module) {
    Path sources = House.mainSources(module);
    return House.javaFiles(sources).map(file -> sources.relativize(file.getParent()).toString())
        .distinct();
  }
}
