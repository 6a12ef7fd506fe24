package dev.jacquard.cli.export;

import dev.jacquard.cli.UsageError;
import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder that an export fills, and what was written to it. */
public final class ExportFolder {

  private final Path root;
  private final List<Path> written = new ArrayList<>();

  private ExportFolder(Path root) {
    this.root = root;
  }

  /**
   * A folder that is empty; it is made if it does not exist.
   *
   * @throws UsageError if it holds files or is one
   * @throws UserError if it cannot be made or written to
   */
  public static ExportFolder of(Path root) {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new UsageError("--out %s: it is a file. Give a folder.".formatted(root));
    }
    try {
      Files.createDirectories(root);
      try (Stream<Path> files = Files.list(root)) {
        if (files.findAny().isPresent()) {
          throw new UsageError(("--out %s: the folder is not empty, and nothing in it is "
              + "overwritten. Give another, or empty it.").formatted(root));
        }
      }
    } catch (IOException e) {
      throw failure(root, e);
    }
    if (!Files.isWritable(root)) {
      throw new UserError("--out %s: the folder is not writable. Give another.".formatted(root));
    }
    return new ExportFolder(root);
  }

  /** A file to be written, in a folder that then exists. */
  Path file(String name) {
    Path file = root.resolve(name);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw failure(file, e);
    }
    written.add(file);
    return file;
  }

  void write(String name, String text) {
    Path file = file(name);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  void copy(Path from, String name) {
    Path file = file(name);
    try {
      Files.copy(from, file);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** The files, in the order in which they were written. */
  public List<Path> written() {
    return List.copyOf(written);
  }

  private static UserError failure(Path file, IOException e) {
    return new UserError("%s: cannot be written: %s. Mend that, or name another.".formatted(file,
            e), e);
  }
}
