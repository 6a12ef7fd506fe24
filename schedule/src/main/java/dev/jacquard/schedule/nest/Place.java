package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.ArrayList;
import java.util.List;

/** Where a Func is computed, and what holds its values. */
final class Place {

  private Place() {}

  /**
   * <pre>
   * f everywhere; for consumer.loop: s   ->   for consumer.loop: { f where s needs it; s }
   * </pre>
   *
   * <p>Every access of {@code f} must lie inside that loop.
   */
  static Nest at(LoopNest all, Nest nest, Directive.ComputeAt directive, int position) {
    requireNoOutput(all, nest, "computed at a loop");
    requireEnclosing(all, nest.name(), directive.consumer(), directive.loop());
    Memory memory = nest.memory() == Memory.GLOBAL ? Memory.PRIVATE : nest.memory();
    return nest.placed(new Placement.At(directive.consumer(), directive.loop(), position), memory);
  }

  private static void requireEnclosing(LoopNest all, String name, String consumer, String loop) {
    all.require(consumer).position(loop);
    List<String> readers = readers(all, name);
    boolean strangers = readers.stream().anyMatch(reader ->
        !encloses(all, consumer, loop, all.require(reader)));
    if (readers.isEmpty() || strangers) {
      throw new ScheduleError(("the loop %s of %s does not enclose every use of %s, which is read "
          + "by %s. Choose a legal place: "
          + "%s.").formatted(loop, consumer, name, String.join(", ", readers),
              legal(all, name, readers)));
    }
  }

  /** What later directives may have undone: the place exists and encloses every use. */
  static void requireLasting(LoopNest all, Nest nest, Placement.At at) {
    if (all.require(at.consumer()).placement() instanceof Placement.Inlined) {
      throw new ScheduleError(("%s is inlined into what reads it, so it has no loops. Call "
          + "func(\"%s\").computeRoot(), or name a loop of what reads it.").formatted(
              at.consumer(), at.consumer()));
    }
    requireEnclosing(all, nest.name(), at.consumer(), at.loop());
  }

  private static boolean encloses(LoopNest all, String consumer, String loop, Nest reader) {
    return reader.name().equals(consumer) || switch (reader.placement()) {
      case Placement.At(String outer, String at, int _) -> outer.equals(consumer)
          ? isInside(all.require(consumer), at, loop)
          : encloses(all, consumer, loop, all.require(outer));
      case Placement.Inlined _ -> readers(all, reader.name()).stream()
          .allMatch(r -> encloses(all, consumer, loop, all.require(r)));
      case Placement.Root _ -> false;
    };
  }

  /** Whether {@code inner} is {@code outer} or a loop inside it; one that is gone has no place. */
  private static boolean isInside(Nest nest, String inner, String outer) {
    return nest.find(inner).isEmpty() || nest.position(inner) >= nest.position(outer);
  }

  private static String legal(LoopNest all, String name, List<String> readers) {
    List<String> places = new ArrayList<>();
    for (String reader : readers) {
      if (readers.size() == 1) {
        all.require(reader).loops().forEach(loop -> places.add(
            "computeAt(\"%s\", \"%s\")".formatted(reader, loop.name())));
      }
    }
    places.add("computeRoot()");
    return String.join(", ", places);
  }

  static Nest root(Nest nest) {
    return nest.placed(new Placement.Root(), Memory.GLOBAL);
  }

  static Nest inline(LoopNest all, Nest nest) {
    requireNoOutput(all, nest, "inlined");
    if (nest.func().reduction().isPresent()) {
      throw new ScheduleError("%s is a reduction and cannot be inlined. Try computeAt or "
          .formatted(nest.name()) + "computeRoot.");
    }
    return nest.placed(new Placement.Inlined(), Memory.GLOBAL);
  }

  static Nest traced(Nest nest) {
    if (nest.placement() instanceof Placement.Inlined) {
      throw new ScheduleError(("%s is inlined into what reads it and stores nothing. Call "
          + "func(\"%s\").computeRoot() first.").formatted(nest.name(), nest.name()));
    }
    return nest.detailed(nest.details().with(Details.Trait.TRACED));
  }

  static Nest storeIn(Nest nest, Memory memory) {
    boolean root = nest.placement() instanceof Placement.Root;
    if (root != (memory == Memory.GLOBAL)) {
      throw new ScheduleError(root ? "%s is computed at root, where only GLOBAL memory lasts. "
          .formatted(nest.name()) + "Call computeAt first."
          : "%s is computed at a loop. Hold it in PRIVATE or LOCAL memory."
              .formatted(nest.name()));
    }
    if (memory == Memory.LOCAL && nest.func().types().size() > 1) {
      throw new ScheduleError(("%s has several values a point, which are replaced together, and "
          + "items of a group would read them meanwhile. Hold it in PRIVATE.").formatted(
              nest.name()));
    }
    return nest.placed(nest.placement(), memory);
  }

  static Nest hinted(Nest nest, StoreHint hint, int position) {
    if (nest.func().isStaged()) {
      throw new ScheduleError(("%s is a stage of %s, whose stages read what others of them wrote. "
          + "Leave storeHint out.").formatted(nest.name(), nest.func().storage()));
    }
    return nest.holding(nest.held().hinted(hint, position));
  }

  /** What is read again at once must not be written past the caches. */
  static void requireWrittenOnce(Nest nest) {
    if (!(nest.placement() instanceof Placement.Root)) {
      throw new ScheduleError(("%s is not held in global memory: only what is computed at root is "
          + "written past the caches. Leave storeHint out, or call computeRoot().").formatted(
              nest.name()));
    }
    if (nest.func().reduction().isPresent() && nest.cache() == null) {
      throw new ScheduleError(("%s is a reduction that adds to its elements where they lie, which "
          + "would be slow past the caches. Call cacheWrite(PRIVATE, ...) too.").formatted(
              nest.name()));
    }
  }

  private static void requireNoOutput(LoopNest all, Nest nest, String verb) {
    if (nest.func().isStaged()) {
      throw new ScheduleError(("%s is a stage of %s, whose stages share memory, and cannot be %s: "
          + "all of them are computed at root. Leave this out.").formatted(nest.name(),
              nest.func().storage(), verb));
    }
    if (all.isOutput(nest.name())) {
      throw new ScheduleError(("%s is an output and cannot be %s: all of it is computed, at root. "
          + "Choose a Func that it reads.").formatted(nest.name(), verb));
    }
  }

  /** The names of the Funcs whose definitions access {@code name}. */
  static List<String> readers(LoopNest all, String name) {
    return all.nests().stream().filter(n -> reads(n.func().definition(), name))
        .map(Nest::name).toList();
  }

  static boolean reads(Expr definition, String name) {
    boolean[] found = new boolean[1];
    Rewrite.walk(definition, e -> found[0] |= e instanceof Access access
        && access.source().name().equals(name));
    return found[0];
  }
}
