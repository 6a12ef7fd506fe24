package dev.jacquard.notebooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Text in notebook files: a string, or a list of lines that keep their ends. */
final class Lines {

  private static final JsonMapper JSON = new JsonMapper();

  private Lines() {}

  static boolean isText(JsonNode node) {
    return node.isString() || node.isArray()
        && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isString);
  }

  /** What {@link #isText} accepts as one string. */
  static String text(JsonNode node) {
    if (node.isString()) {
      return node.asString();
    }
    StringBuilder text = new StringBuilder();
    node.forEach(line -> text.append(line.asString("")));
    return text.toString();
  }

  /** A list of the lines of a text, each with its end. */
  static ArrayNode list(String text) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start) + 1;
      lines.add(text.substring(start, end > 0 ? end : text.length()));
      start = end > 0 ? end : text.length();
    }
    return lines;
  }

  /** JSON as Jupyter lays it out: names sorted, one blank a level, nothing on one line. */
  static String jupyter(ObjectNode tree) {
    Separators separators = Separators.createDefaultInstance()
        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
        .withArrayEmptySeparator("").withObjectEmptySeparator("");
    DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators)
        .withArrayIndenter(indenter).withObjectIndenter(indenter);
    return JSON.writer().with(printer).writeValueAsString(sorted(tree)) + "\n";
  }

  private static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        Map<String, JsonNode> fields = new TreeMap<>();
        object.forEachEntry((name, value) -> fields.put(name, sorted(value)));
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        fields.forEach(result::set);
        yield result;
      }
      case ArrayNode array -> {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(item -> items.add(sorted(item)));
        yield JsonNodeFactory.instance.arrayNode().addAll(items);
      }
      default -> node;
    };
  }
}
