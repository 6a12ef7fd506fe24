package dev.jacquard.schedule;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.text.TextFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lines of a schedule, {@code C.split(i, 4)}: the fields of its JSON in their order, with the words
 * of the fluent API. What {@link ScheduleJson} refuses is refused here, with the line.
 */
final class ScheduleText {

  private static final Pattern LINE = Pattern.compile(
      "\\s*([A-Za-z0-9_.]+)\\.([A-Za-z]+)\\((.*)\\)\\s*(//.*)?");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./%]+( [A-Za-z0-9_./%]+)*");
  private static final Pattern ARGUMENT = Pattern.compile(
      "\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\",]*?))\\s*(,|$)");
  private static final String REST = "loops";
  private static final List<String> MARK = List.of("loop");
  /** The fields of each directive, in the order of its arguments. */
  private static final Map<String, List<String>> FIELDS = Map.ofEntries(
      Map.entry("split", List.of("loop", "factor", "outer", "inner", "tail")),
      Map.entry("fuse", List.of("outer", "inner", "fused")),
      Map.entry("reorder", List.of(REST)),
      Map.entry("computeAt", List.of("consumer", "loop")),
      Map.entry("computeRoot", List.of()), Map.entry("inline", List.of()),
      Map.entry("trace", List.of()), Map.entry("atomic", List.of()),
      Map.entry("doubleBuffer", List.of()),
      Map.entry("partition", List.of("loop", "policy")),
      Map.entry("bound", List.of("size", "least", "most", "multiple")),
      Map.entry("rfactor", List.of("loop", "name")),
      Map.entry("storeIn", List.of("memory")),
      Map.entry("tensorize", List.of("loop", "instruction")),
      Map.entry("prefetch", List.of("source", "at", "loop", "distance")),
      Map.entry("specialize", List.of("size", "least", "most", "multiple")),
      Map.entry("computeWith", List.of("other", "loop")),
      Map.entry("storeAt", List.of("consumer", "loop")),
      Map.entry("foldStorage", List.of("index", "factor")),
      Map.entry("storeHint", List.of("hint")),
      Map.entry("cacheWrite", List.of("memory", "at")),
      Map.entry("cacheRead", List.of("source", "name")),
      Map.entry("layout", List.of("layout")));

  private ScheduleText() {}

  static String write(Directive directive) {
    ObjectNode fields = ScheduleJson.node(directive);
    List<String> arguments = new ArrayList<>();
    for (String field : FIELDS.getOrDefault(directive.word(), MARK)) {
      JsonNode value = fields.get(field);
      value.forEach(each -> arguments.add(quoted(each.stringValue())));
      if (!value.isArray()) {
        arguments.add(value.isString() ? quoted(value.stringValue()) : value.toString());
      }
    }
    if (directive instanceof Directive.Split split) {
      shorten(split, arguments);
    }
    return "%s.%s(%s)".formatted(directive.func(), directive.word(),
        String.join(", ", arguments));
  }

  private static void shorten(Directive.Split split, List<String> arguments) {
    if (split.tail() == Tail.AUTO) {
      arguments.removeLast();
    }
    if (split.outer().equals(split.loop() + ".outer")
        && split.inner().equals(split.loop() + ".inner")) {
      arguments.subList(2, 4).clear();
    }
  }

  private static String quoted(String text) {
    return PLAIN.matcher(text).matches() ? text
        : JsonNodeFactory.instance.stringNode(text).toString();
  }

  /** The schedule of these lines; its directives know where they stand. */
  static Schedule read(TextFile lines) {
    List<Directive> directives = new ArrayList<>();
    List<String> where = new ArrayList<>();
    for (int at = 0; at < lines.lines().size(); at++) {
      String line = lines.lines().get(at).strip();
      if (!line.isEmpty() && !line.startsWith("//")) {
        for (Directive directive : read(lines, at, directives.size())) {
          directives.add(directive);
          where.add(lines.place(at));
        }
      }
    }
    return Schedule.of(directives, where);
  }

  private static List<Directive> read(TextFile lines, int at, int position) {
    Matcher line = LINE.matcher(lines.lines().get(at));
    if (!line.matches()) {
      throw lines.error(at, indent(lines.lines().get(at)),
          "expected a directive such as C.split(i, 4).");
    }
    try {
      List<Directive> read = new ArrayList<>();
      for (ObjectNode node : nodes(line.group(1), line.group(2), arguments(line.group(3)))) {
        read.add(ScheduleJson.read(node, position + read.size()));
      }
      return read;
    } catch (UserError e) {
      throw lines.error(at, line.start(1), e.reason());
    }
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static List<String> arguments(String text) {
    List<String> arguments = new ArrayList<>();
    Matcher matcher = ARGUMENT.matcher(text);
    int at = 0;
    boolean more = !text.isBlank();
    while (more) {
      if (!matcher.region(at, text.length()).lookingAt()) {
        throw new UserError(("The arguments (%s) cannot be read. Write them like split(i, "
            + "4).").formatted(text));
      }
      arguments.add(matcher.group(1) == null ? matcher.group(2) : unescaped(matcher.group(1)));
      more = matcher.group(3).equals(",");
      at = matcher.end();
    }
    return arguments;
  }

  private static String unescaped(String text) {
    return ScheduleJson.tree("\"" + text + "\"").stringValue();
  }

  /** One object; of a mark one for each loop. */
  private static List<ObjectNode> nodes(String func, String word, List<String> arguments) {
    if (!FIELDS.containsKey(word)) {
      return (arguments.isEmpty() ? List.of("") : arguments).stream()
          .map(loop -> node(func, word, MARK, List.of(loop))).toList();
    }
    List<String> fields = FIELDS.get(word);
    List<String> given = word.equals("split") ? lengthened(arguments) : arguments;
    if (!fields.contains(REST) && fields.size() != given.size()) {
      throw new UserError(("%s takes (%s); the number of its arguments here is %d. Write as many "
          + "as it takes.").formatted(word,
          String.join(", ", fields), arguments.size()));
    }
    return List.of(node(func, word, fields, given));
  }

  private static List<String> lengthened(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    if (all.size() == 2 || all.size() == 3) {
      all.addAll(2, List.of(all.getFirst() + ".outer", all.getFirst() + ".inner"));
    }
    if (all.size() == 4) {
      all.add("auto");
    }
    return all;
  }

  private static ObjectNode node(String func, String word, List<String> fields,
      List<String> arguments) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("do", word).put("func", func);
    for (int i = 0; i < fields.size(); i++) {
      switch (fields.get(i)) {
        case REST -> {
          ArrayNode all = node.putArray(REST);
          arguments.forEach(all::add);
        }
        case "factor", "distance", "least", "most", "multiple" ->
            node.put(fields.get(i), number(fields.get(i), arguments.get(i)));
        case "memory", "tail", "hint" -> node.put(fields.get(i),
            arguments.get(i).toLowerCase(java.util.Locale.ROOT));
        default -> node.put(fields.get(i), arguments.get(i));
      }
    }
    return node;
  }

  private static long number(String field, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UserError("The %s \"%s\" is no 64-bit integer. Write one.".formatted(field,
              text), e);
    }
  }
}
