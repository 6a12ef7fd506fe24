package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Funcs that some outputs need, producers first, with all ranges known and every reduction
 * lifted. A Func that an update changes becomes its stage {@code C.0}, {@code C.1}, ...: all stages
 * share the memory of {@code C}.
 */
final class Connect {

  private final Map<Func, Func> updates = new IdentityHashMap<>();
  private final Map<Func, Func> made = new IdentityHashMap<>();
  private final List<Func> outputs = new ArrayList<>();
  private final List<Func> funcs = new ArrayList<>();
  private final List<InferRanges.Agreement> agreements = new ArrayList<>();

  /** @param order Funcs that come in this order */
  Connect(List<Func> order, List<Func> outputs) {
    Map<Func, Func> seen = new IdentityHashMap<>();
    for (Func output : outputs) {
      findUpdates(output, seen);
    }
    for (Func output : outputs) {
      requireLast(output, "an output");
    }
    seen.keySet().forEach(this::requireLast);
    order.forEach(this::build);
    for (Func output : outputs) {
      this.outputs.add(build(output));
    }
  }

  List<Func> outputs() {
    return outputs;
  }

  List<Func> funcs() {
    return funcs;
  }

  List<InferRanges.Agreement> agreements() {
    return agreements;
  }

  private void findUpdates(Func func, Map<Func, Func> seen) {
    if (seen.putIfAbsent(func, func) != null) {
      return;
    }
    func.asUpdate().ifPresent(update -> {
      Func other = updates.putIfAbsent(update.previous(), func);
      if (other != null && other != func) {
        throw new UserError(("Func %s is updated twice from the same state: at %s and at %s. "
            + "Update what the first update gives, or make a copy: "
            + "func(\"%s2\", ...).is(%s.at(...)).")
                .formatted(func.name(), other.where(), func.where(), func.name(), func.name()));
      }
      findUpdates(update.previous(), seen);
    });
    Rewrite.walk(func.definition(), e -> {
      if (e instanceof Access access && access.source() instanceof Func source) {
        findUpdates(source, seen);
      }
    });
  }

  /** What an update changes is gone afterwards: nothing but the update may read it. */
  private void requireLast(Func reader) {
    Func own = reader.asUpdate().map(Update::previous).orElse(null);
    Rewrite.walk(reader.definition(), e -> {
      if (e instanceof Access access && access.source() instanceof Func source && source != own) {
        requireLast(source, "read by " + reader.name() + Definitions.at(reader));
      }
    });
  }

  private void requireLast(Func source, String use) {
    Func update = updates.get(source);
    if (update != null) {
      throw new UserError(("Func %s%s is updated at %s, and its state before that is %s. Use what "
          + "the update gives, or copy the state first: func(\"%s2\", ...).is(%s.at(...)).")
              .formatted(source.name(), Definitions.at(source), update.where(), use, source.name(),
                  source.name()));
    }
  }

  private Func build(Func func) {
    if (made.containsKey(func)) {
      return made.get(func);
    }
    Func connected = named(func).with(connect(func.definition()), known(func));
    List<Func> parts = LiftReductions.of(connected, InferRanges.of(connected, agreements));
    Optional<Func> there = funcs.stream().filter(f -> isCopy(f, parts.getLast())).findFirst();
    if (there.isEmpty()) {
      funcs.addAll(parts);
    }
    made.put(func, there.orElse(parts.getLast()));
    return made.get(func);
  }

  /** Whether one declaration came here twice: a gradient reads Funcs whose ranges are known. */
  private static boolean isCopy(Func a, Func b) {
    return a.name().equals(b.name()) && a.where().equals(b.where())
        && a.ranges().toString().equals(b.ranges().toString())
        && a.definition().toString().equals(b.definition().toString());
  }

  private Func named(Func func) {
    return updates.containsKey(func) ? func.stage(stages(func)) : func;
  }

  /** How many stages come before this one. */
  private static int stages(Func func) {
    return func.asUpdate().map(update -> 1 + stages(update.previous())).orElse(0);
  }

  private Map<String, Range> known(Func func) {
    Map<String, Range> known = new HashMap<>();
    Func given = func.asUpdate().map(update -> made.get(update.previous())).orElse(func);
    func.indices().forEach(v -> given.range(v).ifPresent(range -> known.put(v.name(), range)));
    return known;
  }

  /** {@code e} with every accessed Func replaced. */
  private Expr connect(Expr e) {
    Expr mapped = e.mapChildren(this::connect);
    return switch (mapped) {
      case Access access when access.source() instanceof Func f -> access.of(build(f));
      case Update update -> update.of(build(update.previous()));
      default -> mapped;
    };
  }
}
