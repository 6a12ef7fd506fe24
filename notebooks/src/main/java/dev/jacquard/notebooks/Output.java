package dev.jacquard.notebooks;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that a cell shows.
 *
 * @param type as the notebook format names it: {@code stream}, {@code execute_result},
 *     {@code display_data} or {@code error}
 * @param name of a stream, or of the exception's class; else empty
 * @param forms the same content under each MIME type; images in base64, but SVG as text. A stream
 *     and an error have {@code text/plain} alone
 */
public record Output(String type, String name, Map<String, String> forms) {

  static final String PLAIN = "text/plain";
  private static final String STREAM = "stream";
  private static final String RESULT = "execute_result";
  private static final String ERROR = "error";

  public Output {
    forms = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(forms));
  }

  /** What was printed. */
  static Output printed(String text) {
    return new Output(STREAM, "stdout", Map.of(PLAIN, text));
  }

  /** The value of the last expression. */
  static Output result(Map<String, String> forms) {
    return new Output(RESULT, "", forms);
  }

  /** What an expected failure says. */
  static Output error(String type, String message) {
    return new Output(ERROR, type, Map.of(PLAIN, message));
  }

  /** The output of a notebook file; what it lacks is empty. */
  static Output of(JsonNode node) {
    String type = node.path("output_type").asString("");
    Map<String, String> forms = new LinkedHashMap<>();
    switch (type) {
      case STREAM -> forms.put(PLAIN, Lines.text(node.path("text")));
      case ERROR -> forms.put(PLAIN, node.path("evalue").asString(""));
      default -> {
        if (node.path("data") instanceof ObjectNode data) {
          data.forEachEntry((form, value) -> forms.put(form,
              Lines.isText(value) ? Lines.text(value) : value.toString()));
        }
      }
    }
    String name = node.path(type.equals(ERROR) ? "ename" : "name").asString("");
    return new Output(type, name, forms);
  }

  /** The inverse of {@link #of}, for the cell of a number. */
  ObjectNode toJson(int cell) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("output_type", type);
    switch (type) {
      case STREAM -> node.put("name", name).set("text", Lines.list(forms.get(PLAIN)));
      case ERROR -> node.put("ename", name).put("evalue", forms.get(PLAIN)).putArray("traceback")
          .add(name + ": " + forms.get(PLAIN));
      default -> {
        ObjectNode data = node.putObject("data");
        forms.forEach((form, text) -> data.set(form, Lines.list(text)));
        node.putObject("metadata");
        if (type.equals(RESULT)) {
          node.put("execution_count", cell);
        }
      }
    }
    return node;
  }
}
