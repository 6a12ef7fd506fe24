package dev.jacquard.schedule.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DeviceTest {

  private static Device of(Target target) {
    return new Device("x", "opencl", "a CPU", "1.0", target);
  }

  private static Target vectors(int bytes) {
    Target t = Target.AVX512;
    return new Target(t.kind(), bytes, t.computeUnits(), t.maxGroupItems(), t.localBytes(),
        t.registerBytes(), t.globalBytes(), t.doubles());
  }

  @Test
  void theKeyNamesInstructionsAndCores() {
    Device device = of(Target.AVX512);
    assertEquals("opencl|a CPU|1.0|" + device.instructionSet() + "|2", device.key());
    assertTrue(device.instructionSet().startsWith(System.getProperty("os.arch")
        + ", vectors of 64 bytes"), device.instructionSet());
    assertEquals("gpu, vectors of 16 bytes", of(Target.GPU).instructionSet());
    assertNotEquals(device.key(), of(Target.AVX512.withUnits(1)).key());
    assertNotEquals(device.key(), of(vectors(32)).key());
  }
}
