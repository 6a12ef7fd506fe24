package dev.jacquard.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Small notebooks.
final class Notebooks {

  private Notebooks() {}

  static Cell cell(String source, String... tags) {
    return new Cell(1, source, Set.of(tags), List.of());
  }

  /// A notebook `t.ipynb` of these cells, without outputs.
  static Notebook write(Path folder, Cell... cells) throws IOException {
    ObjectNode tree = new JsonMapper().createObjectNode().put("nbformat", 4)
        .put("nbformat_minor", 5);
    ArrayNode list = tree.putArray("cells");
    for (Cell cell : cells) {
      ObjectNode node = list.addObject().put("cell_type", "code").put("id", "c" + list.size())
          .put("source", cell.source());
      node.putArray("outputs");
      cell.tags().forEach(node.putObject("metadata").putArray("tags")::add);
    }
    Path file = folder.resolve("t.ipynb");
    Files.writeString(file, tree.toString());
    return Notebook.read(file);
  }

  /// The outputs of cells with these sources, what was printed or the plain text of the value.
  static List<String> run(Path folder, String... sources) throws IOException {
    Cell[] cells = new Cell[sources.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(sources[i]);
    }
    List<String> texts = new ArrayList<>();
    Execution.of(write(folder, cells), _ -> {}).outputs().stream().flatMap(List::stream).forEach(
        output -> texts.add(output.type() + ": " + output.forms().get("text/plain")));
    return texts;
  }
}
