package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides where each Func is computed: at its accesses, inside the loops of the Func that reads it,
 * or at root.
 */
final class Fusion {

  /** Where a Func is computed. */
  enum Site { INLINE, INSIDE, ROOT }

  private static final long WIDEST_HALO = 32;
  private static final long MOST_HELD = 1 << 14;

  private final Algorithm algorithm;
  private final Chooser chooser;
  private final boolean inside;
  private final Map<String, Expr> definitions = new HashMap<>();
  private final Map<String, Site> sites = new LinkedHashMap<>();
  private final List<Group> groups = new ArrayList<>();

  /** @param inside whether Funcs may be computed inside the loops of others */
  Fusion(Algorithm algorithm, Chooser chooser, boolean inside) {
    this.algorithm = algorithm;
    this.chooser = chooser;
    this.inside = inside;
    algorithm.funcs().forEach(f -> definitions.put(f.name(), f.definition()));
    for (Func func : algorithm.funcs().reversed()) {
      place(func);
    }
  }

  /** The groups, consumers first. */
  List<Group> groups() {
    return groups;
  }

  Map<String, Site> sites() {
    return sites;
  }

  /** The accesses of a Func once what is inlined stands in its place. */
  List<AccessPattern> accesses(Func func) {
    List<AccessPattern> found = new ArrayList<>();
    Rewrite.walk(definitions.get(func.name()), e -> {
      if (e instanceof dev.jacquard.dsl.Access access) {
        found.add(new AccessPattern(access.source(), access.indices(),
            access.edge().mode()));
      }
    });
    return found;
  }

  private void place(Func func) {
    boolean output = algorithm.outputs().contains(func) || func.isStaged();
    Group group = output ? null : candidate(func);
    Map<String, String> loops = group == null ? Map.of() : loops(group, func);
    List<Site> options = new ArrayList<>();
    if (!output && func.reduction().isEmpty() && inlinedSize(func) <= LoopNest.MOST_INLINED) {
      options.add(Site.INLINE);
    }
    if (inside && group != null && group.accepts(loops) && fits(func, loops)) {
      options.add(Site.INSIDE);
    }
    options.add(Site.ROOT);
    Site site = output ? Site.ROOT : chooser.choose(func.name() + ".site", options,
        preferred(func, options));
    sites.put(func.name(), site);
    switch (site) {
      case ROOT -> groups.add(new Group(func));
      case INSIDE -> group.add(func, loops);
      case INLINE -> inline(func);
    }
  }

  /** The most nodes that a definition has once the Func is inlined into it. */
  private long inlinedSize(Func func) {
    long size = nodes(definitions.get(func.name()));
    long most = 0;
    for (Expr definition : definitions.values()) {
      long[] reads = new long[1];
      Rewrite.walk(definition, e -> reads[0] += e instanceof dev.jacquard.dsl.Access access
          && access.source() == func ? 1 : 0);
      most = Math.max(most, reads[0] == 0 ? 0 : nodes(definition) + reads[0] * size);
    }
    return most;
  }

  private static long nodes(Expr e) {
    return 1 + e.children().stream().mapToLong(Fusion::nodes).sum();
  }

  private Site preferred(Func func, List<Site> options) {
    if (options.contains(Site.INLINE) && reads(func) * cost(func) <= 4) {
      return Site.INLINE;
    }
    boolean worthwhile = func.reduction().isPresent() || reads(func) <= 4;
    return options.contains(Site.INSIDE) && worthwhile ? Site.INSIDE : Site.ROOT;
  }

  /** How often a value is read, on average. */
  private double reads(Func func) {
    double reads = 0;
    for (Func reader : algorithm.funcs()) {
      for (AccessPattern access : accesses(reader)) {
        if (access.source().name().equals(func.name())) {
          reads += points(reader);
        }
      }
    }
    return reads / Math.max(1, size(func));
  }

  private static double size(Func func) {
    return func.ranges().stream().mapToDouble(AccessPattern::extent).reduce(1, (a, b) -> a * b);
  }

  static double points(Func func) {
    double points = Nest.running(func).stream().mapToDouble(
        v -> AccessPattern.extent(func.range(v).orElseThrow())).reduce(1, (a, b) -> a * b);
    return func.variables().stream().mapToDouble(r -> AccessPattern.extent(r.given()))
        .reduce(points, (a, b) -> a * b);
  }

  /** Operations a value takes; a function counts as many. */
  private double cost(Func func) {
    double[] cost = {1};
    Rewrite.walk(definitions.get(func.name()), e -> cost[0] += e instanceof Call ? 8
        : e instanceof dev.jacquard.dsl.Access a && !a.edge().isNone() ? 2 : 0);
    return cost[0];
  }

  /** The one group that all readers belong to, or null. */
  private Group candidate(Func func) {
    Group found = null;
    for (Func reader : readers(func)) {
      Group group = groups.stream().filter(g -> g.contains(reader.name())).findFirst()
          .orElse(null);
      boolean update = group != null && group.root.asUpdate().isPresent();
      if (group == null || update || found != null && found != group) {
        return null;
      }
      found = group;
    }
    return found;
  }

  private List<Func> readers(Func func) {
    return algorithm.funcs().stream().filter(f -> sites.get(f.name()) != Site.INLINE
        && accesses(f).stream().anyMatch(a -> a.source().name().equals(func.name()))).toList();
  }

  private Map<String, String> loops(Group group, Func func) {
    Map<String, String> loops = new LinkedHashMap<>();
    Map<String, Set<String>> speeds = new HashMap<>();
    func.indices().forEach(v -> loops.put(v.name(), ""));
    for (Func reader : readers(func)) {
      for (AccessPattern access : accesses(reader)) {
        if (access.source().name().equals(func.name())) {
          for (int d = 0; d < func.rank(); d++) {
            String loop = access.isFolded() ? "whole"
                : followed(group, reader, access.indices().get(d));
            speeds.computeIfAbsent(func.indices().get(d).name(), _ -> new HashSet<>())
                .add(speed(reader, access.indices().get(d)));
            loops.merge(func.indices().get(d).name(), loop,
                (a, b) -> a.isEmpty() || a.equals(b) ? b : "whole");
          }
        }
      }
    }
    loops.replaceAll((index, loop) -> loop.equals("whole")
        || speeds.getOrDefault(index, Set.of()).size() > 1 ? null : loop);
    return loops;
  }

  /** How far an index moves with each of the reader's; where two differ, they drift apart. */
  private static String speed(Func reader, Expr index) {
    return reader.indices().stream().map(v -> Index.slope(index, v.name(), Scope.EMPTY)
        .map(Expr::toString).orElse("?")).collect(Collectors.joining(" "));
  }

  /** The root's loop that an index follows: it plus something small. */
  private String followed(Group group, Func reader, Expr index) {
    String found = "whole";
    for (Var v : reader.indices()) {
      String loop = group.followed(reader.name(), v.name());
      boolean moves = Rewrite.mentions(index, v.name());
      boolean slowly = Index.slope(index, v.name(), Scope.EMPTY)
          .filter(s -> s instanceof IntConst c && c.value() >= 1 && c.value() <= 4).isPresent();
      if (moves && (!slowly || loop == null || !found.equals("whole"))) {
        return "whole";
      }
      found = moves ? loop : found;
    }
    return halo(reader, index) <= WIDEST_HALO ? found : "whole";
  }

  private static long halo(Func reader, Expr index) {
    return reader.variables().stream()
        .filter(r -> Rewrite.mentions(index, r.name())).map(RVar::given)
        .mapToLong(range -> AccessPattern.isFixed(range) ? AccessPattern.extent(range)
            : WIDEST_HALO + 1).sum();
  }

  /** Whether what one tile needs can be held by a work-item, and follows some loop. */
  private static boolean fits(Func func, Map<String, String> loops) {
    long held = 1;
    boolean follows = func.rank() == 0;
    for (Var v : func.indices()) {
      boolean whole = loops.get(v.name()) == null;
      if (whole && !AccessPattern.isFixed(func.range(v).orElseThrow())) {
        return false;
      }
      follows |= !whole;
      held *= loops.get(v.name()) != null ? 1 : AccessPattern.extent(func.range(v).orElseThrow());
    }
    return follows && func.rank() > 0 && held <= MOST_HELD / 4;
  }

  private void inline(Func func) {
    Expr body = definitions.get(func.name());
    definitions.replaceAll((_, definition) -> replace(definition, func, body));
  }

  private static Expr replace(Expr e, Func func, Expr body) {
    Expr mapped = e.mapChildren(child -> replace(child, func, body));
    if (mapped instanceof dev.jacquard.dsl.Access access && access.source() == func) {
      Map<String, Expr> values = new HashMap<>();
      for (int d = 0; d < func.rank(); d++) {
        values.put(func.indices().get(d).name(), access.indices().get(d));
      }
      return Rewrite.substitute(Tuple.values(body).get(access.component()), values);
    }
    return mapped;
  }
}
