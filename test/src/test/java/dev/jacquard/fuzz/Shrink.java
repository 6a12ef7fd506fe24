package dev.jacquard.fuzz;

import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes a failing sample smaller while it fails in the same way. */
final class Shrink {

  private static final int MOST_TRIALS = 2000;

  private final String sort;
  private final Function<Sample, Trial.Outcome> trial;
  private Sample best;
  private int trials;

  private Shrink(Sample sample, String sort, Function<Sample, Trial.Outcome> trial) {
    this.trial = trial;
    this.best = sample;
    this.sort = sort;
  }

  static Sample apply(Sample sample, Trial.Outcome outcome,
      Function<Sample, Trial.Outcome> trial) {
    Shrink shrink = new Shrink(sample, outcome.sort(), trial);
    while (shrink.round() && shrink.trials < MOST_TRIALS) {
      // Again: what was needed may not be any more.
    }
    return shrink.best;
  }

  private boolean round() {
    Sample before = best;
    directives();
    keepWithoutLift();
    sizes();
    for (int stage = 0; stage < best.stages().size(); stage++) {
      definition(stage);
      changes(stage);
    }
    return best != before;
  }

  private boolean keep(Sample candidate) {
    if (trials++ >= MOST_TRIALS) {
      return false;
    }
    Trial.Outcome outcome;
    try {
      outcome = trial.apply(candidate);
    } catch (RuntimeException _) {
      return false;
    }
    boolean alike = outcome.kind() == Trial.Kind.FAILED && outcome.sort().equals(sort);
    best = alike ? candidate : best;
    return alike;
  }

  private void keepWithoutLift() {
    if (best.relaxed()) {
      keep(best.withRelaxed(false));
    }
    if (best.lifted()) {
      keep(best.withoutLift());
    }
  }

  private void directives() {
    for (int i = best.directives().size() - 1; i >= 0; i--) {
      List<dev.jacquard.schedule.Directive> fewer = new ArrayList<>(best.directives());
      fewer.remove(i);
      keep(best.with(fewer));
    }
  }

  private void sizes() {
    if (best.sizes().size() > 1) {
      keep(best.withSizes(best.sizes().subList(0, 1)));
      keep(best.withSizes(best.sizes().subList(1, best.sizes().size())));
    }
    Sizes sizes = best.sizes().getFirst();
    for (String name : sizes.values().keySet()) {
      for (long smaller : new long[] {1, 2, 3, sizes.get(name).getAsLong() / 2,
          sizes.get(name).getAsLong() - 1}) {
        if (smaller > 0 && smaller < sizes.get(name).getAsLong() && best.sizes().size() == 1
            && keep(best.withSizes(List.of(sizes.with(name, smaller))))) {
          break;
        }
      }
    }
  }

  private void changes(int stage) {
    for (int i = best.stages().get(stage).changes().size() - 1; i >= 0; i--) {
      List<Sample.Change> fewer = new ArrayList<>(best.stages().get(stage).changes());
      Sample.Change change = fewer.remove(i);
      if (!keepChanges(stage, fewer)) {
        List<Expr> values = new ArrayList<>();
        simpler(change.value(), values::add);
        values.add(change.value());
        for (Expr value : values) {
          List<Sample.Change> simpler = new ArrayList<>(best.stages().get(stage).changes());
          simpler.set(i, new Sample.Change(change.at(), change.order(), null, value));
          if (keepChanges(stage, simpler)) {
            break;
          }
        }
      }
    }
  }

  private boolean keepChanges(int stage, List<Sample.Change> changes) {
    List<Sample.Stage> stages = new ArrayList<>(best.stages());
    stages.set(stage, stages.get(stage).withChanges(changes));
    return keep(best.withStages(stages));
  }

  private void definition(int stage) {
    boolean smaller = true;
    while (smaller && trials < MOST_TRIALS) {
      smaller = false;
      List<Expr> candidates = new ArrayList<>();
      simpler(best.stages().get(stage).definition(), candidates::add);
      for (Expr candidate : candidates) {
        List<Sample.Stage> stages = new ArrayList<>(best.stages());
        stages.set(stage, stages.get(stage).with(candidate));
        if (keep(best.withStages(stages))) {
          smaller = true;
          break;
        }
      }
    }
  }

  /** {@code e} with one node replaced by a child of its type, or by a constant. */
  private static void simpler(Expr e, Consumer<Expr> to) {
    if (!(e instanceof Reduce) && !e.children().isEmpty()) {
      e.children().stream().filter(c -> c.type() == e.type()).forEach(to);
      to.accept(Dsl.lit(e.type(), 1));
    }
    List<Expr> children = e.children();
    for (int i = 0; i < children.size(); i++) {
      Expr child = children.get(i);
      int position = i;
      simpler(child, replacement -> {
        int[] at = {0};
        to.accept(e.mapChildren(c -> at[0]++ == position ? replacement : c));
      });
    }
  }
}
