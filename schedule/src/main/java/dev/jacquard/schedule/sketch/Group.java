package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Func at root and the Funcs computed inside its loops.
 *
 * <p>For each member, which loop of the root each of its indices follows, to within a halo; an
 * index that follows none is needed over its whole range.
 */
final class Group {

  /** Steps of a reduction from which on its loop outweighs what is done with its result. */
  private static final double DEEP = 16;

  final Func root;
  private final Map<String, Map<String, String>> following = new LinkedHashMap<>();
  private final Map<String, Func> members = new LinkedHashMap<>();
  private final List<String> shared = new ArrayList<>();

  Group(Func root) {
    this.root = root;
    Map<String, String> own = new LinkedHashMap<>();
    root.indices().forEach(v -> own.put(v.name(), v.name()));
    following.put(root.name(), own);
    shared.addAll(own.keySet());
  }

  /** The Funcs computed inside, consumers first. */
  List<Func> members() {
    return List.copyOf(members.values());
  }

  /** The root's loop that an index of a Func of this group follows, or null. */
  String followed(String func, String index) {
    return following.get(func).get(index);
  }

  void add(Func member, Map<String, String> loops) {
    members.put(member.name(), member);
    following.put(member.name(), loops);
    shared.retainAll(loops.values());
  }

  /** Whether a member that follows these loops leaves a loop that all members follow. */
  boolean accepts(Map<String, String> loops) {
    return shared().stream().anyMatch(loops::containsValue);
  }

  /** The root's loops that the indices of a member follow. */
  Set<String> loops(String member) {
    Set<String> loops = new LinkedHashSet<>(following.get(member).values());
    loops.remove(null);
    return loops;
  }

  /**
   * What takes the time: a deep reduction that the root only finishes point by point, such as a
   * bias and a rounding after a matrix product; else the root itself. Its tile lies in registers.
   */
  Func core(Fusion fusion) {
    List<Func> deep = members().stream().filter(member -> member.reduction().isPresent()
        && steps(member) >= DEEP && isFinished(member, fusion)).toList();
    return root.variables().isEmpty() && deep.size() == 1 ? deep.getFirst() : root;
  }

  private static double steps(Func func) {
    return func.variables().stream().mapToDouble(r -> AccessPattern.extent(r.given()))
        .reduce(1, (a, b) -> a * b);
  }

  /** Whether the root alone reads the member, each point at its own indices. */
  private boolean isFinished(Func member, Fusion fusion) {
    boolean elsewhere = members().stream().anyMatch(other -> reads(other, member, fusion));
    return !elsewhere && member.rank() == root.rank() && fusion.accesses(root).stream()
        .filter(access -> access.source().name().equals(member.name()))
        .allMatch(access -> isPoint(access, member));
  }

  private static boolean reads(Func reader, Func source, Fusion fusion) {
    return fusion.accesses(reader).stream().anyMatch(
        access -> access.source().name().equals(source.name()));
  }

  private boolean isPoint(AccessPattern access, Func member) {
    Set<String> loops = new HashSet<>();
    for (int d = 0; d < member.rank(); d++) {
      String loop = followed(member.name(), member.indices().get(d).name());
      boolean same = loop != null && !access.isFolded()
          && Index.same(access.indices().get(d), new Var(loop), Scope.EMPTY);
      if (!same || !loops.add(loop)) {
        return false;
      }
    }
    return true;
  }

  /** The index of a Func of this group that follows a loop of the root; empty if none does. */
  String index(Func func, String loop) {
    return func.indices().stream().map(Var::name)
        .filter(v -> !loop.isEmpty() && loop.equals(followed(func.name(), v))).findFirst()
        .orElse("");
  }

  /** The iterations of a loop of the root; 1 of none. */
  long extent(String loop) {
    return loop.isEmpty() ? 1 : AccessPattern.extent(root.range(new Var(loop)).orElseThrow());
  }

  /** The root's loops that every member follows: outside of them nothing is computed twice. */
  List<String> shared() {
    return shared;
  }
}
