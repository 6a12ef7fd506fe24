package dev.jacquard.tune.worker;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The inputs and expected outputs of a tuning run as files, written once by the parent and
 * memory-mapped by every worker. All tensors are in the canonical layout.
 *
 * @param inputs by name, in order
 */
record Dataset(Map<String, Tensor> inputs, List<Expected> outputs) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONTENTS = "contents.json";

  /** A tensor in a file; {@code allowed} is the file of the allowed errors or null. */
  private record Entry(String name, DType type, long[] shape, String file, String allowed) {}

  private record Contents(List<Entry> inputs, List<Entry> outputs) {}

  static void write(Path folder, Map<String, Tensor> inputs, List<Expected> outputs)
      throws IOException {
    List<Entry> in = new ArrayList<>();
    for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
      String file = save(folder, "input" + in.size(), input.getValue());
      in.add(new Entry(input.getKey(), input.getValue().type(), input.getValue().shape(), file,
          null));
    }
    List<Entry> out = new ArrayList<>();
    for (Expected output : outputs) {
      String file = save(folder, "output" + out.size(), output.values());
      String allowed = output.allowed().isEmpty() ? null
          : save(folder, "allowed" + out.size(), output.allowed().get());
      out.add(new Entry(output.name(), output.values().type(), output.values().shape(), file,
          allowed));
    }
    Files.writeString(folder.resolve(CONTENTS), JSON.writeValueAsString(new Contents(in, out)));
  }

  private static String save(Path folder, String file, Tensor tensor) throws IOException {
    MemorySegment source = tensor.toCanonical().segment();
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.READ,
            StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      if (source.byteSize() > 0) {
        channel.map(MapMode.READ_WRITE, 0, source.byteSize(), arena).copyFrom(source);
      }
    }
    return file;
  }

  static Dataset open(Path folder) throws IOException {
    Contents contents = JSON.readValue(Files.readString(folder.resolve(CONTENTS)), Contents.class);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Entry entry : contents.inputs) {
      inputs.put(entry.name, map(folder, entry.file, entry.type, entry.shape));
    }
    List<Expected> outputs = new ArrayList<>();
    for (Entry entry : contents.outputs) {
      Optional<Tensor> allowed = entry.allowed == null ? Optional.empty()
          : Optional.of(map(folder, entry.allowed, DType.F32, entry.shape));
      outputs.add(new Expected(entry.name, map(folder, entry.file, entry.type, entry.shape),
          allowed));
    }
    return new Dataset(inputs, outputs);
  }

  private static Tensor map(Path folder, String file, DType type, long[] shape)
      throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.READ)) {
      long size = channel.size();
      return size == 0 ? Tensor.zeros(type, shape)
          : Tensor.over(type, channel.map(MapMode.READ_ONLY, 0, size, Arena.ofAuto()), shape);
    }
  }
}
