package dev.jacquard.benchmarks.engine;

import static dev.jacquard.benchmarks.engine.Layouts.COUNTED;

import dev.jacquard.dsl.data.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A library with a function for each op, of the op's name: it takes the inputs, the outputs, then
 * the sizes in the alphabetical order of their names.
 */
final class Loops implements Engine {

  private final Native library;
  private final String version;

  /** @param folder with {@code libpeer.so}, and {@code version} about it */
  Loops(Path folder) {
    this.library = new Native(folder.resolve("libpeer.so"));
    try {
      this.version = Files.readString(folder.resolve("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public List<Form> forms(Work work) {
    if (!library.has(work.op())) {
      return List.of();
    }
    List<Object> arguments = new ArrayList<>();
    work.inputs().values().stream().map(Tensor::segment).forEach(arguments::add);
    work.outputs().values().stream().map(Tensor::segment).forEach(arguments::add);
    arguments.addAll(new TreeMap<>(work.sizes().values()).values());
    return List.of(new Form("", COUNTED, library.bind(work.op(), arguments.toArray())));
  }
}
