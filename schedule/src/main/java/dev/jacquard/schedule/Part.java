package dev.jacquard.schedule;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.nest.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Func of an algorithm that carries a schedule, with the Funcs that only it needs.
 *
 * @param members their names, the Func's own among them
 * @param roots the names of the Funcs that stand as inputs in {@code schedule}'s algorithm
 */
record Part(String func, Set<String> members, Set<String> roots, Schedule schedule) {

  /** The parts of an algorithm whose sizes are bound, consumers first; they do not overlap. */
  static List<Part> of(Algorithm algorithm, Target target) {
    List<Part> parts = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Func func : algorithm.dims().isEmpty() ? algorithm.funcs().reversed() : List.<Func>of()) {
      if (func.advice().orElse(null) instanceof Carried carried && !taken.contains(func.name())) {
        new Extraction(func, carried).of(algorithm, target).ifPresent(part -> {
          parts.add(part);
          taken.addAll(part.members);
        });
      }
    }
    return parts;
  }

  /** {@code whole} and the directives of this part, what they read computed before. */
  Schedule splicedInto(Schedule whole) {
    Schedule result = whole;
    Set<String> rooted = new HashSet<>(roots);
    rooted.add(func);
    for (Func member : whole.nest().algorithm().funcs()) {
      boolean inlined = result.nest().require(member.name()).placement()
          instanceof Placement.Inlined;
      if (inlined && rooted.contains(member.name())) {
        result = result.func(member.name()).computeRoot();
      }
    }
    Renaming renaming = Renaming.of(schedule, func, result.nest());
    for (Directive directive : schedule.directives()) {
      result = result.then(renaming.apply(directive));
    }
    return result;
  }

  /** Takes a Func out of the algorithm around it. */
  private static final class Extraction {

    private final Func func;
    private final Carried carried;
    private final Map<String, Func> made = new HashMap<>();
    private final List<Func> members = new ArrayList<>();
    private final Map<String, Input> inputs = new HashMap<>();
    private final Set<String> roots = new HashSet<>();
    private boolean possible = true;

    Extraction(Func func, Carried carried) {
      this.func = func;
      this.carried = carried;
    }

    Optional<Part> of(Algorithm algorithm, Target target) {
      Func alone = copy(func);
      boolean whole = made.size() == algorithm.funcs().size();
      if (!possible || carried.alone() && !whole || isReadElsewhere(algorithm)) {
        return Optional.empty();
      }
      return carried.recipe().of(Algorithm.inOrder(members, List.of(alone)), target)
          .map(schedule -> new Part(func.name(), Set.copyOf(made.keySet()), Set.copyOf(roots),
              schedule));
    }

    /** Whether a Func outside reads what is inside, but for the Func itself, or it is an output. */
    private boolean isReadElsewhere(Algorithm algorithm) {
      Set<String> inner = new HashSet<>(made.keySet());
      inner.remove(func.name());
      boolean[] found = {algorithm.outputs().stream().anyMatch(f -> inner.contains(f.name()))};
      for (Func reader : algorithm.funcs()) {
        if (!made.containsKey(reader.name())) {
          Rewrite.walk(reader.definition(), e -> found[0] |= e instanceof Access access
              && inner.contains(access.source().name()));
        }
      }
      return found[0];
    }

    private Func copy(Func member) {
      Func known = made.get(member.name());
      if (known != null) {
        return known;
      }
      possible &= !member.isStaged();
      Map<String, Range> ranges = new HashMap<>();
      for (Var index : member.indices()) {
        ranges.put(index.name(), member.range(index).orElseThrow());
      }
      Func copy = member.with(redirect(member.definition()), ranges);
      made.put(member.name(), copy);
      members.add(copy);
      return copy;
    }

    private Expr redirect(Expr e) {
      Expr mapped = e.mapChildren(this::redirect);
      return mapped instanceof Access access ? access.of(source(access.source())) : mapped;
    }

    private Source source(Source source) {
      return switch (source) {
        case Input input -> input;
        case Func producer when !carried.sources().contains(producer.name()) -> copy(producer);
        case Func producer when stands(producer) -> input(producer);
        case Func producer -> {
          possible = false;
          yield producer;
        }
      };
    }

    /** Whether an input can stand for a Func that is given: its values from 0 on, of one type. */
    private static boolean stands(Func producer) {
      return producer.types().size() == 1 && producer.ranges().stream()
          .allMatch(range -> range.min() instanceof IntConst min && min.value() == 0);
    }

    private Input input(Func producer) {
      roots.add(producer.name());
      return inputs.computeIfAbsent(producer.name(), name -> new Input(name, producer.type(),
          producer.ranges().stream().map(Range::extent).toList(), false));
    }
  }
}
