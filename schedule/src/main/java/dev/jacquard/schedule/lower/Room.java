package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in its buffer the points of a Func lie: at their distance from an origin, in circular
 * storage modulo its length.
 *
 * @param folds for each index how many places it has, or 0 for as many as it has values
 */
record Room(List<Expr> origins, List<Long> folds) {

  static Room of(List<Range> region) {
    return new Room(region.stream().map(Range::min).toList(),
        region.stream().map(_ -> 0L).toList());
  }

  /** Whether a point's distance from {@code origin} is its place. */
  boolean startsAt(int d, Expr origin) {
    return folds.get(d) == 0 && origins.get(d).toString().equals(origin.toString());
  }

  Expr place(int d, Expr index) {
    long fold = folds.get(d);
    return fold == 0 ? relative(index, origins.get(d)) : index.rem(fold);
  }

  Load load(Func func, Access access) {
    List<Expr> indices = new ArrayList<>();
    for (int d = 0; d < origins.size(); d++) {
      indices.add(place(d, access.indices().get(d)));
    }
    return new Load(func.buffer(access.component()), access.type(), indices);
  }

  private static Expr relative(Expr index, Expr origin) {
    boolean zero = origin instanceof IntConst constant && constant.value() == 0;
    return zero ? index : Index.simplify(index.minus(origin), Scope.EMPTY);
  }
}
