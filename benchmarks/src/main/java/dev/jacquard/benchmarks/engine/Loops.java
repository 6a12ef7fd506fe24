package dev.jacquard.benchmarks.engine;

import static dev.jacquard.benchmarks.engine.Layouts.COUNTED;
import static dev.jacquard.benchmarks.engine.Layouts.GIVEN;

import dev.jacquard.dsl.data.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A library with a function for each op, of the op's name: it takes the inputs, the outputs, then
 * the sizes in the alphabetical order of their names. One that has several for an op lists them in
 * the text {@code peer_forms}, a line for each: the op, the layouts, the function, the name of the
 * form; {@code peer_collect} then brings the result of the last run to its output.
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
    if (library.has("peer_forms")) {
      return listed(work);
    }
    List<Form> forms = new ArrayList<>();
    if (library.has(work.op())) {
      forms.add(new Form("", COUNTED, bind(work, work.op())));
    }
    if (library.has(work.op() + "_given")) {
      forms.add(capsules(work));
    }
    return forms;
  }

  private List<Form> listed(Work work) {
    return library.constant("peer_forms").lines().map(line -> line.split(" ", 4))
        .filter(words -> words[0].equals(work.op()))
        .map(words -> new Form(words[3], Layouts.valueOf(words[1]), List.of(bind(work, words[2])),
            () -> library.call("peer_collect"))).toList();
  }

  private MethodHandle bind(Work work, String function) {
    List<Object> arguments = new ArrayList<>();
    work.inputs().values().stream().map(Tensor::segment).forEach(arguments::add);
    work.outputs().values().stream().map(Tensor::segment).forEach(arguments::add);
    arguments.addAll(new TreeMap<>(work.sizes().values()).values());
    return library.bind(function, arguments.toArray());
  }

  /** Capsules of P(n, h, w, ci, 4, 4) and W(k, k, ci, co, 4, 4), V(n, y, x, co, 4, 4). */
  private Form capsules(Work work) {
    Tensor poses = work.input("P").permute(0, 2, 3, 1, 4, 5).dense();
    Tensor weights = work.input("W").permute(2, 3, 0, 1, 4, 5).dense();
    Tensor votes = work.output().permute(0, 2, 3, 1, 4, 5).dense();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("P", poses);
    inputs.put("W", weights);
    Work moved = new Work(work.op(), work.sizes(), inputs, Map.of("V", votes));
    return new Form("channels inside", GIVEN, List.of(bind(moved, work.op() + "_given")),
        () -> work.output().copyFrom(votes.permute(0, 3, 1, 2, 4, 5)));
  }
}
