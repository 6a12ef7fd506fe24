package dev.jacquard.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Libraries in one folder, each after those that it builds on. */
record Together(List<Provision> parts) implements Provision {

  @Override
  public String key() throws IOException {
    List<String> keys = new ArrayList<>();
    for (Provision part : parts) {
      keys.add(part.key());
    }
    return String.join("+", keys);
  }

  @Override
  public int megabytes() {
    return parts.stream().mapToInt(Provision::megabytes).sum();
  }

  @Override
  public void provide(Path folder) throws IOException {
    for (Provision part : parts) {
      part.provide(folder);
    }
  }
}
