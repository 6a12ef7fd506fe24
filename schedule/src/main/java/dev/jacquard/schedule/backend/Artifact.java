package dev.jacquard.schedule.backend;

import dev.jacquard.schedule.ir.Program;
import java.io.Serializable;
import java.util.Map;

/**
 * What a backend made of a program without a device: sources by file name, and the program for its
 * host tree and buffers. It can be stored, and loaded in another process.
 *
 * @param options what the sources are compiled with
 */
public record Artifact(String backend, Program program, Map<String, String> sources,
    String options) implements Serializable {

  public Artifact {
    sources = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(sources));
  }

  /** All sources as one text, each under its name where there are several. */
  public String text() {
    if (sources.size() == 1) {
      return sources.values().iterator().next();
    }
    StringBuilder text = new StringBuilder();
    sources.forEach((name, source) -> text.append("// ").append(name).append('\n').append(source));
    return text.toString();
  }
}
