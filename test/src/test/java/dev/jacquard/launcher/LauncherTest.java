package dev.jacquard.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LauncherTest {

  private static final String FLAGS = " -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"
      + " -Xlog:disable -Xlog:all=error:stderr -cp app.jar dev.jacquard.cli.Main ";

  @TempDir
  private Path folder;
  private Machine machine;

  @BeforeEach
  void build() throws IOException {
    machine = new Machine(folder);
  }

  @Test
  void withoutAJdkItSaysWhatToInstall() throws Exception {
    machine.jdk("jvm/jdk-17", "17.0.15");
    var result = machine.jacquard("ops");
    assertEquals("jacquard: no JDK 25 or newer in JAVA_HOME, on the PATH or in "
        + machine.path("jvm") + ". Install one, such as openjdk-25-jdk or Temurin's"
        + " temurin-25-jdk, or set JAVA_HOME to it.\n", result.err());
    assertEquals(1, result.exit());
    assertEquals("", result.out());
  }

  @Test
  void theNewestJdkStartsTheProgram() throws Exception {
    machine.jdk("jvm/jdk-25", "25.0.1");
    machine.jdk("jvm/jdk-26", "26");
    machine.jdk("jvm/jdk-9", "9.0.4");
    assertEquals("jvm/jdk-26" + FLAGS + "ops --json\n",
        machine.jacquard("ops", "--json").out());
  }

  @Test
  void javaHomeComesFirst() throws Exception {
    machine.jdk("jvm/jdk-26", "26");
    machine.set("JAVA_HOME", machine.jdk("mine", "25").toString());
    assertEquals("mine" + FLAGS + "ops\n", machine.jacquard("ops").out());
  }

  @Test
  void aJavaHomeThatIsTooOldIsPassedOver() throws Exception {
    machine.jdk("jvm/jdk-25", "25");
    machine.set("JAVA_HOME", machine.jdk("mine", "17.0.15").toString());
    assertEquals("jvm/jdk-25" + FLAGS + "ops\n", machine.jacquard("ops").out());
  }

  @Test
  void withoutOpenClItSaysHowToInstallItAndGoesOn() throws Exception {
    machine.jdk("jvm/jdk-25", "25");
    machine.command("id", "echo 1000");
    machine.set("JACQUARD_NO_INSTALL", "1");
    var result = machine.jacquard("devices");
    assertEquals("jacquard: no OpenCL found. To install PoCL, OpenCL for CPUs: "
        + "sudo apt-get install pocl-opencl-icd ocl-icd-libopencl1\n", result.err());
    assertEquals("jvm/jdk-25" + FLAGS + "devices\n", result.out());
  }

  @Test
  void rootGetsPoclInstalled() throws Exception {
    machine.jdk("jvm/jdk-25", "25");
    machine.command("id", "echo 0");
    machine.command("env", "shift; exec \"$@\"");
    machine.command("apt-get", "echo apt-get \"$@\"");
    var result = machine.jacquard("devices");
    assertEquals("""
        jacquard: no OpenCL found: installing PoCL with apt \
        (pocl-opencl-icd ocl-icd-libopencl1)
        apt-get -q -y install --no-install-recommends pocl-opencl-icd ocl-icd-libopencl1
        """, result.err());
    assertEquals("jvm/jdk-25" + FLAGS + "devices\n", result.out());
  }

  @Test
  void anInstalledDriverIsEnough() throws Exception {
    machine.jdk("jvm/jdk-25", "25");
    Files.writeString(machine.path("icd/pocl.icd"), "libpocl.so\n");
    assertEquals("", machine.jacquard("devices").err());
  }

  @Test
  void helpNeedsNoDevice() throws Exception {
    machine.jdk("jvm/jdk-25", "25");
    assertEquals("", machine.jacquard("run", "--help").err());
  }

  @Test
  void aChangedSourceIsBuiltAndAFailedBuildEnds() throws Exception {
    machine.jdk("jvm/jdk-25", "25");
    Files.createDirectories(machine.path("checkout/dsl/src/main"));
    machine.command("mvn", "echo Semicolon expected; exit 1");
    var result = machine.jacquard("ops");
    assertEquals("""
        jacquard: building
        Semicolon expected
        jacquard: the build failed
        """, result.err());
    assertEquals(1, result.exit());
    assertEquals("", result.out());
  }
}
