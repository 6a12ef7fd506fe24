package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ScheduleError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * <pre>
 * for a: for b: s   ->   for b: for a: s          reorder(b, a), outermost first
 * </pre>
 *
 * <p>The named loops take the places that they have together; others stay where they are.
 */
final class ReorderLoops {

  private ReorderLoops() {}

  static Nest apply(Nest nest, Directive.Reorder reorder) {
    List<Integer> places = new ArrayList<>();
    for (String loop : reorder.loops()) {
      places.add(nest.position(loop));
    }
    if (new HashSet<>(places).size() != places.size()) {
      throw new ScheduleError("a loop is named twice: %s. Name each once.".formatted(
              reorder.loops()));
    }
    List<Integer> sorted = places.stream().sorted().toList();
    List<Loop> loops = new ArrayList<>(nest.loops());
    for (int i = 0; i < places.size(); i++) {
      loops.set(sorted.get(i), nest.loops().get(places.get(i)));
    }
    requireOrder(nest, loops);
    return nest.withLoops(loops);
  }

  private static void requireOrder(Nest nest, List<Loop> loops) {
    List<Loop> before = nest.loops().stream().filter(Loop::reduction).toList();
    List<Loop> after = loops.stream().filter(Loop::reduction).toList();
    if (nest.isOrdered() && !before.equals(after)) {
      throw new ScheduleError(("the iterations of %s build on each other in the order %s; this "
          + "would run them in the order %s. Keep the order of these loops; others may move.")
              .formatted(nest.name(), names(before), names(after)));
    }
  }

  private static String names(List<Loop> loops) {
    return loops.stream().map(Loop::name).collect(Collectors.joining(" > "));
  }
}
