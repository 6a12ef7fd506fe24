package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ir.Memory;
import java.util.ArrayList;
import java.util.List;

/** A Func on a GPU: neighbours along its last index are work-items, the rest are groups. */
final class GpuSketch {

  private static final List<Integer> ITEMS = List.of(32, 64, 128, 256);

  private final Func root;
  private final Chooser chooser;

  GpuSketch(Group group, Chooser chooser) {
    this.root = group.root;
    this.chooser = chooser;
  }

  Schedule apply(Schedule schedule) {
    Schedule s = schedule.func(root.name());
    List<String> loops = new ArrayList<>(root.indices().stream().map(Var::name).toList());
    if (loops.isEmpty()) {
      return s;
    }
    String last = loops.removeLast();
    int items = chooser.choose(root.name() + ".items", ITEMS, 64);
    s = s.split(last, items);
    loops.add(last + ".outer");
    List<String> order = new ArrayList<>(loops);
    order.add(last + ".inner");
    root.reduction().ifPresent(r -> r.variables().forEach(v -> order.add(v.name())));
    s = s.reorder(order.toArray(String[]::new)).groups(loops.toArray(String[]::new))
        .items(last + ".inner");
    return root.reduction().isPresent() ? s.cacheWrite(Memory.PRIVATE, last + ".inner") : s;
  }
}
