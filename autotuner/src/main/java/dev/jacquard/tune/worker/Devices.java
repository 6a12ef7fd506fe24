package dev.jacquard.tune.worker;

import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The backends and devices that this process has used so far. */
final class Devices {
  private final Map<String, Backend> backends = new HashMap<>();
  private final Map<String, Device> devices = new HashMap<>();

  Executable load(Artifact artifact, String device) {
    Backend backend = backends.computeIfAbsent(artifact.backend(), Devices::backend);
    return backend.load(artifact, devices.computeIfAbsent(device, id -> device(backend, id)));
  }

  private static Backend backend(String name) {
    return ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get)
        .filter(backend -> backend.name().equals(name)).findFirst()
        .orElseThrow(() -> new UserError("The worker's class path has no backend " + name + "."));
  }

  private static Device device(Backend backend, String id) {
    return backend.devices().stream().filter(device -> device.id().equals(id)).findFirst()
        .orElseThrow(() -> new UserError("The worker's " + backend.name() + " has no device " + id
            + ". " + backend.missing()));
  }
}
