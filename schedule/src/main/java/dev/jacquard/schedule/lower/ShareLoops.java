package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.nest.Details;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes two Funcs in the same loops.
 *
 * <pre>
 * for y: for x: f      for y: for x: g      ->   for y: { for x: f; for x: g }
 * </pre>
 *
 * <p>They take the place of the later one.
 */
final class ShareLoops {

  private final LoopNest nests;
  private final Faults faults;

  ShareLoops(LoopNest nests, Faults faults) {
    this.nests = nests;
    this.faults = faults;
  }

  void apply(List<Stage> stages) {
    for (Nest nest : nests.nests()) {
      if (nest.details().with() != null) {
        faults.collect(() -> share(stages, nest, nest.details().with()));
      }
    }
  }

  private void share(List<Stage> stages, Nest nest, Details.With with) {
    int own = position(stages, nest.name());
    int other = position(stages, with.other());
    Stage first = stages.get(Math.min(own, other));
    Stage second = stages.get(Math.max(own, other));
    if (first == second) {
      return;
    }
    int depth = nest.position(with.loop()) + 1;
    List<Func> funcs = new ArrayList<>(first.funcs());
    funcs.addAll(second.funcs());
    stages.set(Math.max(own, other), new Stage(funcs, merged(first.body(), second.body(), depth,
        with), first.prepared() && second.prepared()));
    stages.remove(first);
  }

  private static int position(List<Stage> stages, String func) {
    for (int k = 0; k < stages.size(); k++) {
      if (stages.get(k).funcs().stream().anyMatch(f -> f.name().equals(func))) {
        return k;
      }
    }
    throw new dev.jacquard.dsl.CompilerBug("no stage computes " + func);
  }

  private Stmt merged(Stmt a, Stmt b, int depth, Details.With with) {
    if (a instanceof Stmt.If first && b instanceof Stmt.If second && !first.hasElse()
        && first.condition().toString().equals(second.condition().toString())) {
      return new Stmt.If(second.condition(), merged(first.then(), second.then(), depth, with));
    }
    if (depth == 0) {
      return Stmt.Block.of(a, b);
    }
    if (!(a instanceof Stmt.For first) || !(b instanceof Stmt.For second)
        || !first.extent().toString().equals(second.extent().toString())) {
      throw nests.fault(with.directive(), ("the loops do not run alike: %s and %s. Give both Funcs "
          + "the same ranges and splits.").formatted(header(a), header(b)));
    }
    Stmt renamed = Simplify.substitute(first.body(), first.variable(), new Var(second.variable()));
    return second.withBody(merged(renamed, second.body(), depth - 1, with));
  }

  private static String header(Stmt s) {
    return s instanceof Stmt.For loop ? loop.variable() + " in 0.." + loop.extent()
        : "a condition";
  }
}
