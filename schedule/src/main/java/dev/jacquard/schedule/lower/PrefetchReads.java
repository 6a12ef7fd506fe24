package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Extremes;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Fetches ahead what later iterations read.
 *
 * <pre>
 * for at: s, which reads a[16 * i + ...]   ->   for at: { prefetch a[16 * (i + 1)], ...; s }
 * </pre>
 *
 * <p>One element of each line of the caches between the first and the last that the body reads; or
 * that another Func reads inside the loop over i, an iteration of whose loop goes with one of ours.
 */
final class PrefetchReads {

  /** What is fetched at the head of the loop over {@code at}, and how a fault is reported. */
  record Ahead(String source, String at, String loop, long distance,
      Function<String, ScheduleError> fault) {}

  private static final long LINE_BYTES = 64;
  private static final long MOST_LINES = 64;

  private final Module module;

  PrefetchReads(Module module) {
    this.module = module;
  }

  /** A loop around, and what is known inside it. */
  private record Open(Stmt.For loop, Scope scope) {}

  Stmt apply(Stmt s, Scope scope) {
    return apply(s, scope, Map.of());
  }

  private Stmt apply(Stmt s, Scope scope, Map<String, Open> around) {
    Scope inside = Walk.inside(s, scope);
    Map<String, Open> open = new LinkedHashMap<>(around);
    if (s instanceof Stmt.For loop) {
      open.put(loop.variable(), new Open(loop, inside));
    }
    Stmt mapped = s.mapChildren(child -> apply(child, inside, open));
    if (!(mapped instanceof Stmt.For loop)) {
      return mapped;
    }
    List<Stmt> lines = new ArrayList<>();
    for (Ahead ahead : module.prefetches()) {
      if (ahead.at().equals(loop.variable())) {
        lines.addAll(module.faults().collect(() -> lines(ahead, loop.body(), inside, open),
            List.of()));
      }
    }
    if (lines.isEmpty()) {
      return mapped;
    }
    lines.add(loop.body());
    return loop.withBody(Stmt.Block.of(lines));
  }

  private List<Stmt> lines(Ahead ahead, Stmt body, Scope scope, Map<String, Open> open) {
    if (Walk.isSpread(body)) {
      throw ahead.fault().apply(("%s is outside a loop over work-groups, which share no caches "
          + "line by line. Name a loop further in.").formatted(ahead.at()));
    }
    // What is fetched is so for all lanes.
    Set<String> lanes = open.values().stream().map(Open::loop)
        .filter(loop -> loop.kind() == LoopKind.VECTORIZED).map(Stmt.For::variable)
        .collect(Collectors.toSet());
    if (lanes.contains(ahead.loop())) {
      throw ahead.fault().apply(("%s is vectorized: what is fetched is so for all of its "
          + "iterations. Name a loop around it.").formatted(ahead.loop()));
    }
    Set<String> running = new HashSet<>(NeededRegion.running(body));
    running.addAll(lanes);
    Map<String, List<Stmt>> lines = new LinkedHashMap<>();
    Walk.each(body, scope, (s, inner) -> loads(s, ahead).forEach(load ->
        fetch(ahead, load, load.indices().getFirst(), running, inner, scope, lines)));
    Open within = open.get(ahead.loop());
    if (lines.isEmpty() && within != null) {
      Set<String> others = new HashSet<>(NeededRegion.running(within.loop().body()));
      others.removeAll(open.keySet());
      others.addAll(lanes);
      elsewhere(ahead, within.loop().body(), within.scope(), List.of(), others, open, lines);
    }
    return lines.values().stream().flatMap(List::stream).toList();
  }

  /**
   * What other Funcs read inside {@code ahead.loop}.
   *
   * @param own the serial loops of theirs around {@code s}, of which there has to be one: ours
   *     stands for it
   * @param running all loops of theirs, and lanes of ours
   */
  private void elsewhere(Ahead ahead, Stmt s, Scope scope, List<String> own, Set<String> running,
      Map<String, Open> open, Map<String, List<Stmt>> lines) {
    loads(s, ahead).forEach(load -> {
      if (own.size() != 1) {
        throw ahead.fault().apply(("%s is read by another Func, in %s serial loops of its own, of "
            + "which %s can stand for one. Vectorize or unroll the others.").formatted(
                ahead.source(), own.isEmpty() ? "no" : own.size(), ahead.at()));
      }
      Set<String> others = new HashSet<>(running);
      others.removeAll(own);
      Scope there = Walk.inside(open.get(ahead.at()).loop(), scope);
      fetch(ahead, load, Rewrite.substitute(load.indices().getFirst(),
          Map.of(own.getFirst(), new Var(ahead.at()))), others, there, there, lines);
    });
    List<String> inner = new ArrayList<>(own);
    if (s instanceof Stmt.For loop && loop.kind() == LoopKind.SERIAL
        && !open.containsKey(loop.variable())) {
      inner.add(loop.variable());
    }
    Scope inside = Walk.inside(s, scope);
    s.children().forEach(child -> elsewhere(ahead, child, inside, inner, running, open, lines));
  }

  private static List<Load> loads(Stmt s, Ahead ahead) {
    List<Load> loads = new ArrayList<>();
    s.exprs().forEach(e -> Rewrite.walk(e, node -> {
      if (node instanceof Load load && load.buffer().equals(ahead.source())) {
        loads.add(load);
      }
    }));
    return loads;
  }

  /**
   * Adds what a load reads, unless its beginning is fetched already.
   *
   * @param index its place, over {@code running} variables of which {@code inner} knows
   * @param scope what is known where it is fetched
   */
  private static void fetch(Ahead ahead, Load load, Expr index, Set<String> running, Scope inner,
      Scope scope, Map<String, List<Stmt>> lines) {
    Extremes.Ends ends = Extremes.of(index, running, inner);
    if (!ends.isBounded()) {
      throw ahead.fault().apply(("where %s is read depends on values, and no region of it can "
          + "be fetched. Leave prefetch out.").formatted(ahead.source()));
    }
    lines.computeIfAbsent(ends.low().toString(), _ -> lines(ahead, load, ends, scope));
  }

  private static List<Stmt> lines(Ahead ahead, Load load, Extremes.Ends ends, Scope scope) {
    long perLine = Math.max(1, LINE_BYTES / load.type().bytes());
    long count = Index.constant(ends.high().minus(ends.low()), scope).orElse(Long.MAX_VALUE - 1)
        / perLine + 1;
    if (count > MOST_LINES) {
      throw ahead.fault().apply(("an iteration of %s reads from %s to %s of %s, more than %d lines "
          + "of the caches. Name a loop further in.").formatted(ahead.at(), ends.low(), ends.high(),
              ahead.source(), MOST_LINES));
    }
    Expr later = Rewrite.substitute(ends.low(), Map.of(ahead.loop(),
        new Var(ahead.loop()).plus(ahead.distance())));
    List<Stmt> lines = new ArrayList<>();
    for (long line = 0; line < count; line++) {
      lines.add(new Stmt.Prefetch(load.buffer(), Index.simplify(later.plus(line * perLine),
          scope)));
    }
    return lines;
  }
}
