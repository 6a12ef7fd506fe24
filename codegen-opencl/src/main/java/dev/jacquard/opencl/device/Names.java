package dev.jacquard.opencl.device;

import dev.jacquard.dsl.CompilerBug;
import java.util.Map;

/** What a program refers to by name. */
final class Names {

  private Names() {}

  static <T> T require(String name, Map<String, T> known, String place) {
    T found = known.get(name);
    if (found == null) {
      throw new CompilerBug("%s uses %s, which is not known there: %s.".formatted(place, name,
          known.keySet()));
    }
    return found;
  }
}
