package dev.jacquard.benchmarks.engine;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Npy;
import dev.jacquard.dsl.data.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a peer is asked to do.
 *
 * @param op the name of the op in our library
 * @param inputs by name, canonical
 * @param outputs by name, canonical; their contents are the peer's to write
 */
public record Work(String op, Sizes sizes, Map<String, Tensor> inputs,
    Map<String, Tensor> outputs) {

  private static final String INDEX = "work.txt";

  /** Of an int size. */
  int size(String name) {
    return Math.toIntExact(sizes.get(name).orElseThrow());
  }

  Tensor input(String name) {
    return inputs.get(name);
  }

  /** The only output. */
  Tensor output() {
    return outputs.values().iterator().next();
  }

  /** Writes the inputs and what describes the rest. */
  public void save(Path folder) throws IOException {
    List<String> lines = new ArrayList<>(List.of(op, sizes.toString()));
    inputs.forEach((name, tensor) -> {
      lines.add("in " + name);
      Npy.save(file(folder, name), tensor);
    });
    outputs.forEach((name, tensor) -> lines.add("out %s %s %s".formatted(name, tensor.type(),
        Arrays.stream(tensor.shape()).mapToObj(Long::toString).collect(Collectors.joining(",")))));
    Files.write(folder.resolve(INDEX), lines);
  }

  static Work load(Path folder) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(INDEX));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (String line : lines.subList(2, lines.size())) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("in")) {
        inputs.put(words[1], Npy.load(file(folder, words[1])));
      } else {
        outputs.put(words[1], Tensor.zeros(DType.parse(words[2]), shape(words[3])));
      }
    }
    return new Work(lines.get(0), Sizes.parse(lines.get(1)), inputs, outputs);
  }

  private static long[] shape(String text) {
    return text.isEmpty() ? new long[0]
        : Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
  }

  /** Where a tensor lies. */
  public static Path file(Path folder, String tensor) {
    return folder.resolve(tensor + ".npy");
  }
}
