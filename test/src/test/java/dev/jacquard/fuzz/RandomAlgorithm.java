package dev.jacquard.fuzz;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Small algorithms of up to four stages. */
final class RandomAlgorithm {

  private static final List<Integer> SIZES = List.of(1, 2, 3, 5, 7, 8, 13, 16, 17, 19);
  private static final List<String> NAMES = List.of("i", "j", "k");

  private static final Reducer COMPLEX = Reducer.of("complex",
      List.of(Dsl.lit(DType.I32, 1), Dsl.lit(DType.I32, 0)), (a, b) -> List.of(
          a.get(0).times(b.get(0)).minus(a.get(1).times(b.get(1))),
          a.get(0).times(b.get(1)).plus(a.get(1).times(b.get(0)))));
  private static final Reducer MATRIX = Reducer.ordered("matrix",
      Stream.of(1, 0, 0, 1).map(e -> Dsl.lit(DType.I32, e)).toList(), (a, b) -> List.of(
          a.get(0).times(b.get(0)).plus(a.get(1).times(b.get(2))),
          a.get(0).times(b.get(1)).plus(a.get(1).times(b.get(3))),
          a.get(2).times(b.get(0)).plus(a.get(3).times(b.get(2))),
          a.get(2).times(b.get(1)).plus(a.get(3).times(b.get(3)))));

  private final RandomGenerator random;
  private final List<Sizes> sizes = new ArrayList<>();
  private final List<RandomExpression.Known> sources = new ArrayList<>();
  private final List<Dim> dims;
  private final boolean symbolic;
  private final boolean edges;

  private RandomAlgorithm(RandomGenerator random, boolean edges) {
    this.random = random;
    this.edges = edges;
    this.symbolic = random.nextInt(4) == 0;
    this.dims = List.of(dim("n"), dim("m"));
    for (int i = 0; i < (symbolic ? 2 : 1); i++) {
      sizes.add(Sizes.NONE.with("n", size(dims.get(0))).with("m", size(dims.get(1)))
          .with(Sample.LIFTED.name(), random.nextInt(1, 4)));
    }
  }

  /** A size, of which something is known or nothing. */
  private Dim dim(String name) {
    Dim dim = Dsl.dim(name, 8);
    return switch (random.nextInt(8)) {
      case 0 -> dim.multipleOf(random.nextBoolean() ? 8 : 4);
      case 1 -> dim.atLeast(random.nextInt(2, 6));
      case 2 -> dim.atMost(random.nextInt(8, 20));
      default -> dim;
    };
  }

  private long size(Dim dim) {
    List<Long> legal = SIZES.stream().map(Integer::longValue).filter(size -> size >= dim.least()
        && size <= dim.most() && size % dim.multiple() == 0).toList();
    return legal.get(random.nextInt(legal.size()));
  }

  /** A sample without directives. */
  static Sample make(RandomGenerator random) {
    while (true) {
      Sample sample = new RandomAlgorithm(random, random.nextInt(5) == 0).sample();
      if (isLegal(sample)) {
        return sample;
      }
    }
  }

  /** The language refuses accesses that it cannot prove inside. */
  private static boolean isLegal(Sample sample) {
    try {
      for (Sizes given : sample.sizes()) {
        sample.algorithm(given);
        Sample.bind(sample.algorithm(), given);
      }
      return true;
    } catch (UserError | Unsupported _) {
      return false;
    }
  }

  private long size() {
    return SIZES.get(random.nextInt(SIZES.size()));
  }

  private Sample sample() {
    int inputs = random.nextInt(1, 4);
    for (int i = 0; i < inputs; i++) {
      boolean places = i < 2 && random.nextInt(3) == 0;
      DType type = places ? DType.I32
          : RandomExpression.kept(random, RandomExpression.type(random));
      List<Expr> extents = new ArrayList<>();
      int rank = random.nextInt(1, 4);
      for (int d = 0; d < rank; d++) {
        extents.add(extent(rank));
      }
      Input input = new Input("in" + i, type, extents, random.nextInt(5) == 0);
      sources.add(new RandomExpression.Known(input, extents.stream().map(Range::to).toList(),
          !type.isFloat()));
    }
    int count = random.nextInt(1, 5);
    List<Sample.Stage> stages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stages.add(stage("f" + i));
    }
    return new Sample(stages, sizes, symbolic, random.nextInt(12) == 0, List.of());
  }

  /** A size, or something near one; the last of three dimensions is small. */
  private Expr extent(int rank) {
    if (rank == 3 && random.nextBoolean()) {
      return Dsl.lit(random.nextInt(1, 5));
    }
    Expr n = dims.get(random.nextInt(2));
    return switch (random.nextInt(8)) {
      case 0 -> n.plus(random.nextInt(1, 5));
      case 1 -> Dsl.lit(size());
      default -> n;
    };
  }

  private Sample.Stage stage(String name) {
    int rank = random.nextInt(12) == 0 ? 0 : random.nextInt(1, 4);
    List<Var> indices = new ArrayList<>();
    List<Range> ranges = new ArrayList<>();
    List<RandomIndex.Variable> variables = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      Var v = Dsl.var(NAMES.get(d));
      Expr min = Dsl.lit(random.nextInt(8) == 0 ? random.nextInt(-2, 3) : 0);
      Range range = new Range(min, extent(rank));
      indices.add(v);
      ranges.add(range);
      variables.add(new RandomIndex.Variable(v, range));
    }
    boolean rounds = random.nextInt(12) == 0;
    Expr definition = rounds ? expressions(variables, false).make(DType.F32, 2)
        .cast(RandomExpression.type(random)) : definition(variables);
    List<DType> types = Tuple.types(definition);
    boolean exact = !rounds && types.stream().noneMatch(DType::isFloat);
    List<Sample.Change> changes = new ArrayList<>();
    int updates = rank > 0 && !types.contains(DType.BOOL) && random.nextInt(4) == 0
        ? random.nextInt(1, 3) : 0;
    for (int i = 0; i < updates; i++) {
      changes.add(new RandomUpdate(random, sizes, sources, indices, ranges, types, exact).make());
    }
    for (int k = 0; k < types.size(); k++) {
      Input stand = new Input(Sample.buffer(name, k, types.size()), types.get(k),
          ranges.stream().map(Range::extent).toList(), false);
      sources.add(new RandomExpression.Known(stand, ranges, exact));
    }
    return new Sample.Stage(name, indices, ranges, definition, changes);
  }

  private Expr definition(List<RandomIndex.Variable> variables) {
    int depth = random.nextInt(1, 4);
    return switch (random.nextInt(12)) {
      case 10 -> {
        DType first = RandomExpression.type(random);
        DType second = RandomExpression.type(random);
        boolean exact = !first.isFloat() && !second.isFloat();
        yield Dsl.tuple(expressions(variables, exact).make(first, depth),
            expressions(variables, exact).make(second, depth));
      }
      case 11 -> tuples(variables);
      case 0, 1, 2, 3 -> reduction(variables, depth - 1);
      case 4 -> {
        Expr reduced = reduction(variables, 1);
        yield reduced.type().isBool() ? reduced.not() : reduced.plus(
            expressions(variables, !reduced.type().isFloat()).make(reduced.type(), depth));
      }
      default -> {
        DType type = RandomExpression.type(random);
        yield expressions(variables, !type.isFloat()).make(type, depth)
            .cast(RandomExpression.kept(random, type));
      }
    };
  }

  private RandomExpression expressions(List<RandomIndex.Variable> variables, boolean exact) {
    return new RandomExpression(random, new RandomIndex(random, variables, sizes), sources, edges,
        exact);
  }

  /** Reductions of pairs and of four values, by combiners of all kinds. */
  private Expr tuples(List<RandomIndex.Variable> outside) {
    List<RandomIndex.Variable> variables = new ArrayList<>(outside);
    List<RVar> reduced = reduced(variables);
    DType type = RandomExpression.type(random);
    RandomExpression inside = expressions(variables, true);
    return switch (random.nextInt(3)) {
      case 0 -> Dsl.arg(random.nextBoolean() ? Reduction.MAX : Reduction.MIN, reduced.getFirst(),
          expressions(variables, !type.isFloat()).make(type, 1));
      case 1 -> Dsl.reduce(COMPLEX, reduced, Dsl.tuple(inside.make(DType.I32, 1),
          inside.make(DType.I32, 1)));
      default -> Dsl.reduce(MATRIX, reduced, Dsl.tuple(inside.make(DType.I32, 0),
          inside.make(DType.I32, 0), inside.make(DType.I32, 0), inside.make(DType.I32, 0)));
    };
  }

  private Expr reduction(List<RandomIndex.Variable> outside, int depth) {
    List<RandomIndex.Variable> variables = new ArrayList<>(outside);
    List<RVar> reduced = reduced(variables);
    DType type = RandomExpression.type(random);
    int kind = random.nextInt(8);
    RandomExpression inside = expressions(variables, kind == 3 || !type.isFloat());
    if (random.nextInt(12) == 0) {
      return Dsl.sum(reduced, inside.make(type, depth).plus(inner(variables, type)));
    }
    Reduce reduce = switch (kind) {
      case 0 -> Dsl.prod(reduced, inside.make(type, depth));
      case 1 -> Dsl.min(reduced, inside.make(type, depth));
      case 2 -> Dsl.max(reduced, inside.make(type, depth));
      case 3 -> random.nextBoolean() ? Dsl.any(reduced, inside.make(DType.BOOL, depth))
          : Dsl.all(reduced, inside.make(DType.BOOL, depth));
      default -> Dsl.sum(reduced, inside.make(type, depth));
    };
    return switch (random.nextInt(10)) {
      case 0 -> reduce.where(inside.make(DType.BOOL, 1));
      case 1 -> reduce.whereInside();
      default -> reduce;
    };
  }

  /** A reduction within another. */
  private Expr inner(List<RandomIndex.Variable> outside, DType type) {
    List<RandomIndex.Variable> variables = new ArrayList<>(outside);
    RVar u = Dsl.rvar("u", random.nextInt(1, 5));
    variables.add(new RandomIndex.Variable(u, u.given()));
    Expr body = expressions(variables, !type.isFloat()).make(type, 1);
    return random.nextBoolean() ? Dsl.sum(u, body) : Dsl.max(u, body);
  }

  /** One or two reduction indices, which are added to the variables. */
  private List<RVar> reduced(List<RandomIndex.Variable> variables) {
    List<RVar> reduced = new ArrayList<>();
    int count = random.nextInt(1, 3);
    for (int i = 0; i < count; i++) {
      Expr extent = random.nextInt(3) == 0 ? dims.get(random.nextInt(2))
          : Dsl.lit(random.nextInt(20) == 0 ? 0 : random.nextInt(1, 6));
      Expr min = Dsl.lit(random.nextInt(6) == 0 ? random.nextInt(-2, 3) : 0);
      RVar r = Dsl.rvar(i == 0 ? "r" : "s", min, extent);
      reduced.add(r);
      variables.add(new RandomIndex.Variable(r, new Range(min, extent)));
    }
    return reduced;
  }
}
