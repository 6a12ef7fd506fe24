package dev.jacquard.opencl.device;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** A backend with a cache of its own, and its first device. */
final class DeviceFixture {

  /** How the device's memory is treated; each way must be right on every device. */
  enum Mode {
    AS_IT_IS, WITH_MAPPINGS, WITH_COPIES;

    Limits of(Limits l) {
      return this == AS_IT_IS ? l : new Limits(l.localBytes(), l.privateBytes(),
          l.argumentBytes(), l.bufferBytes(), l.alignment(), l.shared() && this != WITH_COPIES,
          false, l.binariesCost(), l.roundsDivision());
    }
  }

  final List<String> warnings = new ArrayList<>();
  final BinaryCache cache;
  final OpenClBackend backend;
  final Device device;

  DeviceFixture(Path folder) {
    cache = new BinaryCache(folder, warnings::add);
    backend = new OpenClBackend(cache);
    device = backend.devices().getFirst();
  }

  OpenClExecutable load(Artifact artifact) {
    return (OpenClExecutable) backend.load(artifact, device);
  }

  OpenClExecutable load(Artifact artifact, Mode mode) {
    return load(artifact, mode::of);
  }

  OpenClExecutable load(Artifact artifact, UnaryOperator<Limits> limits) {
    Found found = Partition.find(device.id());
    Session session = new Session(new Found(device, found.platform(), found.id(),
        limits.apply(found.limits()), found.serial()), true);
    return new OpenClExecutable(artifact, session, new ProgramBuilder(session, cache).build(
        artifact));
  }

  static Tensor values(float... values) {
    return Tensor.of(values);
  }

  static Map<String, Tensor> arguments(Tensor a, Tensor b, Tensor c) {
    return Map.of("A", a, "B", b, "C", c);
  }

  static void assertMessage(String expected, Executable action) {
    Assertions.assertEquals(expected,
        Assertions.assertThrows(UserError.class, action).reason());
  }
}
