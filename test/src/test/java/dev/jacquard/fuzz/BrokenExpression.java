package dev.jacquard.fuzz;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Wrong expressions in place of right ones, made as a user makes them. */
record BrokenExpression(RandomGenerator random) {

  private static final long[] NUMBERS = {0, -1, 1, 100, -100, 1L << 31, 1L << 40, Long.MAX_VALUE,
      Long.MIN_VALUE};

  <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private DType type() {
    return one(List.of(DType.values()));
  }

  Expr node(Expr e) {
    return switch (random.nextInt(22)) {
      case 0 -> null;
      case 1 -> e.cast(type());
      case 2 -> Dsl.tuple(e, e);
      case 3 -> Dsl.var("zz");
      case 4 -> Dsl.rvar("zz", 3);
      case 5 -> Dsl.lit(DType.BOOL, 1);
      case 6 -> Dsl.lit(1.5);
      case 7 -> e.and(Dsl.lit(1.5));
      case 8 -> Dsl.select(e, e, e);
      case 9 -> e.not();
      case 10 -> Dsl.sqrt(e);
      case 11 -> Dsl.lit(type(), one(List.of(1e300, -1.5, Double.NaN, 256.0)));
      case 12 -> Dsl.sum(Dsl.rvar("zz"), e);
      case 13 -> Dsl.dim(one(List.of("i", "n", "r")), 4);
      case 14 -> Dsl.call(MathFunction.POW, e);
      case 15 -> Dsl.print(one(Arrays.asList("\"", "", null, "e")), e);
      case 16 -> e.cast(null);
      case 17 -> Dsl.argmax(Dsl.rvar("zz", random.nextInt(3)), e);
      case 18 -> e.shl(number());
      case 19 -> e.shr(number());
      case 20 -> e.div(number());
      default -> e.rem(number());
    };
  }

  Expr variable(Expr e) {
    return switch (random.nextInt(8)) {
      case 0 -> Dsl.var(one(List.of("zz", "n", "r", "j")));
      case 1 -> Dsl.rvar(one(List.of("zz", "i", "r")));
      case 2 -> Dsl.rvar(e.toString(), number());
      case 3 -> e.plus(number());
      case 4 -> e.times(number());
      case 5 -> e.cast(type());
      case 6 -> Dsl.var(one(Arrays.asList("", null, "1", "a b", "é", "int")));
      default -> Dsl.lit(number());
    };
  }

  Expr size(Dim dim) {
    return switch (random.nextInt(9)) {
      case 0 -> dim.multipleOf(number());
      case 1 -> dim.atLeast(number());
      case 2 -> dim.atMost(number());
      case 3 -> Dsl.dim(dim.name(), number());
      case 4 -> Dsl.dim(dim.name(), 9);
      case 5 -> dim.minus(number());
      case 6 -> dim.times(number());
      case 7 -> Dsl.dim(one(Arrays.asList("", null, "i", "f0", "in0", "for")), 3);
      default -> dim.div(number());
    };
  }

  Expr access(Source source, Edge edge, int component, List<Expr> indices) {
    Source.Edged read = source instanceof Func func ? func.value(component).edge(edge)
        : source.edge(edge);
    List<Expr> other = new ArrayList<>(indices);
    int d = indices.isEmpty() ? 0 : random.nextInt(indices.size());
    switch (random.nextInt(8)) {
      case 0 -> other.add(Dsl.lit(0));
      case 1 -> other = other.subList(0, d);
      case 2 -> Collections.shuffle(other, new java.util.Random(random.nextLong()));
      case 3 -> {
        return outside(source, component).at(indices.toArray(Expr[]::new));
      }
      case 4 -> {
        return source.at(Map.of(one(List.of("i", "n", "d0")), Dsl.lit(0)));
      }
      case 5 -> {
        return source instanceof Func func ? func.value((int) number()).at(indices.toArray(
            Expr[]::new)) : source.at(indices.toArray(Expr[]::new));
      }
      default -> {
        if (!other.isEmpty()) {
          other.set(d, index(other.get(d), read, indices));
        }
      }
    }
    return read.at(other.toArray(Expr[]::new));
  }

  private Expr index(Expr e, Source.Edged read, List<Expr> indices) {
    return switch (random.nextInt(8)) {
      case 0 -> e.plus(number());
      case 1 -> e.times(number());
      case 2 -> e.cast(type());
      case 3 -> null;
      case 4 -> e.rem(number());
      case 5 -> e.div(number());
      case 6 -> read.edge(Edge.CLAMP).at(indices.toArray(Expr[]::new)).cast(DType.I64);
      default -> e.times(e);
    };
  }

  private Source.Edged outside(Source source, int component) {
    Edge edge = switch (random.nextInt(7)) {
      case 0 -> null;
      case 1 -> Edge.constant((Expr) null);
      case 2 -> Edge.constant(Dsl.lit(1e300));
      case 3 -> Edge.constant(Dsl.var("i"));
      case 4 -> Edge.constant(Dsl.lit(DType.BOOL, 1));
      case 5 -> Edge.NONE;
      default -> Edge.CHECKED;
    };
    return source instanceof Func func ? func.value(component).edge(edge) : source.edge(edge);
  }

  Input input(Input input) {
    List<Expr> extents = new ArrayList<>(input.extents());
    int d = extents.isEmpty() ? 0 : random.nextInt(extents.size());
    switch (random.nextInt(7)) {
      case 0 -> {
        return Dsl.input(input.name(), type(), extents.toArray(Expr[]::new));
      }
      case 1 -> {
        return Dsl.input(one(Arrays.asList("f0", "n", "", null, "in0", "in1", "float")),
            input.type(), extents.toArray(Expr[]::new));
      }
      case 2 -> extents.add(Dsl.lit(2));
      case 3 -> extents.set(d, Dsl.lit(number()));
      case 4 -> extents.set(d, one(Arrays.asList(null, Dsl.lit(1.5), Dsl.var("i"),
          Dsl.rvar("r"), extents.get(d).cast(type()))));
      case 5 -> extents.set(d, input.at(extents.toArray(Expr[]::new)));
      default -> extents.set(d, extents.get(d).minus(1));
    }
    return Dsl.input(input.name(), input.type(), extents.toArray(Expr[]::new));
  }

  Range range(Range range, List<? extends Expr> indices) {
    Expr other = switch (random.nextInt(7)) {
      case 0 -> null;
      case 1 -> Dsl.lit(1.5);
      case 2 -> indices.isEmpty() ? Dsl.var("zz") : one(indices);
      case 3 -> Dsl.input("in0", DType.I64, Dsl.lit(8)).at(Dsl.lit(0));
      case 4 -> Dsl.lit(DType.BOOL, 1);
      case 5 -> Dsl.dim("n", 8).minus(100);
      default -> Dsl.lit(number());
    };
    return random.nextBoolean() ? new Range(range.min(), other) : new Range(other, range.extent());
  }

  Expr tuple(List<Expr> values) {
    List<Expr> other = new ArrayList<>(values);
    int k = random.nextInt(values.size());
    switch (random.nextInt(5)) {
      case 0 -> other.remove(k);
      case 1 -> other.add(values.get(k));
      case 2 -> other.set(k, null);
      case 3 -> other.set(k, Dsl.tuple(values.get(k), values.get(k)));
      default -> other.set(k, values.get(k).cast(type()));
    }
    return Dsl.tuple(other.toArray(Expr[]::new));
  }

  Expr reduce(Reduce reduce, Expr body) {
    List<RVar> variables = new ArrayList<>(reduce.variables());
    switch (random.nextInt(14)) {
      case 0 -> variables.clear();
      case 1 -> variables.add(variables.getFirst());
      case 2 -> variables.add(null);
      case 3 -> variables.add(Dsl.rvar(one(List.of("i", "j", "n", "u")), 2));
      case 4 -> variables.remove(0);
      case 5 -> variables.set(0, new RVar(variables.getFirst().name(),
          range(variables.getFirst().given(), variables)));
      case 6 -> variables.set(0, Dsl.rvar(variables.getFirst().name()));
      case 7 -> {
        return Reduce.of(Reduction.SUM, variables, body, one(Arrays.asList(null, type())));
      }
      case 8 -> {
        return Reduce.of(one(List.of(Reduction.values())), variables, body, body.type());
      }
      case 9 -> {
        return same(reduce, variables, body).where(one(Arrays.asList(null, body, Dsl.lit(1))));
      }
      case 10 -> {
        return same(reduce, variables, body).value((int) number());
      }
      case 11 -> {
        return Dsl.reduce(reducer(body), variables, body);
      }
      case 12 -> {
        return Dsl.arg(one(Arrays.asList(Reduction.values())), variables.getFirst(), body);
      }
      default -> {
        return same(reduce, variables, body).whereInside();
      }
    }
    return same(reduce, variables, body);
  }

  static Reduce same(Reduce reduce, List<RVar> variables, Expr body) {
    Reduce made = switch (reduce.combiner()) {
      case Reduction reduction -> Reduce.of(reduction, variables, body,
          body == null ? null : body.type());
      case Reducer reducer -> Dsl.reduce(reducer, variables, body);
    };
    return reduce.insideOnly() ? made.whereInside() : made;
  }

  /** Reducers that break a law, or what a Reducer may be made of. */
  private Reducer reducer(Expr body) {
    List<Expr> zeros = Tuple.types(body).stream().map(t -> Dsl.lit(t, 0)).toList();
    Expr zero = zeros.getFirst();
    return switch (random.nextInt(9)) {
      case 0 -> Reducer.of("minus", zeros, (a, b) -> List.of(a.get(0).minus(b.get(0))));
      case 1 -> Reducer.of("ones", List.of(Dsl.lit(zero.type(), 1)),
          (a, b) -> List.of(a.get(0).plus(b.get(0))));
      case 2 -> Reducer.ordered("last", zeros, (a, b) -> List.of(b.get(0)));
      case 3 -> Reducer.of("none", List.of(), (a, b) -> List.of());
      case 4 -> Reducer.of("short", zeros, (a, b) -> List.of());
      case 5 -> Reducer.of("nulls", zeros, (a, b) -> null);
      case 6 -> Reducer.of("typed", zeros, (a, b) -> List.of(a.get(0).cast(type())));
      case 7 -> Reducer.of("reads", zeros, (a, b) -> List.of(a.get(0).plus(body)));
      default -> Reducer.of("indexed", List.of(Dsl.var("i").cast(zero.type())),
          (a, b) -> List.of(a.get(0).plus(b.get(0))));
    };
  }
}
