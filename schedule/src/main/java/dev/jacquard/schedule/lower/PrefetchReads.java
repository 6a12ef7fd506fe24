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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Fetches ahead what later iterations read.
 *
 * <pre>
 * for at: s, which reads a[16 * i + ...]   ->   for at: { prefetch a[16 * (i + 1)], ...; s }
 * </pre>
 *
 * <p>One element of each line of the caches between the first and the last that the body reads.
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

  Stmt apply(Stmt s, Scope scope) {
    return apply(s, scope, Set.of());
  }

  /** @param lanes the vectorized loops around {@code s}: what is fetched is so for all lanes */
  private Stmt apply(Stmt s, Scope scope, Set<String> lanes) {
    Set<String> around = new HashSet<>(lanes);
    if (s instanceof Stmt.For loop && loop.kind() == LoopKind.VECTORIZED) {
      around.add(loop.variable());
    }
    Stmt mapped = s.mapChildren(child -> apply(child, Walk.inside(s, scope), around));
    if (!(mapped instanceof Stmt.For loop)) {
      return mapped;
    }
    List<Stmt> lines = new ArrayList<>();
    for (Ahead ahead : module.prefetches()) {
      if (ahead.at().equals(loop.variable())) {
        lines.addAll(lines(ahead, loop.body(), Walk.inside(loop, scope), around));
      }
    }
    if (lines.isEmpty()) {
      return mapped;
    }
    lines.add(loop.body());
    return loop.withBody(Stmt.Block.of(lines));
  }

  private List<Stmt> lines(Ahead ahead, Stmt body, Scope scope, Set<String> lanes) {
    if (Walk.isSpread(body)) {
      throw ahead.fault().apply(("%s is outside a loop over work-groups, which share no caches "
          + "line by line. Name a loop further in.").formatted(ahead.at()));
    }
    Set<String> running = new HashSet<>(NeededRegion.running(body));
    running.addAll(lanes);
    if (lanes.contains(ahead.loop())) {
      throw ahead.fault().apply(("%s is vectorized: what is fetched is so for all of its "
          + "iterations. Name a loop around it.").formatted(ahead.loop()));
    }
    Set<String> seen = new HashSet<>();
    List<Stmt> lines = new ArrayList<>();
    Walk.each(body, scope, (s, around) -> s.exprs().forEach(e -> Rewrite.walk(e, node -> {
      if (node instanceof Load load && load.buffer().equals(ahead.source())) {
        Extremes.Ends ends = Extremes.of(load.indices().getFirst(), running, around);
        if (!ends.isBounded()) {
          throw ahead.fault().apply(("where %s is read depends on values, and no region of it can "
              + "be fetched. Leave prefetch out.").formatted(ahead.source()));
        }
        if (seen.add(ends.low().toString())) {
          lines.addAll(lines(ahead, load, ends, scope));
        }
      }
    })));
    return lines;
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
