package dev.jacquard.launcher;

import static dev.jacquard.launcher.Machine.started;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// When the program is built, and with which Maven.
@EnabledOnOs(OS.LINUX)
class BuildTest {

  @TempDir
  private Path folder;
  private Machine machine;

  @BeforeEach
  void build() throws IOException {
    machine = new Machine(folder);
    machine.jdk("jvm/jdk-25", "25");
    Files.writeString(machine.path("icd/pocl.icd"), "libpocl.so");
  }

  private static final String MAVEN = "case $* in -v) echo Apache Maven %s; exit ;; esac\n";

  private void changeASource() throws IOException {
    Files.createDirectories(machine.path("checkout/dsl/src/main"));
  }

  /// A build that works, of one jar of ours and one library; it says who built.
  private String building(String who) {
    Path target = machine.path("checkout/cli/target");
    return "echo " + who + " >&2; echo jar >%s/jacquard-cli-1.jar; echo jar >%s/library-2.jar; "
        .formatted(target, folder) + "printf %s %s/library-2.jar >%s/class-path"
        .formatted("%s", folder, target);
  }

  @Test
  void whatIsBuiltAsksNobody() throws Exception {
    for (String command : List.of("mvn", "apt-get", "curl", "wget")) {
      machine.command(command, "echo called >&2; exit 1");
    }
    assertEquals("", machine.jacquard("ops").err());
  }

  @Test
  void aChangedSourceIsBuiltAndAFailedBuildEnds() throws Exception {
    changeASource();
    machine.command("mvn", MAVEN.formatted("3.8.7") + "echo Semicolon expected; exit 1");
    var result = machine.jacquard("ops");
    assertEquals("""
        jacquard: building
        Semicolon expected
        jacquard: the build failed
        """, result.err());
    assertEquals(1, result.exit());
    assertEquals("", result.out());
  }

  @Test
  void allJarsAreCopiedSoThatOthersCanStartThem() throws Exception {
    changeASource();
    machine.command("mvn", MAVEN.formatted("3.9.9") + building("mvn"));
    String places = "~/checkout/cli/target/launcher/app.2/jacquard-cli-1.jar"
        + ":~/checkout/cli/target/launcher/lib/library-2.jar";
    assertEquals(started("jvm/jdk-25", "ops").replace(
        "~/checkout/cli/target/launcher/app.1/app.jar", places), machine.jacquard("ops").out());
  }

  @Test
  void anOldMavenGivesWayToTheWrapper() throws Exception {
    changeASource();
    machine.command("mvn", MAVEN.formatted("3.5.4") + "echo old >&2; exit 1");
    machine.command("../checkout/mvnw", building("the wrapper"));
    machine.jacquard("ops");
    assertEquals("the wrapper\n",
        Files.readString(machine.path("checkout/cli/target/launcher/build.log")));
  }

  @Test
  void aBuildWaitsForAnotherAndTakesItsResult() throws Exception {
    changeASource();
    machine.command("flock", "[ $1 != -n ] || exit 1; touch "
        + machine.path("checkout/cli/target/launcher/stamp"));
    assertEquals("jacquard: waiting for another build of this checkout\n",
        machine.jacquard("ops").err());
  }

  @Test
  void eachJdkGetsItsOwnAheadOfTimeCache() throws Exception {
    machine.unset("JACQUARD_NO_AOT");
    for (String version : List.of("25", "26")) {
      machine.set("JAVA_HOME", machine.jdk("mine" + version, version).toString());
      String cache = " -XX:AOTCache=~/checkout/cli/target/launcher/app.1/" + version
          + "+1.aot -cp ";
      assertEquals(started("mine" + version, "ops").replace(" -cp ", cache),
          machine.jacquard("ops").out());
    }
  }

  @Test
  void testsEndWithWhatWasSkippedAndWhy() throws Exception {
    Path reports = Files.createDirectories(machine.path("checkout/dsl/target/surefire-reports"));
    String skipped = "<testcase><skipped message=\"needs &quot;%s&quot;\"/></testcase>";
    Files.writeString(folder.resolve("one.xml"), "<testsuite name=\"one\" tests=\"5\">\n"
        + skipped.formatted("opencl:0:0") + "\n" + skipped.formatted("a GPU") + "\n"
        + skipped.formatted("a GPU") + "\n");
    machine.command("mvn", MAVEN.formatted("3.9.9") + "cp " + folder.resolve("one.xml") + " "
        + reports + "/TEST-one.xml; exit 3");
    var result = machine.jacquard("test");
    assertEquals("""
        jacquard: 5 tests; skipped here, and why:
              2 needs "a GPU"
              1 needs "opencl:0:0"
        jacquard: --all runs the slow ones too
        """, result.err());
    assertEquals(3, result.exit());
  }

  @Test
  void aDiskThatIsTooSmallToBuildIsTold() throws Exception {
    changeASource();
    machine.freeSpace("100000");
    assertEquals("jacquard: building takes 150 MB, and the disk of ~/checkout has less\n",
        machine.jacquard("ops").err());
  }
}
