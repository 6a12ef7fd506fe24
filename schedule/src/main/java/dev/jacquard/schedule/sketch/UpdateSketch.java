package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.nest.Nest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An update: the indices that run in no fixed order are spread and make the lanes, the reduction
 * loops stay as they are.
 *
 * <pre>
 * parallel free indices: for reduction indices: lanes of the last free index
 * </pre>
 */
final class UpdateSketch {

  private final Func func;
  private final Target target;
  private final Chooser chooser;

  UpdateSketch(Func func, Target target, Chooser chooser) {
    this.func = func;
    this.target = target;
    this.chooser = chooser;
  }

  Schedule apply(Schedule schedule) {
    Schedule s = schedule.func(func.name());
    List<String> outer = new ArrayList<>(Nest.running(func).stream().map(Var::name).toList());
    List<String> order = new ArrayList<>(func.variables().stream().map(RVar::name).toList());
    int lanes = lanes();
    if (lanes > 1) {
      String last = outer.removeLast();
      s = s.split(last, lanes);
      outer.add(last + ".outer");
      order.add(last + ".inner");
    }
    order.addAll(0, outer);
    if (order.size() > 1) {
      s = s.reorder(order.toArray(String[]::new));
    }
    s = s.parallel(outer.toArray(String[]::new));
    return lanes > 1 ? s.vectorize(order.getLast()) : s;
  }

  /** Lanes along the last index of the Func, if that runs in no fixed order. */
  private int lanes() {
    List<Var> free = Nest.running(func);
    boolean along = !free.isEmpty() && free.getLast().equals(func.indices().getLast());
    if (!along) {
      return 1;
    }
    DType widest = func.types().stream().max(Comparator.comparingInt(DType::bytes)).orElseThrow();
    long extent = AccessPattern.extent(func.range(free.getLast()).orElseThrow());
    int most = (int) Math.min(target.lanes(widest), Long.highestOneBit(Math.max(1, extent)));
    return chooser.choose(func.name() + ".lanes", most > 1 ? List.of(1, most) : List.of(1), most);
  }
}
