package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.List;
import java.util.Optional;

/** How one access of a Func's definition moves through its source. */
record AccessPattern(Source source, List<Expr> indices, Edge.Mode edge) {

  /** Stands for "not a fixed distance". */
  static final long IRREGULAR = Long.MAX_VALUE;

  /** Whether an index outside means one far away. */
  boolean isFolded() {
    return switch (edge) {
      case WRAP, MIRROR, MIRROR_INTERIOR -> true;
      case NONE, CLAMP, CONSTANT, CHECKED -> false;
    };
  }

  /** The distance in elements, in canonical order, between neighbours along an index. */
  long stride(String index) {
    long stride = 0;
    long unit = 1;
    for (int d = indices.size() - 1; d >= 0; d--) {
      Optional<Expr> slope = Index.slope(indices.get(d), index, Scope.EMPTY);
      if (slope.isEmpty() || !(slope.get() instanceof IntConst constant)) {
        return IRREGULAR;
      }
      stride += constant.value() * unit;
      unit *= extent(source, d);
    }
    return Math.abs(stride);
  }

  boolean isConstant() {
    return source instanceof Input input && input.constant();
  }

  /** The dimension of the source that runs with an index, one to one; empty if none does. */
  Optional<Integer> dimension(String index) {
    for (int d = 0; d < indices.size(); d++) {
      boolean along = Index.slope(indices.get(d), index, Scope.EMPTY).filter(
          s -> s instanceof IntConst c && c.value() == 1).isPresent();
      if (along && Index.same(indices.get(d), new dev.jacquard.dsl.Var(index), Scope.EMPTY)) {
        return Optional.of(d);
      }
    }
    return Optional.empty();
  }

  long elements() {
    long product = 1;
    for (int d = 0; d < indices.size(); d++) {
      product *= extent(source, d);
    }
    return product;
  }

  static long extent(Source source, int dimension) {
    Expr extent = switch (source) {
      case Input input -> input.extents().get(dimension);
      case Func func -> func.ranges().get(dimension).extent();
    };
    return extent(extent);
  }

  /** Whether the extent is a number already. */
  static boolean isFixed(Range range) {
    return Index.constant(range.extent(), Scope.EMPTY).isPresent();
  }

  static long extent(Range range) {
    return extent(range.extent());
  }

  /** The number, or for a symbolic size a guess that does not deter from vectors and tiles. */
  private static long extent(Expr extent) {
    return Index.constant(extent, Scope.EMPTY).orElse(1024);
  }
}
