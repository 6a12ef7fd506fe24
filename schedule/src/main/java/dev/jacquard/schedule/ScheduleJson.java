package dev.jacquard.schedule;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON of a schedule: {@code {"directives": [{"do": "split", "func": "C", ...}, ...]}}. */
final class ScheduleJson {

  /** Characters of a schedule's text: ten thousand directives. */
  private static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 16;
  /** Of a wrong value, in messages. */
  private static final int SHOWN = 60;
  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
      .build()).build();
  private static final Map<String, LoopKind> MARKS = Map.of("serial", LoopKind.SERIAL, "unroll",
      LoopKind.UNROLLED, "vectorize", LoopKind.VECTORIZED, "parallel", LoopKind.PARALLEL, "groups",
      LoopKind.GROUP, "items", LoopKind.ITEM);

  private ScheduleJson() {}

  static String write(List<Directive> directives) {
    String lines = directives.stream().map(d -> "  " + write(d)).collect(
        Collectors.joining(",\n"));
    return "{\"directives\": [\n" + lines + "\n]}\n";
  }

  private static String write(Directive directive) {
    return MAPPER.writeValueAsString(node(directive));
  }

  /** The fields of a directive, in their order. */
  static ObjectNode node(Directive directive) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("do", directive.word());
    node.put("func", directive.func());
    switch (directive) {
      case Directive.Split s -> node.put("loop", s.loop()).put("factor", s.factor())
          .put("outer", s.outer()).put("inner", s.inner()).put("tail", lower(s.tail()));
      case Directive.Fuse f -> node.put("outer", f.outer()).put("inner", f.inner())
          .put("fused", f.fused());
      case Directive.Reorder r -> r.loops().forEach(node.putArray("loops")::add);
      case Directive.Mark m -> node.put("loop", m.loop());
      case Directive.ComputeAt c -> node.put("consumer", c.consumer()).put("loop", c.loop());
      case Directive.Prefetch p -> node.put("source", p.source()).put("at", p.at())
          .put("loop", p.loop()).put("distance", p.distance());
      case Directive.OfSize s -> node.put("size", s.size()).put("least", s.least())
          .put("most", s.most()).put("multiple", s.multiple());
      case Directive.ComputeWith c -> node.put("other", c.other()).put("loop", c.loop());
      case Directive.StoreAt c -> node.put("consumer", c.consumer()).put("loop", c.loop());
      case Directive.FoldStorage c -> node.put("index", c.index()).put("factor", c.factor());
      case Directive.Partition p -> node.put("loop", p.loop()).put("policy", lower(p.policy()));
      case Directive.ComputeRoot _, Directive.Inline _, Directive.Trace _, Directive.Atomic _,
          Directive.DoubleBuffer _ -> { }
      case Directive.Rfactor r -> node.put("loop", r.loop()).put("name", r.name());
      case Directive.StoreIn s -> node.put("memory", lower(s.memory()));
      case Directive.Tensorize t -> node.put("loop", t.loop())
          .put("instruction", t.instruction());
      case Directive.SetStoreHint s -> node.put("hint", lower(s.hint()));
      case Directive.CacheWrite c -> node.put("memory", lower(c.memory())).put("at", c.at());
      case Directive.CacheRead c -> node.put("source", c.source()).put("name", c.name());
      case Directive.SetLayout l -> node.put("layout", l.layout().toString());
    }
    return node;
  }

  static List<Directive> read(String json) {
    if (json.length() > LONGEST) {
      throw UserError.here(("The schedule has %d characters; at most %d are read. Give a shorter "
          + "one.").formatted(json.length(), LONGEST));
    }
    JsonNode list = tree(json).path("directives");
    if (!list.isArray()) {
      throw UserError.here("The schedule has no list \"directives\". Write it like "
          + "{\"directives\": [{\"do\": \"parallel\", \"func\": \"C\", \"loop\": \"i\"}]}.");
    }
    List<Directive> directives = new ArrayList<>();
    for (JsonNode node : list) {
      directives.add(directive(new Fields(node, directives.size())));
    }
    return directives;
  }

  /** The directive of an object of fields. */
  static Directive read(ObjectNode node, int position) {
    return directive(new Fields(node, position));
  }

  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      String reason = e.getOriginalMessage().replaceAll(" \\(start marker at .*", "");
      TokenStreamLocation at = e.getLocation();
      throw UserError.here("The schedule is not JSON: %s%s. Mend the text there.".formatted(reason,
          at == null ? ""
          : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr())));
    }
  }

  private static Directive directive(Fields f) {
    String word = f.text("do");
    String func = f.text("func");
    return switch (word) {
      case "split" -> new Directive.Split(func, f.text("loop"), f.number("factor"),
          f.text("outer"), f.text("inner"), f.constant(Tail.class, "tail"));
      case "fuse" -> new Directive.Fuse(func, f.text("outer"), f.text("inner"), f.text("fused"));
      case "reorder" -> new Directive.Reorder(func, f.texts("loops"));
      case "computeAt" -> new Directive.ComputeAt(func, f.text("consumer"), f.text("loop"));
      case "prefetch" -> new Directive.Prefetch(func, f.text("source"), f.text("at"),
          f.text("loop"), f.number("distance"));
      case "specialize" -> new Directive.Specialize(func, f.text("size"), f.number("least"),
          f.number("most"), f.positive("multiple"));
      case "computeWith" -> new Directive.ComputeWith(func, f.text("other"),
          f.text("loop"));
      case "storeAt" -> new Directive.StoreAt(func, f.text("consumer"), f.text("loop"));
      case "foldStorage" -> new Directive.FoldStorage(func, f.text("index"),
          f.number("factor"));
      case "computeRoot" -> new Directive.ComputeRoot(func);
      case "inline" -> new Directive.Inline(func);
      case "trace" -> new Directive.Trace(func);
      case "atomic" -> new Directive.Atomic(func);
      case "doubleBuffer" -> new Directive.DoubleBuffer(func);
      case "bound" -> new Directive.Bound(func, f.text("size"), f.number("least"),
          f.number("most"), f.positive("multiple"));
      case "partition" -> new Directive.Partition(func, f.text("loop"),
          f.constant(Partitioning.class, "policy"));
      case "rfactor" -> new Directive.Rfactor(func, f.text("loop"), f.text("name"));
      case "storeIn" -> new Directive.StoreIn(func, f.constant(Memory.class, "memory"));
      case "tensorize" -> new Directive.Tensorize(func, f.text("loop"),
          f.text("instruction"));
      case "storeHint" -> new Directive.SetStoreHint(func, f.constant(StoreHint.class, "hint"));
      case "cacheWrite" -> new Directive.CacheWrite(func, f.constant(Memory.class, "memory"),
          f.text("at"));
      case "cacheRead" -> new Directive.CacheRead(func, f.text("source"), f.text("name"));
      case "layout" -> new Directive.SetLayout(func, f.layout("layout"));
      default -> {
        LoopKind kind = f.mark(word);
        yield new Directive.Mark(func, f.text("loop"), kind);
      }
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The fields of one directive, with errors that name it. */
  private record Fields(JsonNode node, int position) {

    JsonNode get(String name) {
      JsonNode value = node.path(name);
      if (value.isMissingNode()) {
        throw fault("lacks the field \"" + name + "\". Add it.");
      }
      return value;
    }

    private String shown(String name) {
      String value = get(name).toString();
      return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + " ...";
    }

    String text(String name) {
      if (!get(name).isString()) {
        throw fault("has a field \"" + name + "\" that is not a text: " + shown(name)
            + ". Write a text.");
      }
      return get(name).stringValue();
    }

    long number(String name) {
      if (!get(name).isIntegralNumber() || !get(name).canConvertToLong()) {
        throw fault("has a field \"" + name + "\" that is not a 64-bit integer: " + shown(name)
            + ". Write one.");
      }
      return get(name).longValue();
    }

    long positive(String name) {
      if (number(name) < 1) {
        throw fault("has a field \"" + name + "\" that is not positive: " + shown(name)
            + ". Write 1 or more.");
      }
      return number(name);
    }

    List<String> texts(String name) {
      List<String> texts = new ArrayList<>();
      boolean[] wrong = {!get(name).isArray()};
      get(name).forEach(element -> {
        wrong[0] |= !element.isString();
        texts.add(element.asString(""));
      });
      if (wrong[0]) {
        throw fault("has a field \"" + name + "\" that is not a list of texts: " + shown(name)
            + ". Write one.");
      }
      return texts;
    }

    Layout layout(String name) {
      try {
        return Layout.parse(text(name));
      } catch (UserError error) {
        throw fault("has a wrong field \"%s\". %s".formatted(name, error.reason()));
      }
    }

    LoopKind mark(String word) {
      LoopKind kind = MARKS.get(word);
      if (kind == null) {
        throw fault("does \"%s\", which is no directive. Choose one of: %s".formatted(word,
            "split, fuse, reorder, computeAt, computeWith, computeRoot, inline, storeAt, "
                + "foldStorage, doubleBuffer, storeIn, storeHint, cacheWrite, cacheRead, layout, "
                + "prefetch, rfactor, atomic, partition, specialize, bound, tensorize, trace, "
                + MARKS.keySet().stream().sorted().collect(Collectors.joining(", "))));
      }
      return kind;
    }

    <E extends Enum<E>> E constant(Class<E> type, String name) {
      String value = text(name);
      return Arrays.stream(type.getEnumConstants()).filter(c -> lower(c).equals(value)).findFirst()
          .orElseThrow(() -> fault("has a field \"%s\" of \"%s\". Choose one of: %s".formatted(name,
              value, Arrays.stream(type.getEnumConstants()).map(ScheduleJson::lower)
                  .collect(Collectors.joining(", ")))));
    }

    private UserError fault(String what) {
      return UserError.here("The schedule's directive %d %s%s".formatted(position + 1, what,
          what.endsWith(".") ? "" : "."));
    }
  }
}
