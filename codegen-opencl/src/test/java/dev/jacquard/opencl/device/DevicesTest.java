package dev.jacquard.opencl.device;

import static dev.jacquard.opencl.device.DeviceFixture.assertMessage;
import static dev.jacquard.opencl.device.DeviceFixture.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Target;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesTest {

  private final OpenClBackend backend = new OpenClBackend();

  @TempDir
  Path cache;

  @Test
  void isFoundAsAService() {
    assertTrue(ServiceLoader.load(Backend.class).stream()
        .anyMatch(provider -> provider.type() == OpenClBackend.class));
  }

  @Test
  void eitherDevicesOrAReason() {
    assertEquals(backend.devices().isEmpty(), !backend.missing().isEmpty(), backend.missing());
    assertTrue(backend.missing().isEmpty()
        || backend.missing().endsWith("apt-get install pocl-opencl-icd"), backend.missing());
  }

  @Test
  @RequiresOpenCl
  void factsAreSane() {
    for (Device device : backend.devices()) {
      Target target = device.target();
      assertTrue(device.id().matches("opencl:\\d+:\\d+"), device.toString());
      assertTrue(target.computeUnits() > 0 && target.maxGroupItems() > 0
          && target.globalBytes() > 1 << 20, device.toString());
      assertTrue(target.kind() != Target.Kind.CPU || target.localBytes() == 0
          && (target.vectorBytes() == 64) == (target.registerBytes() == 2048), device.toString());
    }
  }

  @Test
  void vectorsAreAsWideAsTheDriverSays() {
    assertEquals(16, Found.vectorBytes(4));
    assertEquals(32, Found.vectorBytes(8));
    assertEquals(64, Found.vectorBytes(16));
    assertEquals(16, Found.vectorBytes(1));
    assertEquals(32 * 64, Found.registerBytes(64, "amd64"));
    assertEquals(16 * 32, Found.registerBytes(32, "amd64"));
    assertEquals(16 * 16, Found.registerBytes(16, "amd64"));
    assertEquals(32 * 16, Found.registerBytes(16, "aarch64"));
  }

  @Test
  @RequiresOpenCl
  void unknownDevice() {
    String known = backend.devices().stream().map(Device::id).collect(Collectors.joining(", "));
    assertMessage("There is no OpenCL device opencl:9:9. Choose one of: " + known + ".",
        () -> backend.device("opencl:9:9"));
    assertMessage("Device opencl:0:0/x: write a number of compute units after the slash, as in "
        + "opencl:0:0/1.", () -> backend.device("opencl:0:0/x"));
    int units = backend.device("opencl:0:0").target().computeUnits();
    assertMessage("Device opencl:0:0 has %d compute units; 0 cannot be had. Choose 1 to %d."
        .formatted(units, units), () -> backend.device("opencl:0:0/0"));
  }

  @Test
  @RequiresOpenCl
  void partOfADeviceComputes() {
    Device whole = backend.devices().getFirst();
    assumeTrue(whole.target().kind() == Target.Kind.CPU && whole.target().computeUnits() > 1,
        "a CPU with several compute units");
    DeviceFixture fixture = new DeviceFixture(cache);
    Device part = fixture.backend.partition(whole, 1);
    assertEquals(whole.id() + "/1", part.id());
    assertEquals(1, part.target().computeUnits());
    assertEquals(part, fixture.backend.device(part.id()));
    for (int i = 0; i < 3; i++) {
      try (OpenClExecutable sum = (OpenClExecutable) fixture.backend.load(Programs.add(), part)) {
        Tensor c = Tensor.zeros(DType.F32, 2);
        sum.run(values(1, 2), values(3, 4), c);
        assertArrayEquals(new float[] {4, 6}, c.toFloatArray());
      }
    }
    fixture.load(Programs.add()).close();
    assertEquals(java.util.List.of(), fixture.warnings, "binaries of a part and the whole");
  }
}
