package dev.jacquard.dsl.text;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Leaf;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Suggestion;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What names mean at a place of the text.
 *
 * @param values sizes and indices
 * @param sources inputs and Funcs
 * @param reducers the user's
 */
record Names(Map<String, Leaf> values, Map<String, Source> sources,
    Map<String, Reducer> reducers) {

  Names() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /** These and further indices. */
  Names with(Iterable<? extends Leaf> indices) {
    Map<String, Leaf> all = new LinkedHashMap<>(values);
    indices.forEach(index -> all.put(index.toString(), index));
    return new Names(all, sources, reducers);
  }

  Expr value(Tokens tokens, Token name) {
    Leaf value = values.get(name.text());
    if (value == null) {
      throw tokens.error(name, unknown("index or size", name.text(), values.keySet())
          + (sources.containsKey(name.text()) ? " An element is %s[...].".formatted(name.text())
              : ""));
    }
    return value;
  }

  Source source(Tokens tokens, Token token, String name) {
    Source source = sources.get(name);
    if (source == null) {
      throw tokens.error(token, unknown("input or Func", name, sources.keySet()));
    }
    return source;
  }

  /** Whether an index of this name would hide another. */
  boolean hasIndex(String name) {
    return values.containsKey(name) && !(values.get(name) instanceof Dim);
  }

  private static String unknown(String kind, String name, java.util.Set<String> known) {
    return "there is no %s %s here. %s.%s".formatted(kind, name, known.isEmpty()
        ? "Declare one" : "Write one of: " + String.join(", ", known), Suggestion.of(name, known));
  }
}
