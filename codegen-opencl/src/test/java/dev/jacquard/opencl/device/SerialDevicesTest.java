package dev.jacquard.opencl.device;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SerialDevicesTest {

  private static final String POCL = "OpenCL 3.0 PoCL 3.1+debian  Linux, None+Asserts, LLVM 15";

  @Test
  void areAskedForWhereNoOtherDeviceIsLost() {
    assertTrue(SerialDevices.isSafe(POCL, 2, Map.of()));
    assertFalse(SerialDevices.isSafe(POCL, 2, Map.of("POCL_DEVICES", "pthread")));
    assertFalse(SerialDevices.isSafe(POCL, 64, Map.of()));
    assertFalse(SerialDevices.isSafe(POCL.replace("3.1", "7.0"), 2, Map.of()));
    assertFalse(SerialDevices.isSafe("OpenCL 3.0 CUDA 12.4", 2, Map.of()));
  }
}
