package dev.jacquard.fuzz;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Updates of a stage: scans, scatters and changes in place, under conditions or not. */
final class RandomUpdate {

  /** The name of the input that stands for the Func as it is. */
  static final String SELF = "self";

  private static final List<Edge> EDGES = List.of(Edge.NONE, Edge.NONE, Edge.NONE, Edge.MIRROR,
      Edge.MIRROR_INTERIOR, Edge.WRAP, Edge.CLAMP);

  private final RandomGenerator random;
  private final List<Sizes> sizes;
  private final List<RandomExpression.Known> sources;
  private final List<Var> indices;
  private final List<Range> ranges;
  private final List<DType> types;
  private final boolean exact;
  private final Edge edge;
  private final List<RandomIndex.Variable> variables = new ArrayList<>();
  private final List<RVar> reduced = new ArrayList<>();
  private final List<Expr> at = new ArrayList<>();
  private final List<Expr> before = new ArrayList<>();

  RandomUpdate(RandomGenerator random, List<Sizes> sizes, List<RandomExpression.Known> sources,
      List<Var> indices, List<Range> ranges, List<DType> types, boolean exact) {
    this.random = random;
    this.sizes = sizes;
    this.sources = sources;
    this.indices = indices;
    this.ranges = ranges;
    this.types = types;
    this.exact = exact;
    this.edge = EDGES.get(random.nextInt(EDGES.size()));
  }

  Sample.Change make() {
    for (int d = 0; d < indices.size(); d++) {
      place(d);
    }
    if (random.nextInt(5) == 0 || variables.isEmpty()) {
      RVar more = Dsl.rvar("t", random.nextInt(1, 4));
      reduced.add(more);
      variables.add(new RandomIndex.Variable(more, more.given()));
    }
    RandomExpression inside = new RandomExpression(random,
        new RandomIndex(random, variables, sizes), sources, false, exact);
    Expr condition = random.nextInt(3) == 0 ? inside.make(DType.BOOL, 1) : null;
    List<Expr> values = new ArrayList<>();
    for (int k = 0; k < types.size(); k++) {
      values.add(value(k, inside));
    }
    return new Sample.Change(List.copyOf(at), List.copyOf(reduced), condition, Tuple.of(values));
  }

  /** An index that runs freely, one that runs in order, one that is computed, or a fixed one. */
  private void place(int d) {
    Range range = ranges.get(d);
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        at.add(indices.get(d));
        before.add(indices.get(d));
        variables.add(new RandomIndex.Variable(indices.get(d), range));
      }
      case 2, 3 -> {
        RVar r = new RVar("r" + d, range);
        reduced.add(r);
        variables.add(new RandomIndex.Variable(r, range));
        at.add(r);
        Expr near = r.plus(random.nextInt(-1, 2));
        before.add(edge == Edge.NONE ? near.max(range.min()).min(range.max()) : near);
      }
      case 4 -> {
        RVar r = Dsl.rvar("r" + d, random.nextInt(1, 6));
        reduced.add(r);
        variables.add(new RandomIndex.Variable(r, r.given()));
        Expr index = r.times(random.nextInt(1, 4)).rem(random.nextInt(1, 6));
        at.add(index.plus(range.min()).min(range.max()).max(range.min()));
        before.add(at.getLast());
      }
      default -> {
        at.add(range.min());
        before.add(range.max());
      }
    }
  }

  private Expr value(int component, RandomExpression inside) {
    DType kept = types.get(component);
    DType type = kept.computed();
    Expr term = inside.make(type, 1);
    Expr here = self(component, at, Edge.NONE).cast(type);
    Expr value = switch (random.nextInt(6)) {
      case 0 -> term;
      case 1, 2 -> here.plus(term);
      case 3 -> here.max(term);
      default -> {
        Expr other = self(random.nextInt(types.size()), before, edge).cast(type);
        yield type.isFloat() ? other.times(0.5).plus(term) : other.plus(term);
      }
    };
    return value.cast(kept);
  }

  private Expr self(int component, List<Expr> place, Edge outside) {
    Input stand = new Input(Sample.buffer(SELF, component, types.size()), types.get(component),
        ranges.stream().map(Range::extent).toList(), false);
    return new Access(stand, place, outside, 0);
  }
}
