package dev.jacquard.notebooks;

import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Jupyter notebook in Java: a file of the notebook format 4, all of which is kept as it is but
 * for the outputs.
 */
public final class Notebook {

  private static final long MOST_BYTES = 64 << 20;
  private static final int FORMAT = 4;
  /** The first minor version whose cells have names. */
  private static final int NAMED_CELLS = 5;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final ObjectNode tree;
  private final List<Cell> cells;

  private Notebook(Path file, ObjectNode tree, List<Cell> cells) {
    this.file = file;
    this.tree = tree;
    this.cells = List.copyOf(cells);
  }

  /**
   * Reads a file.
   *
   * @throws UserError if it cannot be read, or is no notebook in Java of format 4
   */
  public static Notebook read(Path file) {
    JsonNode root = parse(file, text(file));
    if (!(root instanceof ObjectNode tree) || !tree.path("cells").isArray()) {
      throw not(file, "it has no list \"cells\".");
    }
    if (tree.path("nbformat").asInt(0) != FORMAT) {
      throw new UserError("%s: its notebook format is %s; only format 4 is read. Open it in "
          .formatted(file, tree.path("nbformat")) + "Jupyter and save it again.");
    }
    String language = tree.at("/metadata/kernelspec/language").asString("java");
    if (!language.equals("java")) {
      throw new UserError(("%s: it is written in %s; only notebooks in Java are run. Choose the "
          + "Java kernel in Jupyter.").formatted(file, language));
    }
    return new Notebook(file, tree, cells(file, tree));
  }

  private static String text(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new UserError(file + ": there is no such file. Check the name.");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new UserError(("%s: it has %d MB; a notebook has at most %d MB. Clear its outputs, "
            + "or split it.").formatted(file, Files.size(file) >> 20, MOST_BYTES >> 20));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserError("%s: it cannot be read as UTF-8 text: %s. Save it so.".formatted(file,
              e), e);
    }
  }

  private static JsonNode parse(Path file, String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      String place = e.getLocation() == null ? "" : " (line %d, column %d)".formatted(
          e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw not(file, "it is not JSON: %s%s.".formatted(
          e.getOriginalMessage().replaceAll(" \\(start marker at .*", ""), place));
    }
  }

  private static UserError not(Path file, String reason) {
    return new UserError("%s: this is no notebook: %s Save it with Jupyter.".formatted(file,
        reason));
  }

  private static List<Cell> cells(Path file, ObjectNode tree) {
    List<Cell> cells = new ArrayList<>();
    for (JsonNode node : tree.path("cells")) {
      if (!node.path("cell_type").isString() || !Lines.isText(node.path("source"))) {
        throw not(file, "a cell without \"cell_type\" or \"source\".");
      }
      if (node.path("cell_type").asString().equals("code")) {
        Set<String> tags = new HashSet<>();
        node.at("/metadata/tags").forEach(tag -> tags.add(tag.asString("")));
        List<Output> stored = new ArrayList<>();
        node.path("outputs").forEach(output -> stored.add(Output.of(output)));
        cells.add(new Cell(cells.size() + 1, Lines.text(node.path("source")), tags, stored));
      }
    }
    return cells;
  }

  /** Where it lies. */
  public Path file() {
    return file;
  }

  /** The cells that hold code, in their order. */
  public List<Cell> cells() {
    return cells;
  }

  /** Its first heading; empty if it has none. */
  public String title() {
    for (JsonNode node : tree.path("cells")) {
      if (node.path("cell_type").asString().equals("markdown")) {
        for (String line : Lines.text(node.path("source")).lines().toList()) {
          if (line.startsWith("# ")) {
            return line.substring(2).strip();
          }
        }
      }
    }
    return "";
  }

  /**
   * This notebook with other outputs.
   *
   * @param outputs a list for each of {@link #cells}
   */
  public Notebook with(List<List<Output>> outputs) {
    ObjectNode copy = tree.deepCopy();
    copy.put("nbformat_minor", Math.max(NAMED_CELLS, copy.path("nbformat_minor").asInt(0)));
    int code = 0;
    int position = 0;
    for (JsonNode node : copy.path("cells")) {
      position++;
      ObjectNode cell = (ObjectNode) node;
      if (!cell.has("id")) {
        cell.put("id", "cell-" + position);
      }
      if (cell.path("cell_type").asString().equals("code")) {
        ArrayNode list = cell.putArray("outputs");
        int number = code + 1;
        outputs.get(code).forEach(output -> list.add(output.toJson(number)));
        cell.put("execution_count", number);
        code = number;
      }
    }
    return new Notebook(file, copy, cells(file, copy));
  }

  /** The file's text as Jupyter writes it, so that saving it there changes nothing. */
  public String text() {
    return Lines.jupyter(tree);
  }

  /** Writes the file, whole or not at all. */
  public void save() {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.writeString(fresh, text());
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UserError("%s: it cannot be written: %s. Mend that and try again.".formatted(file,
              e), e);
    }
  }
}
