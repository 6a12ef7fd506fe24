package dev.jacquard.fuzz;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.Component;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UpdateDeclaration;
import dev.jacquard.dsl.Var;
import dev.jacquard.fuzz.Fault.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The algorithm of a sample, made anew by the calls that a user makes, which check what they are
 * given; one of them is given something wrong.
 */
final class Making {

  private record Value(Source source, int component) {}

  private final Sample sample;
  private final Fault.Finder finder;
  private final BrokenExpression broken;
  private final Map<String, Value> made = new HashMap<>();
  private final Map<String, Input> inputs = new HashMap<>();
  private final Map<String, Expr> sizes = new HashMap<>();

  Making(Sample sample, Fault fault, Fault.Finder finder) {
    this.sample = sample;
    this.finder = finder;
    this.broken = new BrokenExpression(fault.random());
  }

  private int number(int bound) {
    return broken.random().nextInt(bound);
  }

  /** The algorithm with symbolic sizes. */
  Algorithm algorithm() {
    Func last = null;
    for (Sample.Stage stage : sample.stages()) {
      last = stage(stage);
    }
    Algorithm algorithm = finder.isHere(Point.ALGORITHM) ? whole(last) : Algorithm.of(last);
    return sample.lifted() ? Algorithm.of(Dsl.lift(last, Sample.LIFTED,
        algorithm.inputs().toArray(Input[]::new))) : algorithm;
  }

  private Algorithm whole(Func last) {
    List<Func> funcs = made.values().stream().map(Value::source).filter(Func.class::isInstance)
        .map(Func.class::cast).sorted(java.util.Comparator.comparing(Func::name)).toList();
    Input[] inputs = Algorithm.of(last).inputs().toArray(Input[]::new);
    return switch (number(9)) {
      case 0 -> Algorithm.of();
      case 1 -> Algorithm.of((Func) null);
      case 2 -> Algorithm.of(last, last);
      case 3 -> Algorithm.of(funcs.toArray(Func[]::new));
      case 4 -> Algorithm.of(Dsl.lift(last, Dsl.dim(broken.one(List.of("n", "i", "j", "r", "in0",
          "f0", "q")), 2), inputs));
      case 5 -> Algorithm.of(Dsl.lift(last, Dsl.dim("q", 2), inputs.length == 0 ? null
          : new Input(inputs[0].name(), DType.BOOL, List.of(), false)));
      case 6 -> Algorithm.of(Dsl.gradient(last, inputs).toArray(Func[]::new));
      case 7 -> Algorithm.of(Dsl.gradient(total(last), inputs).toArray(Func[]::new));
      default -> Algorithm.of(Dsl.lift(Dsl.gradient(total(last), inputs).stream().findFirst()
          .orElse(null), Dsl.dim("q", 2), inputs));
    };
  }

  /** The sum of all values of a Func, of which a gradient can be asked. */
  private static Func total(Func func) {
    List<RVar> over = new ArrayList<>();
    for (int d = 0; d < func.rank(); d++) {
      over.add(Dsl.rvar("all" + d));
    }
    Expr element = func.value(0).at(over.toArray(Expr[]::new));
    return Dsl.func("total").is(over.isEmpty() ? element : Dsl.sum(over, element));
  }

  private Func stage(Sample.Stage stage) {
    Expr definition = make(stage.definition());
    String name = finder.isHere(Point.NAME) ? broken.one(Arrays.asList("", null, "1a", "in0", "f0",
        "n", "for", "i", "a b", "f0.1", "get_global_id", "x".repeat(300))) : stage.name();
    Func.Declaration declared = Dsl.func(name, finder.isHere(Point.INDICES)
        ? indices(stage.indices()) : stage.indices().toArray(Var[]::new));
    Func func = declared.is(finder.isHere(Point.DEFINITION) ? definition(definition) : definition);
    for (int d = 0; d < stage.indices().size(); d++) {
      func = over(func, stage.indices(), d, stage.ranges().get(d));
    }
    for (Sample.Change change : stage.changes()) {
      func = changed(func, change);
    }
    add(stage.name(), func);
    return func;
  }

  private Func over(Func func, List<Var> indices, int d, Range given) {
    Range range = range(given);
    if (!finder.isHere(Point.RANGE)) {
      return func.over(indices.get(d), range);
    }
    return switch (number(5)) {
      case 0 -> func;
      case 1 -> func.over(broken.one(Arrays.asList(null, Dsl.var("zz"))), range);
      case 2 -> func.over(indices.get(d), (Range) null);
      default -> func.over(indices.get(d), broken.range(range, indices));
    };
  }

  private Var[] indices(List<Var> indices) {
    List<Var> other = new ArrayList<>(indices);
    switch (number(4)) {
      case 0 -> other.add(Dsl.var("zz"));
      case 1 -> other.add(broken.one(Arrays.asList(null, Dsl.var("i"), Dsl.var("n"),
          Dsl.var("r"), Dsl.var("f0"))));
      case 2 -> other = other.reversed();
      default -> other = other.subList(0, Math.max(0, other.size() - 1));
    }
    return other.toArray(Var[]::new);
  }

  private Expr definition(Expr e) {
    return switch (number(4)) {
      case 0 -> null;
      case 1 -> Dsl.tuple(e, e);
      case 2 -> Dsl.var("zz");
      default -> Dsl.tuple(Tuple.values(e).getFirst(), Dsl.lit(DType.BOOL, 1), Dsl.lit(1));
    };
  }

  private void add(String name, Func func) {
    int count = func.types().size();
    for (int k = 0; k < count; k++) {
      made.put(Sample.buffer(name, k, count), new Value(func, k));
    }
  }

  private Func changed(Func func, Sample.Change change) {
    add(RandomUpdate.SELF, func);
    List<Expr> at = new ArrayList<>(change.at().stream().map(this::make).toList());
    RVar[] order = change.order().stream().map(this::ranged).toArray(RVar[]::new);
    Expr condition = change.condition() == null ? null : make(change.condition());
    Expr value = make(change.value());
    if (finder.isHere(Point.UPDATE)) {
      return wrong(func, at, order, value);
    }
    UpdateDeclaration update = func.update(at.toArray(Expr[]::new)).over(order);
    return (condition == null ? update : update.where(condition)).is(value);
  }

  private Func wrong(Func func, List<Expr> at, RVar[] order, Expr value) {
    int d = number(at.size());
    Expr place = at.get(d);
    switch (number(14)) {
      case 0 -> at.remove(d);
      case 1 -> at.add(place);
      case 2 -> at.set(d, place.plus(broken.number()));
      case 3 -> at.set(d, null);
      case 4 -> at.set(d, place.cast(DType.F32));
      case 5 -> at.set(d, broken.one(func.indices()));
      case 6 -> at.set(d, Dsl.var("zz"));
      case 7 -> at.set(d, Dsl.rvar("zz"));
      case 8 -> order = new RVar[] {Dsl.rvar("zz", 2), null};
      case 9 -> order = new RVar[] {Dsl.rvar("zz", 2), Dsl.rvar("zz", 3)};
      case 10 -> {
        return func.update(at.toArray(Expr[]::new)).over(order).where(Dsl.lit(1)).is(value);
      }
      case 11 -> value = Dsl.tuple(Tuple.values(value).getFirst(), Dsl.lit(1), Dsl.lit(2));
      case 12 -> {
        return func.update(at.toArray(Expr[]::new)).over(order).is(f -> f.at());
      }
      default -> {
        return func.update(at.toArray(Expr[]::new)).over(order).is(value)
            .over(func.indices().getFirst(), 3);
      }
    }
    return func.update(at.toArray(Expr[]::new)).over(order).is(value);
  }

  private Range range(Range range) {
    return new Range(make(range.min()), make(range.extent()));
  }

  private RVar ranged(RVar r) {
    return new RVar(r.name(), range(r.given()));
  }

  private Expr make(Expr e) {
    Expr right = right(e);
    return e.children().isEmpty() || !finder.isHere(Point.NODE) ? right : broken.node(right);
  }

  private Expr right(Expr e) {
    return switch (e) {
      case Dim dim -> sizes.computeIfAbsent(dim.name(),
          _ -> finder.isHere(Point.SIZE) ? broken.size(dim) : dim);
      case Var _, RVar _ -> {
        Expr same = e instanceof RVar r ? ranged(r) : e;
        yield finder.isHere(Point.VARIABLE) ? broken.variable(same) : same;
      }
      case Unary(var op, Expr operand) -> switch (op) {
        case NEG -> operand(operand).unaryMinus();
        case NOT -> operand(operand).not();
        case ABS -> Dsl.abs(make(operand));
      };
      case Binary(var op, Expr left, Expr right) -> Binary.of(op, make(left), make(right));
      case Select(Expr condition, Expr yes, Expr no) -> Dsl.select(make(condition), make(yes),
          make(no));
      case Cast cast -> operand(cast.operand()).cast(cast.type());
      case Call call -> Dsl.call(call.function(), made(call));
      case Access access -> access(access);
      case Tuple tuple -> finder.isHere(Point.TUPLE) ? broken.tuple(Arrays.asList(made(tuple)))
          : Dsl.tuple(made(tuple));
      case Reduce reduce -> reduce(reduce);
      case Component(Reduce reduce, int number) -> reduce(reduce).value(number);
      default -> e;
    };
  }

  /** What a method is called on, which Java itself checks. */
  private Expr operand(Expr e) {
    Expr made = make(e);
    return made == null ? e : made;
  }

  private Expr[] made(Expr e) {
    return e.children().stream().map(this::make).toArray(Expr[]::new);
  }

  private Reduce reduce(Reduce reduce) {
    Expr body = make(reduce.body());
    List<RVar> variables = reduce.variables().stream().map(this::ranged).toList();
    Reduce ranged = new Reduce(reduce.combiner(), variables, body, reduce.insideOnly());
    return finder.isHere(Point.REDUCTION) && broken.reduce(ranged, body) instanceof Reduce wrong
        ? wrong : BrokenExpression.same(reduce, variables, body);
  }

  private Expr access(Access access) {
    List<Expr> indices = Arrays.asList(made(access));
    Value value = made.getOrDefault(access.source().name(), new Value(access.source(), 0));
    Source source = value.source() instanceof Input input ? input(input) : value.source();
    if (finder.isHere(Point.ACCESS)) {
      return broken.access(source, access.edge(), value.component(), indices);
    }
    return (source instanceof Func func ? func.value(value.component()).edge(access.edge())
        : source.edge(access.edge())).at(indices.toArray(Expr[]::new));
  }

  private Input input(Input input) {
    if (!inputs.containsKey(input.name())) {
      Input same = new Input(input.name(), input.type(),
          input.extents().stream().map(this::make).toList(), input.constant());
      inputs.put(input.name(), finder.isHere(Point.INPUT) ? broken.input(same) : same);
    }
    return inputs.get(input.name());
  }
}
