package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The definitions of Funcs once those that are inlined stand where they were read, with what each
 * reads and what reads each, kept up to date so that a long pipeline costs no search.
 */
final class Definitions {

  private final Map<String, Expr> definitions = new HashMap<>();
  private final Map<String, List<AccessPattern>> accesses = new HashMap<>();
  private final Map<String, Map<String, Func>> readers = new HashMap<>();

  Definitions(Algorithm algorithm) {
    algorithm.funcs().forEach(func -> define(func, func.definition()));
  }

  Expr of(Func func) {
    return definitions.get(func.name());
  }

  List<AccessPattern> accesses(Func reader) {
    return accesses.get(reader.name());
  }

  /** What {@code reader} reads of {@code source}. */
  List<AccessPattern> accesses(Func reader, Func source) {
    return accesses(reader).stream().filter(a -> a.source().name().equals(source.name())).toList();
  }

  /** The Funcs, none of them inlined, that read {@code source}. */
  List<Func> readers(Func source) {
    return List.copyOf(readers.getOrDefault(source.name(), Map.of()).values());
  }

  void inline(Func func) {
    Expr body = of(func);
    for (Func reader : readers(func)) {
      Expr old = of(reader);
      forget(reader);
      define(reader, replace(old, func, body));
    }
    forget(func);
  }

  private void define(Func func, Expr definition) {
    List<AccessPattern> found = new ArrayList<>();
    Rewrite.walk(definition, e -> {
      if (e instanceof Access access) {
        found.add(new AccessPattern(access.source(), access.indices(), access.edge().mode()));
      }
    });
    definitions.put(func.name(), definition);
    accesses.put(func.name(), found);
    found.forEach(access -> readers.computeIfAbsent(access.source().name(),
        _ -> new LinkedHashMap<>()).put(func.name(), func));
  }

  private void forget(Func func) {
    definitions.remove(func.name());
    accesses.remove(func.name()).forEach(
        access -> readers.get(access.source().name()).remove(func.name()));
  }

  private static Expr replace(Expr e, Func func, Expr body) {
    Expr mapped = e.mapChildren(child -> replace(child, func, body));
    if (mapped instanceof Access access && access.source() == func) {
      Map<String, Expr> values = new HashMap<>();
      for (int d = 0; d < func.rank(); d++) {
        values.put(func.indices().get(d).name(), access.indices().get(d));
      }
      return Rewrite.substitute(Tuple.values(body).get(access.component()), values);
    }
    return mapped;
  }
}
