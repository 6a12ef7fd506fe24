package dev.jacquard.packaging;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The program for machines without a launcher, as docs/support.md tells to build it.
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class StandaloneTest {

  @TempDir
  private Path folder;

  @Test
  void theProgramStartsFromItsJar() throws Exception {
    Path checkout = Maven.copyCheckout(folder.resolve("checkout"));
    try (Maven maven = Maven.of(folder.resolve("repository"))) {
      maven.build(checkout, "-Pstandalone", "-pl", "cli", "-am", "package");
    }
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String jar = checkout.resolve("cli/target/jacquard-cli-0.1.0-SNAPSHOT.jar").toString();
    String printed = Maven.run(folder, List.of(java, "-jar", jar, "run", "blur", "--size",
        "h=20,w=30", "--device", "jvm", "--repeat", "1", "--check"));
    assertTrue(printed.contains("all 600 values are right"), printed);
  }
}
