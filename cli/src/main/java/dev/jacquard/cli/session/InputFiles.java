package dev.jacquard.cli.session;

import dev.jacquard.cli.UsageError;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Suggestion;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Npy;
import dev.jacquard.dsl.data.Png;
import dev.jacquard.dsl.data.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The inputs that were given as files, by name, canonical.
 *
 * @param tensors of the types and shapes that the algorithm expects
 */
public record InputFiles(Map<String, Tensor> tensors) {

  /** No files. */
  public static final InputFiles NONE = new InputFiles(Map.of());

  /**
   * Loads {@code .npy} and {@code .png} files.
   *
   * @throws UsageError for an unknown input or another kind of file
   * @throws UserError for a damaged file, or one of another type or shape than the input's
   */
  public static InputFiles of(Algorithm algorithm, Map<String, Path> files) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    files.forEach((name, file) -> {
      Input input = input(algorithm, name);
      tensors.put(name, checked(input, file, load(file)));
    });
    return new InputFiles(tensors);
  }

  private static Input input(Algorithm algorithm, String name) {
    return algorithm.inputs().stream().filter(input -> input.name().equals(name)).findFirst()
        .orElseThrow(() -> new UsageError(("Unknown input \"%s\". Give one of: "
            + "%s.%s").formatted(name,
            algorithm.inputs().stream().map(Input::toString).collect(Collectors.joining(", ")),
            Suggestion.of(name, algorithm.inputs().stream().map(Input::name).toList()))));
  }

  /** A tensor from a file of either kind. */
  private static Tensor load(Path file) {
    String name = file.getFileName().toString();
    if (!Files.exists(file)) {
      throw new UsageError(file + ": there is no such file. Check the name.");
    }
    if (name.endsWith(".npy")) {
      return Npy.load(file);
    }
    if (name.endsWith(".png")) {
      requirePictures();
      return Png.load(file);
    }
    throw new UsageError(file + ": an input is a .npy or a .png file. Convert it.");
  }

  private static Tensor checked(Input input, Path file, Tensor tensor) {
    long[] shape = input.extents().stream().mapToLong(OperationCount::size).toArray();
    boolean typed = tensor.type() == input.type();
    if (!typed || !Arrays.equals(tensor.shape(), shape)) {
      throw new UserError("%s holds %s%s, but the input %s is %s%s. %s".formatted(file,
          tensor.type(), Arrays.toString(tensor.shape()), input.name(), input.type(),
          Arrays.toString(shape), typed ? "Give --size to fit the file."
              : "Convert the file, for example with numpy's astype."));
    }
    return tensor;
  }

  /** Fails unless {@link #save} knows the kind of file and its folder exists. */
  public static void requireOutput(Path file) {
    String name = file.getFileName().toString();
    if (!name.endsWith(".npy") && !name.endsWith(".png")) {
      throw new UsageError(file + ": an output is a .npy or a .png file. Name one.");
    }
    if (name.endsWith(".png")) {
      requirePictures();
    }
    requireFolder(file);
  }

  /** Fails where this Java has no module for pictures, as that of a bundle. */
  public static void requirePictures() {
    if (ModuleLayer.boot().findModule("java.desktop").isEmpty()) {
      throw new Unsupported("This Java was made without the module java.desktop, which pictures "
          + "need. Use .npy files.");
    }
  }

  /** Fails, before any work is done, if the folder of a file to write does not exist. */
  public static void requireFolder(Path file) {
    if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw new UsageError(file + ": cannot be written: the folder does not exist. Make it first.");
    }
    if (Files.isDirectory(file)) {
      throw new UsageError(file + ": cannot be written: it is a folder. Name a file.");
    }
  }

  /** Saves a result as {@code .npy} or {@code .png}, by the file's ending. */
  public static void save(Path file, Tensor tensor) {
    if (file.getFileName().toString().endsWith(".npy")) {
      Npy.save(file, tensor);
    } else {
      Png.save(file, tensor);
    }
  }

  /** Writes a text to a file. */
  public static void write(Path file, String text) {
    try {
      Files.writeString(file, text.endsWith("\n") ? text : text + "\n");
    } catch (IOException e) {
      throw new UserError("%s: cannot be written: %s. Mend that, or name another.".formatted(file,
              e), e);
    }
  }
}
