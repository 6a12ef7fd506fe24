package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import java.util.ArrayList;
import java.util.List;

/** Decides the orders of loops. */
final class Orders {

  private static final int MOST_PERMUTED = 4;

  private Orders() {}

  /**
   * The loops over tiles, outermost first: those that every member of the group follows come first,
   * and of the last of these any may be the fastest.
   */
  static List<String> outer(Group group, Func core, Tile tile, Chooser chooser) {
    List<String> shared = group.shared();
    List<String> rest = new ArrayList<>(group.root.indices().stream().map(Var::name).toList());
    rest.removeAll(shared);
    List<String> movable = rest.isEmpty() ? shared : rest;
    if (movable.size() > 1) {
      boolean block = core.reduction().isPresent() && movable.contains(tile.block());
      String fastest = chooser.choose(group.root.name() + ".fastest", List.copyOf(movable),
          block ? tile.block() : movable.getLast());
      movable.remove(fastest);
      movable.add(fastest);
    }
    List<String> order = new ArrayList<>(shared);
    order.addAll(rest);
    return order;
  }

  /** The reduction loops, outermost first. */
  static List<String> reductions(Func root, Chooser chooser) {
    List<String> natural = root.variables().stream().map(RVar::name).toList();
    boolean ordered = root.reduction().isPresent()
        && !root.reduction().get().combiner().isCommutative();
    if (natural.size() < 2 || ordered) {
      return natural;
    }
    List<List<String>> options = new ArrayList<>();
    if (natural.size() <= MOST_PERMUTED) {
      permute(new ArrayList<>(natural), 0, options);
    } else {
      rotate(natural, options);
    }
    return chooser.choose(root.name() + ".reductions", options, natural);
  }

  private static void permute(List<String> items, int fixed, List<List<String>> found) {
    if (fixed == items.size()) {
      found.add(List.copyOf(items));
    }
    for (int i = fixed; i < items.size(); i++) {
      java.util.Collections.swap(items, fixed, i);
      permute(items, fixed + 1, found);
      java.util.Collections.swap(items, fixed, i);
    }
  }

  private static void rotate(List<String> items, List<List<String>> found) {
    List<String> rotated = new ArrayList<>(items);
    for (int i = 0; i < items.size(); i++) {
      found.add(List.copyOf(rotated));
      java.util.Collections.rotate(rotated, 1);
    }
  }
}
