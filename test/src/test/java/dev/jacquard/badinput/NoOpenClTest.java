package dev.jacquard.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.badinput.Jacquard.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Without OpenCL everything runs on the JVM, and each command says so.
class NoOpenClTest {

  private static final String SIZES = " --size m=5,n=6,k=7";

  @TempDir
  private Path folder;

  private Result jacquard(String line) throws Exception {
    return new Jacquard(folder).withoutOpenCl().run(line);
  }

  /// Why there is no OpenCL device here: the loader may be missing too.
  private String reason() throws Exception {
    return jacquard("devices --json").json().get("missing").get("opencl").asString();
  }

  @Test
  void devicesSayWhatIsMissingAndWhatToInstall() throws Exception {
    String reason = reason();
    assertTrue(reason.equals("The OpenCL loader is installed, but no driver "
        + "(/etc/OpenCL/vendors/*.icd) is. For the CPU, install PoCL: apt-get install "
        + "pocl-opencl-icd") || reason.startsWith("The OpenCL loader (libOpenCL.so.1) cannot be "
        + "loaded: "), reason);
    Result devices = jacquard("devices");
    assertEquals(0, devices.exit(), devices.err());
    assertTrue(devices.out().contains("\nno opencl device: " + reason + "\n"), devices.out());
    assertTrue(devices.out().contains("\njvm "), devices.out());
  }

  @Test
  void runTakesTheJvmAndSaysWhy() throws Exception {
    Result ran = jacquard("run matmul --check --repeat 1" + SIZES);
    assertEquals(0, ran.exit(), ran.err());
    assertEquals("device jvm: " + System.getProperty("java.vm.name") + " (no opencl device: "
        + reason() + ")\nschedule hand: written by hand for CPUs\n", ran.err());
    assertTrue(ran.out().contains("check on given inputs: C: all 30 values are right.\n"),
        ran.out());
  }

  @Test
  void tuneTakesTheJvmToo() throws Exception {
    Result tuned = jacquard("tune matmul --budget 2s --json --repeat 1" + SIZES);
    assertEquals(0, tuned.exit(), tuned.err());
    assertEquals("jvm", tuned.text("backend"));
  }

  @Test
  void askingForOpenClFails() throws Exception {
    Result ran = jacquard("run matmul --device opencl:0:0" + SIZES);
    assertEquals(2, ran.exit());
    String aparapi = jacquard("devices --json").json().get("missing").get("aparapi").asString();
    assertEquals("Unknown device \"opencl:0:0\". Give one of: jvm ("
        + System.getProperty("java.vm.name") + "), interpreter (loop interpreter). No opencl "
        + "device: " + reason() + " No aparapi device: " + aparapi + "\n", ran.err());
  }
}
