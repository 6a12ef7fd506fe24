package dev.jacquard.launcher;

import static dev.jacquard.launcher.Machine.started;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which JDK starts the program, and where one comes from if none does.
@EnabledOnOs(OS.LINUX)
class JdkTest {

  @TempDir
  private Path folder;
  private Machine machine;

  @BeforeEach
  void build() throws IOException {
    machine = new Machine(folder);
  }

  @Test
  void theNewestJdkStartsTheProgram() throws Exception {
    machine.jdk("jvm/jdk-25", "25.0.1");
    machine.jdk("jvm/jdk-26", "26");
    machine.jdk("jvm/jdk-9", "9.0.4");
    assertEquals(started("jvm/jdk-26", "ops --json"), machine.jacquard("ops", "--json").out());
  }

  @Test
  void javaHomeComesFirst() throws Exception {
    machine.jdk("jvm/jdk-26", "26");
    machine.set("JAVA_HOME", machine.jdk("mine", "25").toString());
    assertEquals(started("mine", "ops"), machine.jacquard("ops").out());
  }

  @Test
  void aJavaHomeThatIsTooOldIsPassedOver() throws Exception {
    machine.jdk("jvm/jdk-25", "25");
    machine.set("JAVA_HOME", machine.jdk("mine", "17.0.15").toString());
    assertEquals(started("jvm/jdk-25", "ops"), machine.jacquard("ops").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"opt/jdk", "home/.sdkman/candidates/java/25-tem", "home/.jdks/openjdk-25",
      "home/.cache/jacquard/jdk/sum"})
  void theUsualFoldersAreSearched(String place) throws Exception {
    machine.jdk(place, "25");
    assertEquals(started(place, "ops"), machine.jacquard("ops").out());
  }

  @Test
  void withoutAJdkItSaysBothCommands() throws Exception {
    machine.jdk("jvm/jdk-17", "17.0.15");
    machine.set("JACQUARD_NO_INSTALL", "1");
    var result = machine.jacquard("ops");
    assertEquals("jacquard: no JDK 25 or newer in JAVA_HOME, on the PATH, in ~/jvm, ~/opt, "
        + "~/home/.sdkman/candidates/java or ~/home/.jdks. Install one with: sudo apt-get install "
        + "openjdk-25-jdk-headless or with: mkdir -p ~/.jdks && curl -fL https://github.com/"
        + "adoptium/temurin25-binaries/releases/download/jdk-25.0.4.1%2B1/"
        + "OpenJDK25U-jdk_x64_linux_hotspot_25.0.4.1_1.tar.gz | tar -xz -C ~/.jdks\n",
        result.err());
    assertEquals(1, result.exit());
    assertEquals("", result.out());
  }

  @Test
  void rootGetsTheDistributionsJdk() throws Exception {
    machine.jdk("packaged", "25");
    machine.command("id", "echo 0");
    machine.command("apt-cache", "[ \"$*\" = 'show openjdk-25-jdk-headless' ]");
    machine.command("apt-get", "cp -r " + machine.path("packaged") + " " + machine.path("jvm"));
    var result = machine.jacquard("ops");
    assertEquals("jacquard: no JDK 25 or newer found: installing openjdk-25-jdk-headless with "
        + "apt\n", result.err());
    assertEquals(started("jvm/packaged", "ops"), result.out());
  }

  /// An archive of a JDK, packed as they are: in a folder. Sets its SHA-256 as the right one.
  private String archive() throws Exception {
    machine.jdk("packed/jdk-25.0.9+9", "25.0.9");
    Path file = machine.path("jdk.tar.gz");
    new ProcessBuilder("tar", "-czf", file.toString(), "-C", machine.path("packed").toString(),
        "jdk-25.0.9+9").start().waitFor();
    String sum = HexFormat.of().formatHex(
        MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    machine.set("JACQUARD_JDK_SHA256", sum);
    return sum;
  }

  private void assertDownloadedOnce(String address, String sum) throws Exception {
    machine.set("JACQUARD_JDK_URL", address);
    var result = machine.jacquard("ops");
    assertEquals("jacquard: no JDK 25 or newer found: downloading "
        + address.replace(folder.toString(), "~") + " to ~/home/.cache/jacquard/jdk\n",
        result.err());
    assertEquals(started("home/.cache/jacquard/jdk/" + sum, "ops"), result.out());
    assertEquals("", machine.jacquard("ops").err());
  }

  @Test
  void anArchiveIsUnpackedIntoTheCache() throws Exception {
    String sum = archive();
    assertDownloadedOnce("file://" + machine.path("jdk.tar.gz"), sum);
  }

  @Test
  void curlDownloads() throws Exception {
    String sum = archive();
    machine.command("curl", "cp " + machine.path("jdk.tar.gz") + " $7");
    assertDownloadedOnce("https://jdk.example/25.tar.gz", sum);
  }

  @Test
  void wgetDownloadsWhereThereIsNoCurl() throws Exception {
    String sum = archive();
    machine.command("wget", "cp " + machine.path("jdk.tar.gz") + " $5");
    assertDownloadedOnce("https://jdk.example/25.tar.gz", sum);
  }

  @Test
  void anArchiveOfAnotherSumIsRefused() throws Exception {
    String sum = archive();
    machine.set("JACQUARD_JDK_SHA256", "1234");
    machine.set("JACQUARD_JDK_URL", "file://" + machine.path("jdk.tar.gz"));
    String[] lines = machine.jacquard("ops").err().split("\n");
    assertEquals("jacquard: the SHA-256 of that archive is " + sum + " instead of 1234", lines[1]);
    assertEquals("jacquard: that failed", lines[2]);
    assertEquals(4, lines.length, "then the message of a machine without a JDK");
  }

  @Test
  void anArchiveWithoutASumIsRefused() throws Exception {
    machine.set("JACQUARD_JDK_URL", "file:///jdk.tar.gz");
    assertEquals("jacquard: JACQUARD_JDK_URL needs the archive's SHA-256 in JACQUARD_JDK_SHA256\n",
        machine.jacquard("ops").err());
  }

  @Test
  void aDiskThatIsTooSmallForAJdkIsToldBeforeTheDownload() throws Exception {
    machine.freeSpace("400000");
    assertEquals("jacquard: a JDK takes 600 MB, and the disk of ~/home/.cache/jacquard has less\n",
        machine.jacquard("ops").err());
  }
}
