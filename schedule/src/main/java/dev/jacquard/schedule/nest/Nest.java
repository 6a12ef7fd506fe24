package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The loops of one Func, outermost first. A reduction's initialisation stands directly outside the
 * outermost reduction loop, under copies of the other loops from there on.
 *
 * @param relations how the loops came from the Func's indices, in order
 * @param held how its values are held
 * @param details how the statements inside the loops are carried out
 */
public record Nest(Func func, List<Loop> loops, List<Relation> relations, Placement placement,
    Held held, Details details) {

  public Nest {
    loops = List.copyOf(loops);
    relations = List.copyOf(relations);
  }

  /** The nest before any directive: a pure Func inline unless it is an output, others at root. */
  static Nest of(Func func, boolean output) {
    List<Loop> loops = new ArrayList<>();
    running(func).forEach(v -> loops.add(new Loop(v.name(), false)));
    func.variables().forEach(v -> loops.add(new Loop(v.name(), true)));
    boolean root = output || func.reduction().isPresent() || func.isStaged();
    return new Nest(func, loops, List.of(), root ? new Placement.Root() : new Placement.Inlined(),
        Held.GLOBAL, Details.NONE);
  }

  /** The indices of a Func that have loops: of an update, those that it does not choose itself. */
  public static List<Var> running(Func func) {
    return func.indices().stream()
        .filter(v -> func.asUpdate().map(update -> update.isFree(v)).orElse(true)).toList();
  }

  /** Whether the reduction loops must stay in their order. */
  boolean isOrdered() {
    return func.reduction().map(reduce -> !reduce.combiner().isCommutative())
        .or(() -> func.asUpdate().map(update -> update.combiner().isEmpty())).orElse(false);
  }

  public Memory memory() {
    return held.memory();
  }

  /** The place of {@code cacheWrite}, or null. */
  public CacheAt cache() {
    return held.cache();
  }

  /** What an instruction carries out, or null. */
  public Tensorized tensor() {
    return details.tensor();
  }

  public String name() {
    return func.name();
  }

  public Optional<Loop> find(String loop) {
    return loops.stream().filter(l -> l.name().equals(loop)).findFirst();
  }

  /** The position of a loop; a {@link ScheduleError} that lists the loops if there is none. */
  public int position(String loop) {
    for (int i = 0; i < loops.size(); i++) {
      if (loops.get(i).name().equals(loop)) {
        return i;
      }
    }
    throw new ScheduleError("there is no loop %s. %s%s Name one of these.".formatted(loop,
        describeLoops(), past(loop)));
  }

  private String past(String loop) {
    return relations.stream().map(relation -> switch (relation) {
      case Relation.SplitOf s when s.loop().equals(loop) ->
          " %s was split into %s and %s.".formatted(loop, s.outer(), s.inner());
      case Relation.FuseOf f when f.outer().equals(loop) || f.inner().equals(loop) ->
          " %s was fused into %s.".formatted(loop, f.fused());
      default -> "";
    }).collect(Collectors.joining());
  }

  /** {@code Loops of C: i > j > r.} */
  public String describeLoops() {
    return "Loops of %s: %s.".formatted(name(), loops.isEmpty() ? "none" : loops.stream()
        .map(Loop::name).collect(Collectors.joining(" > ")));
  }

  void requireNew(String loop) {
    boolean taken = find(loop).isPresent() || relations.stream().anyMatch(r -> switch (r) {
      case Relation.SplitOf s -> s.loop().equals(loop);
      case Relation.FuseOf f -> f.outer().equals(loop) || f.inner().equals(loop);
    });
    if (taken) {
      throw new ScheduleError("the loop name %s is taken already. %s Choose another name."
          .formatted(loop, describeLoops()));
    }
  }

  Nest withLoops(List<Loop> newLoops) {
    return new Nest(func, newLoops, relations, placement, held, details);
  }

  Nest withRelation(List<Loop> newLoops, Relation relation) {
    List<Relation> all = new ArrayList<>(relations);
    all.add(relation);
    return new Nest(func, newLoops, all, placement, held, details);
  }

  Nest placed(Placement newPlacement, Memory newMemory) {
    return new Nest(func, loops, relations, newPlacement, held.in(newMemory), details);
  }

  Nest holding(Held newHeld) {
    return new Nest(func, loops, relations, placement, newHeld, details);
  }

  Nest detailed(Details newDetails) {
    return new Nest(func, loops, relations, placement, held, newDetails);
  }

  Nest withFunc(Func newFunc) {
    return new Nest(newFunc, loops, relations, placement, held, details);
  }
}
