package dev.jacquard.launcher;

import static dev.jacquard.launcher.Machine.started;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What counts as OpenCL, and where it comes from if there is none.
@EnabledOnOs(OS.LINUX)
class OpenClTest {

  @TempDir
  private Path folder;
  private Machine machine;

  @BeforeEach
  void build() throws IOException {
    machine = new Machine(folder);
    machine.jdk("jvm/jdk-25", "25");
  }

  private static final String ON_THE_JVM =
      "jacquard: no OpenCL, so commands run on the JVM; \"jacquard doctor\" tries again\n";

  @Test
  void anInstalledDriverIsEnough() throws Exception {
    Files.writeString(machine.path("icd/pocl.icd"), "libpocl.so");
    assertEquals("", machine.jacquard("devices").err());
  }

  @Test
  void helpNeedsNoDevice() throws Exception {
    assertEquals("", machine.jacquard("run", "--help").err());
  }

  @Test
  void withoutAptItSaysSoAndGoesOn() throws Exception {
    String missing = "jacquard: no OpenCL found, and no apt to get PoCL with\n" + ON_THE_JVM;
    var result = machine.jacquard("devices");
    assertEquals(missing, result.err());
    assertEquals(started("jvm/jdk-25", "devices"), result.out());
    assertEquals("", machine.jacquard("devices").err(), "tried once");
    assertEquals(missing, machine.jacquard("doctor").err());
  }

  @Test
  void nothingIsInstalledIfThatIsForbidden() throws Exception {
    machine.set("JACQUARD_NO_INSTALL", "1");
    machine.command("apt-get", "echo called >&2");
    assertEquals("", machine.jacquard("devices").err());
  }

  @Test
  void rootGetsPoclInstalled() throws Exception {
    machine.command("id", "echo 0");
    machine.command("apt-get", "echo \"$@\" >" + machine.path("called")
        + "; echo libpocl.so >" + machine.path("icd/pocl.icd"));
    var result = machine.jacquard("devices");
    assertEquals("jacquard: no OpenCL found: installing PoCL with apt "
        + "(pocl-opencl-icd ocl-icd-libopencl1)\n", result.err());
    assertEquals("-q -y install --no-install-recommends -o Dpkg::Options::=--force-confmiss "
        + "pocl-opencl-icd ocl-icd-libopencl1\n", Files.readString(machine.path("called")));
    assertEquals(started("jvm/jdk-25", "devices"), result.out());
  }

  /// The packages of a PoCL for apt and dpkg to find; clang-15 is not needed.
  private void offerPocl() throws IOException {
    machine.command("ld", "");
    machine.command("apt-get", """
        case $* in
          *update | *download\\ libpocl2) touch pocl.deb ;;
          *'install pocl-opencl-icd ocl-icd-libopencl1')
            grep -q clang-15 "${APT_CONFIG%/conf}/status" || echo 'Inst clang-15 (1 [amd64])'
            echo 'Inst libpocl2 (3.1 Debian:12 [amd64])' ;;
          *) echo "E: $*"; exit 100 ;;
        esac""");
    machine.command("dpkg", """
        case $1 in
          -x) mkdir -p "$3/usr/lib"; touch "$3/usr/lib/libpocl.so.2.10" ;;
          *) echo amd64 ;;
        esac""");
  }

  private static final String OWN = "drivers in ~/home/.cache/jacquard/pocl/vendors, libraries in "
      + "~/home/.cache/jacquard/pocl/root/usr/lib:\n";

  @Test
  void withoutRightsPoclIsUnpackedForThisProgramOnly() throws Exception {
    offerPocl();
    Files.writeString(machine.path("icd/gone.icd"), "missing-driver.so\n");
    var result = machine.jacquard("devices");
    assertEquals("jacquard: no OpenCL found: downloading PoCL (70 MB) to "
        + "~/home/.cache/jacquard/pocl, for this program only\n" + OWN, result.err());
    assertEquals(machine.path("home/.cache/jacquard/pocl/root/usr/lib/libpocl.so.2.10") + "\n",
        Files.readString(machine.path("home/.cache/jacquard/pocl/vendors/pocl.icd")));
    assertEquals(Path.of("/lib/libm.so.6"), Files.readSymbolicLink(
        machine.path("home/.cache/jacquard/pocl/link/libm.so")));
    machine.command("apt-get", "echo called >&2");
    assertEquals(OWN, machine.jacquard("devices").err(), "there already");
  }

  @Test
  void aFailedDownloadIsToldWithItsReason() throws Exception {
    offerPocl();
    machine.command("apt-get", "echo 'E: Could not resolve deb.example'; exit 100");
    assertEquals("jacquard: no OpenCL found: downloading PoCL (70 MB) to "
        + "~/home/.cache/jacquard/pocl, for this program only\n"
        + "jacquard: that failed: E: Could not resolve deb.example\n" + ON_THE_JVM,
        machine.jacquard("devices").err());
  }

  @Test
  void aDiskThatIsTooSmallForPoclIsTold() throws Exception {
    offerPocl();
    machine.freeSpace("400000");
    assertEquals("jacquard: no OpenCL found, and PoCL takes 450 MB, which the disk of "
        + "~/home/.cache/jacquard does not have\n" + ON_THE_JVM, machine.jacquard("devices").err());
  }
}
