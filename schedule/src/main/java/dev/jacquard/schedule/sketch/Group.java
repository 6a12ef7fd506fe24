package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Func;
import java.util.ArrayList;
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

  final Func root;
  private final Map<String, Map<String, String>> following = new LinkedHashMap<>();
  private final Map<String, Func> members = new LinkedHashMap<>();

  Group(Func root) {
    this.root = root;
    Map<String, String> own = new LinkedHashMap<>();
    root.indices().forEach(v -> own.put(v.name(), v.name()));
    following.put(root.name(), own);
  }

  boolean contains(String func) {
    return following.containsKey(func);
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

  /** The root's loops that every member follows: outside of them nothing is computed twice. */
  List<String> shared() {
    List<String> shared = new ArrayList<>();
    root.indices().forEach(v -> shared.add(v.name()));
    members.keySet().forEach(member -> shared.retainAll(loops(member)));
    return shared;
  }
}
