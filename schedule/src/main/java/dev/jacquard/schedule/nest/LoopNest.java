package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.dsl.eval.Laws;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The loops of an algorithm as a schedule arranges them: one {@link Nest} a Func, producers first.
 * Immutable and printable.
 */
public final class LoopNest {

  /** The most nodes of a definition after inlining, where the user does not ask for it. */
  public static final long MOST_INLINED = 1000;

  private final Algorithm algorithm;
  private final List<Nest> nests;
  private final Map<String, Layout> layouts;
  private final List<Directive> applied;
  private final List<String> where;

  private LoopNest(Algorithm algorithm, List<Nest> nests, Map<String, Layout> layouts,
      List<Directive> applied, List<String> where) {
    this.algorithm = algorithm;
    this.nests = List.copyOf(nests);
    this.layouts = Map.copyOf(layouts);
    this.applied = List.copyOf(applied);
    this.where = List.copyOf(where);
  }

  /**
   * The nests before any directive. A pure Func is inlined, unless that would make a definition of
   * more than {@link #MOST_INLINED} nodes: a chain that reads each part twice doubles at each.
   */
  public static LoopNest of(Algorithm algorithm) {
    Laws.require(algorithm);
    List<Nest> nests = new ArrayList<>();
    Map<String, Long> inlined = new HashMap<>();
    for (Func func : algorithm.funcs()) {
      Func resolved = ResolveEdges.apply(func);
      long size = size(resolved.definition(), inlined);
      Nest nest = Nest.of(resolved, isOutput(algorithm, func.name()) || size > MOST_INLINED);
      if (nest.placement() instanceof Placement.Inlined) {
        inlined.put(func.name(), size);
      }
      nests.add(nest);
    }
    return new LoopNest(algorithm, nests, Map.of(), List.of(), List.of());
  }

  /** The nodes of {@code e} with what is inlined in place of each access. */
  private static long size(Expr e, Map<String, Long> inlined) {
    long own = e instanceof Access access ? inlined.getOrDefault(access.source().name(), 1L) : 1;
    return e.children().stream().mapToLong(child -> size(child, inlined)).reduce(own,
        (a, b) -> Math.min(a + b, Integer.MAX_VALUE));
  }

  /**
   * The nests after a directive.
   *
   * @param position of the directive in its schedule, for messages
   * @param line where the user wrote it, or empty
   * @throws ScheduleError if the directive does not fit
   */
  public LoopNest apply(Directive directive, int position, String line) {
    try {
      return rewritten(directive, position).recorded(directive, line);
    } catch (ScheduleError error) {
      throw error.at(position, directive, line);
    }
  }

  /** The nests after all directives of a schedule. */
  public LoopNest apply(Schedule schedule) {
    return apply(schedule, Set.of());
  }

  /** The nests after all directives of a schedule but those at some positions. */
  public LoopNest apply(Schedule schedule, Set<Integer> leftOut) {
    LoopNest result = this;
    for (int i = 0; i < schedule.directives().size(); i++) {
      Directive directive = schedule.directives().get(i);
      result = leftOut.contains(i) ? result.recorded(directive, schedule.where(i))
          : result.apply(directive, i, schedule.where(i));
    }
    return result;
  }

  /**
   * These nests, if every place that a directive named is still there and encloses what it must.
   *
   * @throws ScheduleError naming that directive, if a later one moved or renamed it
   */
  public LoopNest lasting() {
    Map<Integer, Runnable> checks = new TreeMap<>();
    nests.forEach(nest -> lasting(nest, checks));
    checks.forEach(this::require);
    return this;
  }

  /** What must still hold of a nest, by the directive that it goes back to: the first is named. */
  private void lasting(Nest nest, Map<Integer, Runnable> checks) {
    Details details = nest.details();
    if (nest.placement() instanceof Placement.At at) {
      checks.put(at.directive(), () -> Place.requireLasting(this, nest, at));
    }
    if (nest.cache() != null) {
      checks.put(nest.cache().directive(), () ->
          Caches.requireOutside(nest, nest.cache().loop()));
    }
    if (details.with() != null) {
      checks.put(details.with().directive(), () -> Sharing.require(this, nest, details.with()));
    }
    if (nest.held().window() != null) {
      checks.put(nest.held().window().directive(), () -> Windows.requireOutside(this, nest));
    }
    if (nest.held().isDoubled()) {
      checks.put(nest.held().doubledBy(), () -> DoubleBuffering.require(this, nest));
    }
    if (nest.tensor() != null) {
      checks.put(nest.tensor().directive(), () ->
          Tensorizing.requireInnermost(nest, nest.tensor()));
    }
    details.prefetches().forEach(ahead -> checks.put(ahead.directive(), () ->
        Prefetching.requireLasting(this, nest, ahead)));
    if (nest.held().hint() != StoreHint.CACHED) {
      checks.put(nest.held().hintedBy(), () -> Place.requireWrittenOnce(nest));
    }
  }

  private void require(int directive, Runnable check) {
    try {
      check.run();
    } catch (ScheduleError error) {
      throw error.at(directive, applied.get(directive), where.get(directive));
    }
  }

  private LoopNest rewritten(Directive directive, int position) {
    if (directive instanceof Directive.SetLayout layout) {
      return withLayout(layout);
    }
    Nest nest = require(directive.func());
    return switch (directive) {
      case Directive.Split split -> with(SplitLoop.apply(nest, split, position));
      case Directive.Fuse fuse -> with(FuseLoops.apply(nest, fuse));
      case Directive.Reorder reorder -> with(ReorderLoops.apply(nest, reorder));
      case Directive.Mark mark -> with(Marks.apply(nest, mark, position));
      case Directive.ComputeAt at -> with(Place.at(this, nest, at, position));
      case Directive.ComputeRoot _ -> with(Place.root(nest));
      case Directive.Inline _ -> with(Place.inline(this, nest));
      case Directive.StoreIn storeIn -> with(Place.storeIn(nest, storeIn.memory()));
      case Directive.Tensorize tensorize -> with(Tensorizing.apply(nest, tensorize, position));
      case Directive.Prefetch prefetch ->
          with(Prefetching.apply(this, nest, prefetch, position));
      case Directive.OfSize facts -> facts(facts);
      case Directive.ComputeWith share -> with(Sharing.apply(this, nest, share, position));
      case Directive.StoreAt at -> with(Windows.store(this, nest, at, position));
      case Directive.FoldStorage fold -> with(Windows.fold(nest, fold, position));
      case Directive.SetStoreHint hint -> with(Place.hinted(nest, hint.hint(), position));
      case Directive.CacheWrite cache -> with(Caches.write(nest, cache, position));
      case Directive.CacheRead cache -> withCopy(cache);
      case Directive.Rfactor rfactor -> withNests(FactorReduction.apply(this, nest, rfactor));
      case Directive.Trace _ -> with(Place.traced(nest));
      case Directive.Atomic _ -> with(Atomically.apply(nest));
      case Directive.DoubleBuffer _ -> with(DoubleBuffering.apply(this, nest, position));
      case Directive.Partition part -> {
        nest.position(part.loop());
        yield with(nest.detailed(nest.details().partitioned(part.loop(), part.policy())));
      }
      case Directive.SetLayout _ -> throw new IllegalStateException("handled above");
    };
  }

  private LoopNest facts(Directive.OfSize facts) {
    SizeFacts.require(algorithm, applied, facts);
    return this;
  }

  private LoopNest recorded(Directive directive, String line) {
    List<Directive> all = new ArrayList<>(applied);
    List<String> lines = new ArrayList<>(where);
    all.add(directive);
    lines.add(line);
    return new LoopNest(algorithm, nests, layouts, all, lines);
  }

  private LoopNest with(Nest nest) {
    return withNests(nests.stream().map(n -> n.name().equals(nest.name()) ? nest : n).toList());
  }

  private LoopNest withNests(List<Nest> newNests) {
    return new LoopNest(algorithm, newNests, layouts, applied, where);
  }

  private LoopNest withCopy(Directive.CacheRead cache) {
    Func copy = Caches.copy(this, cache);
    List<Nest> all = new ArrayList<>();
    for (Nest nest : nests) {
      boolean reader = nest.name().equals(cache.func());
      if (reader) {
        all.add(Place.root(Nest.of(copy, true)));
      }
      all.add(reader ? nest.withFunc(Caches.redirect(nest.func(), cache.source(), copy)) : nest);
    }
    return withNests(all);
  }

  private LoopNest withLayout(Directive.SetLayout directive) {
    String name = directive.func();
    Optional<Input> input = algorithm.inputs().stream().filter(i -> i.name().equals(name))
        .findFirst();
    if (input.isEmpty() && find(name).isEmpty()) {
      throw new ScheduleError(("there is no tensor %s. Inputs: %s. Funcs: %s. Name one of "
          + "these.").formatted(name,
          algorithm.inputs().stream().map(Input::name).collect(Collectors.joining(", ")),
          nests.stream().map(Nest::name).collect(Collectors.joining(", "))));
    }
    int rank = input.map(Input::rank).orElseGet(() -> require(name).func().rank());
    find(name).filter(nest -> !nest.func().storage().equals(name)).ifPresent(nest -> {
      throw new ScheduleError(("%s is a stage of %s, whose stages share memory. Give the layout "
          + "of %s.").formatted(name, nest.func().storage(), nest.func().storage()));
    });
    if (directive.layout().rank() != rank) {
      throw new ScheduleError(("the layout %s is for %d dimensions; %s has %d. Give one like "
          + "\"%s\".").formatted(directive.layout(), directive.layout().rank(), name, rank,
              Layout.canonical(rank)));
    }
    if (input.isEmpty() && require(name).placement() instanceof Placement.Inlined) {
      throw new ScheduleError(("%s is inlined into what reads it and has no place in memory. Call "
          + "computeRoot() or computeAt(...) first.").formatted(name));
    }
    Map<String, Layout> all = new LinkedHashMap<>(layouts);
    all.put(name, directive.layout());
    return new LoopNest(algorithm, nests, all, applied, where);
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  /** The nests, producers first. */
  public List<Nest> nests() {
    return nests;
  }

  public Optional<Nest> find(String func) {
    return nests.stream().filter(n -> n.name().equals(func)).findFirst();
  }

  /** The nest of a Func; a {@link ScheduleError} that lists the Funcs if there is none. */
  public Nest require(String func) {
    return find(func).orElseThrow(() -> new ScheduleError(("there is no Func %s. Funcs: %s. Name "
        + "one of these.")
        .formatted(func, nests.stream().map(Nest::name).collect(Collectors.joining(", ")))));
  }

  /** The layout of a tensor in global memory. */
  public Layout layout(String name, int rank) {
    return layouts.getOrDefault(name, Layout.canonical(rank));
  }

  public boolean isOutput(String func) {
    return isOutput(algorithm, func);
  }

  private static boolean isOutput(Algorithm algorithm, String func) {
    return algorithm.outputs().stream().anyMatch(f -> f.name().equals(func));
  }

  /** A fault of a directive that shows only with sizes or a device. */
  public ScheduleError fault(int position, String reason) {
    ScheduleError error = new ScheduleError(reason);
    return position < 0 ? error : error.at(position, applied.get(position), where.get(position));
  }

  /** The tree of loops, indented; what runs on which part of the device is named. */
  @Override
  public String toString() {
    return NestPrinter.print(this);
  }
}
