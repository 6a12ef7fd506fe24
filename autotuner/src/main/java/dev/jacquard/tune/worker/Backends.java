package dev.jacquard.tune.worker;

import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.backend.Backend;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The backends that this process has used so far. */
final class Backends {
  private final Map<String, Backend> backends = new HashMap<>();

  Backend named(String name) {
    return backends.computeIfAbsent(name, Backends::find);
  }

  private static Backend find(String name) {
    return ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get)
        .filter(backend -> backend.name().equals(name)).findFirst()
        .orElseThrow(() -> new UserError("The worker's class path has no backend " + name
          + ". Add its artifact."));
  }
}
