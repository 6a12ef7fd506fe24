package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.Memory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Copies of results and of sources. */
final class Caches {

  private Caches() {}

  /**
   * <pre>
   * for at: { c = 0; for r: c += x }   ->   for at: { t = 0; for r: t += x; c = t }
   * </pre>
   */
  static Nest write(Nest nest, Directive.CacheWrite directive, int position) {
    requireOutside(nest, directive.at());
    if (nest.func().reduction().isEmpty()) {
      throw new ScheduleError(("%s is not a reduction: each value is written once as it is, and "
          + "there is nothing to hold. Leave cacheWrite out.").formatted(nest.name()));
    }
    if (directive.memory() == Memory.GLOBAL) {
      throw new ScheduleError("the result lies in GLOBAL memory already. Use PRIVATE.");
    }
    if (directive.memory() == Memory.LOCAL) {
      throw new ScheduleError("each work-item holds a part of its own, and LOCAL memory is shared "
          + "by the items of a group. Use PRIVATE.");
    }
    return nest.holding(nest.held().cached(
        new CacheAt(directive.at(), directive.memory(), position)));
  }

  /** The results held inside {@code at} must be whole there. */
  static void requireOutside(Nest nest, String at) {
    for (Loop loop : nest.loops().subList(0, nest.position(at) + 1)) {
      if (loop.reduction()) {
        throw new ScheduleError(("the reduction loop %s is not inside %s. %s Name a loop outside "
            + "all reduction loops.").formatted(loop.name(), at, nest.describeLoops()));
      }
    }
  }

  /** The copy: a pure Func over the whole of the source. */
  static Func copy(LoopNest all, Directive.CacheRead directive) {
    Func reader = all.require(directive.func()).func();
    reader.asUpdate().filter(u -> u.previous().name().equals(directive.source())).ifPresent(_ -> {
      throw new ScheduleError(("%s changes %s in place; a copy would not see it. Leave cacheRead "
          + "out.").formatted(reader.name(), directive.source()));
    });
    Source source = source(reader.definition(), directive.source()).orElseThrow(() ->
        new ScheduleError(("%s does not read %s. It reads: %s. Name one of "
            + "these.").formatted(reader.name(),
            directive.source(), String.join(", ", sources(reader.definition())))));
    boolean taken = all.find(directive.name()).isPresent()
        || all.algorithm().inputs().stream().anyMatch(i -> i.name().equals(directive.name()));
    if (taken) {
      throw new ScheduleError("the name %s is taken already. Choose another."
          .formatted(directive.name()));
    }
    List<Var> indices = indices(source);
    return Func.internal(directive.name(), indices, ranges(source),
        source.at(indices.toArray(Expr[]::new)), reader.where());
  }

  /** {@code reader} with the copy in the place of the source. */
  static Func redirect(Func reader, String source, Func copy) {
    Map<String, Range> ranges = new HashMap<>();
    reader.indices().forEach(v -> ranges.put(v.name(), reader.range(v).orElseThrow()));
    return reader.with(redirect(reader.definition(), source, copy), ranges);
  }

  private static Expr redirect(Expr e, String source, Func copy) {
    Expr mapped = e.mapChildren(child -> redirect(child, source, copy));
    return mapped instanceof Access access && access.source().name().equals(source)
        ? new Access(copy, access.indices(), Edge.NONE, 0) : mapped;
  }

  static Set<String> sources(Expr definition) {
    Set<String> names = new TreeSet<>();
    Rewrite.walk(definition, e -> {
      if (e instanceof Access access) {
        names.add(access.source().name());
      }
    });
    return names;
  }

  private static Optional<Source> source(Expr e, String name) {
    if (e instanceof Access access && access.source().name().equals(name)) {
      return Optional.of(access.source());
    }
    return e.children().stream().flatMap(child -> source(child, name).stream()).findFirst();
  }

  /** The indices of a copy, {@code d0, d1, ...}. */
  private static List<Var> indices(Source source) {
    return IntStream.range(0, source.rank()).mapToObj(d -> new Var("d" + d)).toList();
  }

  private static List<Range> ranges(Source source) {
    return switch (source) {
      case Func func -> func.ranges();
      case Input input -> input.extents().stream().map(Range::to).toList();
    };
  }
}
