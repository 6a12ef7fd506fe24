package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Rewrite;
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
  private final Given given;
  private final Definitions definitions;
  private final Map<String, Site> sites = new LinkedHashMap<>();
  private final List<Group> groups = new ArrayList<>();
  private final Map<String, Group> groupOf = new HashMap<>();

  /** @param inside whether Funcs may be computed inside the loops of others */
  Fusion(Algorithm algorithm, Chooser chooser, boolean inside, Given given) {
    this.algorithm = algorithm;
    this.chooser = chooser;
    this.inside = inside;
    this.given = given;
    this.definitions = new Definitions(algorithm);
    for (Func func : algorithm.funcs().reversed()) {
      if (!given.scheduled().contains(func.name())) {
        place(func);
      }
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
    return definitions.accesses(func);
  }

  private void place(Func func) {
    boolean output = algorithm.outputs().contains(func) || func.isStaged()
        || given.roots().contains(func.name());
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
      case ROOT -> {
        groups.add(new Group(func));
        groupOf.put(func.name(), groups.getLast());
      }
      case INSIDE -> {
        group.add(func, loops);
        groupOf.put(func.name(), group);
      }
      case INLINE -> definitions.inline(func);
    }
  }

  /** The most nodes that a definition has once the Func is inlined into it. */
  private long inlinedSize(Func func) {
    long size = nodes(definitions.of(func));
    return definitions.readers(func).stream().mapToLong(reader -> nodes(definitions.of(reader))
        + definitions.accesses(reader, func).size() * size).max().orElse(0);
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
    double reads = definitions.readers(func).stream().mapToDouble(
        reader -> points(reader) * definitions.accesses(reader, func).size()).sum();
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
    Rewrite.walk(definitions.of(func), e -> cost[0] += e instanceof Call ? 8
        : e instanceof dev.jacquard.dsl.Access a && !a.edge().isNone() ? 2 : 0);
    return cost[0];
  }

  /** The one group that all readers belong to, or null. */
  private Group candidate(Func func) {
    Group found = null;
    for (Func reader : definitions.readers(func)) {
      Group group = groupOf.get(reader.name());
      boolean update = group != null && group.root.asUpdate().isPresent();
      if (group == null || update || found != null && found != group) {
        return null;
      }
      found = group;
    }
    return found;
  }

  private Map<String, String> loops(Group group, Func func) {
    Map<String, String> loops = new LinkedHashMap<>();
    Map<String, Set<String>> speeds = new HashMap<>();
    func.indices().forEach(v -> loops.put(v.name(), ""));
    for (Func reader : definitions.readers(func)) {
      for (AccessPattern access : definitions.accesses(reader, func)) {
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
}
