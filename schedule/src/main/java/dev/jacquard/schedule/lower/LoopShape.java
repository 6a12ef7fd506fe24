package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import dev.jacquard.schedule.nest.Placement;
import dev.jacquard.schedule.nest.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The extents of a nest's loops, the values of the indices that they came from, and the guards that
 * its splits need, for given extents of the indices.
 */
final class LoopShape {

  private record Resolved(long factor, Ending ending, Expr outer, Expr inner) {}

  /** What becomes of the last block of a split. */
  private enum Ending { WHOLE, GUARDED, PREDICATED, SHIFTED, BLENDED }

  private final LoopNest nests;
  private final Nest nest;
  private final UnaryOperator<String> names;
  private final Map<String, Expr> extents;
  private final Map<String, Expr> values = new HashMap<>();
  private final Map<Relation, Resolved> splits = new HashMap<>();
  private final List<Expr> guards = new ArrayList<>();
  private final List<Expr> fresh = new ArrayList<>();
  private final Faults faults;

  /**
   * @param extents the extent of each original index
   * @param names from a loop to the variable that stands for it
   * @param faults of splits that the extents do not allow; their shape is that of a guarded tail
   */
  LoopShape(LoopNest nests, Nest nest, Map<String, Expr> extents, UnaryOperator<String> names,
      Faults faults) {
    this.nests = nests;
    this.nest = nest;
    this.names = names;
    this.faults = faults;
    this.extents = new HashMap<>(extents);
    nest.relations().forEach(this::extend);
    nest.loops().forEach(loop -> values.put(loop.name(), new Var(names.apply(loop.name()))));
    nest.relations().reversed().forEach(this::recover);
  }

  Expr extent(String loop) {
    return extents.get(loop);
  }

  /** The value of an original index, counted from 0. */
  Expr value(String index) {
    return values.get(index);
  }

  /** Conditions on loop variables, all of which must hold for a point to exist. */
  List<Expr> guards() {
    return guards;
  }

  /** Conditions on loop variables, all of which hold where a point was not computed before. */
  List<Expr> fresh() {
    return fresh;
  }

  /** Whether {@code loop} runs over what is inside blocks whose last is a part of one. */
  boolean isPredicated(String loop) {
    return nest.relations().stream().anyMatch(relation -> relation instanceof Relation.SplitOf split
        && splits.get(split).ending() == Ending.PREDICATED && comesFrom(loop, split.inner()));
  }

  private void extend(Relation relation) {
    switch (relation) {
      case Relation.SplitOf split -> {
        Resolved resolved = resolve(split, extents.get(split.loop()));
        splits.put(split, resolved);
        extents.put(split.outer(), resolved.outer());
        extents.put(split.inner(), resolved.inner());
      }
      case Relation.FuseOf(String outer, String inner, String fused) -> extents.put(fused,
          Index.simplify(extents.get(outer).times(extents.get(inner)), Scope.EMPTY));
    }
  }

  private Resolved resolve(Relation.SplitOf split, Expr extent) {
    long factor = split.factor();
    Expr outer = Index.simplify(extent.plus(factor - 1).div(factor), Scope.EMPTY);
    Expr inner = IntConst.index(factor);
    if (Index.same(outer.times(factor), extent, Scope.EMPTY)) {
      return new Resolved(factor, Ending.WHOLE, outer, inner);
    }
    boolean suffices = Index.proves(IntConst.index(factor), extent, Scope.EMPTY);
    faults.collect(() -> requireTail(split, extent, suffices));
    boolean constant = Index.constant(extent, Scope.EMPTY).isPresent();
    boolean guarded = split.tail() == Tail.GUARD || split.tail() == Tail.PREDICATE;
    if (!guarded && constant && !suffices) {
      return new Resolved(factor, Ending.WHOLE, IntConst.index(1), extent);
    }
    boolean mayShift = mayShift(split.loop());
    Ending ending = switch (split.tail()) {
      case PREDICATE -> Ending.PREDICATED;
      case SHIFT_INWARDS_AND_BLEND -> suffices ? Ending.BLENDED : Ending.GUARDED;
      case GUARD -> Ending.GUARDED;
      case AUTO, SHIFT_INWARDS, ROUND_UP, EXACT -> !mayShift ? Ending.GUARDED
          : suffices ? Ending.SHIFTED : Ending.PREDICATED;
    };
    return new Resolved(factor, ending, outer, inner);
  }

  private void requireTail(Relation.SplitOf split, Expr extent, boolean suffices) {
    if (split.tail() == Tail.EXACT) {
      throw nests.fault(split.directive(), ("the factor %d does not divide the extent of %s, %s, "
          + "and the tail EXACT allows no remainder. Try Tail.AUTO, or a factor that divides it.")
              .formatted(split.factor(), split.loop(), extent));
    }
    if (split.tail() == Tail.ROUND_UP) {
      throw nests.fault(split.directive(), ("ROUND_UP computes points beyond the extent of %s, %s, "
          + "and there is no room for them%s. Try Tail.GUARD or Tail.SHIFT_INWARDS.").formatted(
              split.loop(), extent, nest.placement() instanceof Placement.At
                  ? ": " + nest.name() + " has no more" : " at root"));
    }
    if (split.tail() == Tail.SHIFT_INWARDS || split.tail() == Tail.SHIFT_INWARDS_AND_BLEND) {
      requireShift(split, extent, suffices);
    }
  }

  private void requireShift(Relation.SplitOf split, Expr extent, boolean suffices) {
    if (!suffices) {
      throw nests.fault(split.directive(), ("%s needs an extent of at least the factor %d; the "
          + "extent of %s is %s. Try Tail.GUARD.").formatted(split.tail(), split.factor(),
              split.loop(), extent));
    }
    if (split.tail() == Tail.SHIFT_INWARDS_AND_BLEND) {
      requireBlend(split);
    } else if (!mayShift(split.loop())) {
      throw nests.fault(split.directive(), ("SHIFT_INWARDS computes some points of %s twice, which "
          + "is wrong where they build on each other. Try Tail.GUARD%s.").formatted(nest.name(),
              isReduction(split.loop()) ? "" : ", or cacheWrite(PRIVATE, ...)"));
    }
  }

  private void requireBlend(Relation.SplitOf split) {
    if (nest.details().atomic()) {
      throw nests.fault(split.directive(), ("SHIFT_INWARDS_AND_BLEND stores what is there once "
          + "more at points that were computed before, which undoes what others add to them, and "
          + "%s is atomic. Try Tail.GUARD.").formatted(nest.name()));
    }
    nest.loops().stream().filter(loop -> loop.kind().isConcurrent()
        && comesFrom(loop.name(), split.loop()) || loop.kind() == LoopKind.VECTORIZED
        && comesFrom(loop.name(), split.outer())).findFirst().ifPresent(loop -> {
          throw nests.fault(split.directive(), ("SHIFT_INWARDS_AND_BLEND needs blocks of %s that "
              + "run one after the other, as the last reads what those before stored, and the loop "
              + "%s is %s. Try Tail.GUARD.").formatted(split.loop(), loop.name(),
                  loop.kind().name().toLowerCase(Locale.ROOT)));
        });
  }

  /** Computing a point twice is harmless if each time it starts anew and is written whole. */
  private boolean mayShift(String loop) {
    return !isReduction(loop) && (nest.func().variables().isEmpty()
        && nest.func().asUpdate().isEmpty() || nest.cache() != null);
  }

  private boolean isReduction(String loop) {
    return nest.func().indices().stream().noneMatch(v -> comesFrom(loop, v.name()));
  }

  private boolean comesFrom(String loop, String index) {
    if (loop.equals(index)) {
      return true;
    }
    return nest.relations().stream().anyMatch(relation -> switch (relation) {
      case Relation.SplitOf s -> (s.outer().equals(loop) || s.inner().equals(loop))
          && comesFrom(s.loop(), index);
      case Relation.FuseOf f -> f.fused().equals(loop)
          && (comesFrom(f.outer(), index) || comesFrom(f.inner(), index));
    });
  }

  private void recover(Relation relation) {
    switch (relation) {
      case Relation.SplitOf split -> recover(split, splits.get(split));
      case Relation.FuseOf(String outer, String inner, String fused) -> {
        values.put(outer, values.get(fused).div(extents.get(inner)));
        values.put(inner, values.get(fused).rem(extents.get(inner)));
      }
    }
  }

  private void recover(Relation.SplitOf split, Resolved resolved) {
    Expr extent = extents.get(split.loop());
    Expr base = values.get(split.outer()).times(resolved.factor());
    boolean early = resolved.ending() == Ending.SHIFTED || resolved.ending() == Ending.BLENDED;
    Expr start = early ? base.min(extent.minus(resolved.factor())) : base;
    Expr value = start.plus(values.get(split.inner()));
    values.put(split.loop(), value);
    if (resolved.ending() == Ending.GUARDED || resolved.ending() == Ending.PREDICATED) {
      guards.add(value.lt(extent));
    }
    if (resolved.ending() == Ending.BLENDED) {
      fresh.add(base.le(value));
    }
  }

  /** The variable of a loop. */
  String variable(String loop) {
    return names.apply(loop);
  }
}
