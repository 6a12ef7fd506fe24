package dev.jacquard.dsl;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Numbers for {@link Dim}s, by name, in the order given. */
public record Sizes(Map<String, Long> values) {

  public static final Sizes NONE = new Sizes(Map.of());

  public Sizes {
    Given.given(values, "The map of sizes").forEach((name, value) ->
        Given.given(value, "The size " + Given.given(name, "The name of a size")));
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The default size of every Dim. */
  public static Sizes defaults(Collection<Dim> dims) {
    Map<String, Long> values = new LinkedHashMap<>();
    dims.forEach(dim -> values.put(dim.name(), dim.defaultSize()));
    return new Sizes(values);
  }

  /**
   * {@code n=32,k=3}; the empty text gives none.
   *
   * @throws UserError for other text, and for a size that is given twice
   */
  public static Sizes parse(String text) {
    Given.given(text, "The text of sizes");
    Map<String, Long> values = new LinkedHashMap<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",")) {
      String[] sides = part.split("=", 2);
      if (values.put(sides[0].strip(), number(part, sides, text)) != null) {
        throw UserError.here("The size %s is given twice in \"%s\". Give it once.".formatted(
            sides[0].strip(), text));
      }
    }
    return new Sizes(values);
  }

  private static long number(String part, String[] sides, String text) {
    try {
      return Long.parseLong(sides[1].strip());
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
      throw UserError.here("Cannot read the size \"%s\" in \"%s\". Write name=number, as in %s."
          .formatted(part.strip(), text, "n=32,k=3"));
    }
  }

  /** These sizes and one more. */
  public Sizes with(String name, long value) {
    Map<String, Long> extended = new LinkedHashMap<>(values);
    extended.put(name, value);
    return new Sizes(extended);
  }

  /** These sizes over {@code defaults}. */
  public Sizes over(Sizes defaults) {
    Map<String, Long> merged = new LinkedHashMap<>(defaults.values);
    merged.putAll(values);
    return new Sizes(merged);
  }

  public OptionalLong get(String name) {
    return Optional.ofNullable(values.get(name)).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /** The values as expressions, for {@link Rewrite#substitute}. */
  public Map<String, Expr> expressions() {
    Map<String, Expr> map = new LinkedHashMap<>();
    values.forEach((name, value) -> map.put(name, IntConst.index(value)));
    return map;
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(","));
  }
}
