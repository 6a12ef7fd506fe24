import static dev.jacquard.dsl.DType.*;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.dsl.*;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.schedule.NaiveSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.lower.Lower;
import java.util.*;

/** Each part of the language in a few lines; all inputs hold 1, 2, 3, ... */
class Language {

  static final Var i = var("i"), j = var("j"), b = var("b");
  static final RVar r = rvar("r"), s = rvar("s");
  static final Input v = input("V", F32, dim("n", 6));
  static final Input a = input("A", F32, dim("m", 2), dim("k", 3));

  static Func difference() {
    Func square = func("Square", i).is(v.at(i).times(v.at(i)));
    return func("D", i).is(square.at(i.plus(1)).minus(square.at(i)));
  }

  static Func identity() {
    Expr diagonal = i.eq(j);
    return func("Unit", i, j).is(select(diagonal, lit(1.0), lit(0.0))).over(i, 2).over(j, 2);
  }

  static Func rowSums() {
    return func("S", i).is(sum(r, a.at(i, r)));
  }

  static Func triangle() {
    Input square = input("Q", F32, lit(3), lit(3));
    return func("T", i).is(sum(r, square.at(i, r)).where(r.le(i)));
  }

  static Func chosen() {
    Input lengths = input("Len", I32, dim("m", 2));
    return func("S", i).is(sum(r, a.at(i, r)).where(r.lt(lengths.at(i).cast(I64))));
  }

  static Func neighbours() {
    Input w = input("W", F32, lit(3));
    Expr terms = v.at(i.plus(r).minus(1)).times(w.at(r));
    return func("C", i).is(sum(r, terms).whereInside()).over(i, 6);
  }

  static Func transposed() {
    Input x = input("X", F32, lit(3)), w = input("W", F32, lit(3));
    Expr terms = x.at(i.plus(r).minus(1).div(2)).times(w.at(r));
    return func("Up", i).is(sum(r, terms).whereInside()).over(i, 6);
  }

  static Func pair() {
    Func pair = func("P", i).is(tuple(v.at(i).times(2), v.at(i).gt(3)));
    Expr large = pair.value(1).at(i);
    return func("Y", i).is(select(large, pair.value(0).at(i), lit(0.0)));
  }

  static Func best() {
    return func("Best", i).is(argmax(r, a.at(i, r)));
  }

  static Func complexProduct() {
    Reducer product = Reducer.of("complex", List.of(lit(1.0), lit(0.0)), (p, q) -> List.of(
        p.get(0).times(q.get(0)).minus(p.get(1).times(q.get(1))),
        p.get(0).times(q.get(1)).plus(p.get(1).times(q.get(0)))));
    return func("P").is(reduce(product, r, tuple(v.at(r), lit(1.0))));
  }

  static Func notAssociative() {
    Reducer minus = Reducer.of("minus", List.of(lit(0.0)),
        (p, q) -> List.of(p.get(0).minus(q.get(0))));
    return func("M").is(reduce(minus, r, v.at(r)));
  }

  static Func inclusive() {
    Func start = func("C", i).is(v.at(i));
    return start.update(r).is(c -> c.at(r.minus(1)).plus(c.at(r)));
  }

  static Func exclusive() {
    Func start = func("C", i).is(lit(0.0)).over(i, 6);
    return start.update(r).is(c -> c.at(r.minus(1)).plus(v.at(r.minus(1))));
  }

  static Func segmented() {
    Expr first = r.rem(3).eq(0);
    Func start = func("C", i).is(v.at(i));
    return start.update(r).is(
        c -> select(first, c.at(r), c.edge(Edge.CLAMP).at(r.minus(1)).plus(c.at(r))));
  }

  static Func decay() {
    Func start = func("Y", i).is(v.at(i));
    return start.update(r).is(y -> y.at(r).plus(y.at(r.minus(1)).times(0.5)));
  }

  static Func highest() {
    Func start = func("H", i).is(abs(v.at(i).minus(3)));
    return start.update(r).is(h -> h.at(r.minus(1)).max(h.at(r)));
  }

  static Func histogram() {
    Input data = input("Data", U8, lit(2), lit(5));
    Func empty = func("H", b).is(lit(I32, 0)).over(b, 4);
    return empty.update(data.at(r, s).cast(I64).rem(4)).plus(1);
  }

  static Func roots() {
    RVar step = rvar("step", 30);
    Func guess = func("R", i).is(v.at(i));
    Expr far = abs(guess.at(i).times(guess.at(i)).minus(v.at(i))).gt(1e-5);
    return guess.update(i).over(step).where(far)
        .is(x -> x.at(i).plus(v.at(i).div(x.at(i))).times(0.5));
  }

  static Func inPlace() {
    Func start = func("F", i).is(v.at(i));
    RVar half = rvar("half", 3);
    return start.update(half).is(f -> f.at(half).times(10));
  }

  static Func gather() {
    Input index = input("Index", I32, lit(4));
    Expr row = index.at(i).cast(I64).minus(2).clamp(lit(0), lit(1));
    return func("G", i, j).is(a.at(row, j));
  }

  static Func shifted() {
    Expr before = select(i.gt(0), v.at(i.minus(1)), lit(0.0));
    return func("Shifted", i).is(before).over(i, 6);
  }

  static Func edged(Edge edge) {
    return func("E", i).is(v.edge(edge).at(i.minus(3))).over(i, 12);
  }

  static Func byName() {
    return func("S", i).is(sum(r, a.at(Map.of("k", r, "m", i))));
  }

  static Func lifted() {
    Func sums = rowSums();
    return lift(sums, dim("batch", 2), a);
  }

  static Func slope() {
    Func loss = func("L").is(sum(r, v.at(r).times(v.at(r))));
    return gradient(loss, v).getFirst();
  }

  static Func scattered() {
    Input index = input("Index", I32, lit(4));
    Expr picked = v.at(index.at(r).cast(I64).clamp(lit(0), lit(2)));
    Func loss = func("L").is(sum(r, picked.times(picked)));
    return gradient(loss, v).getFirst();
  }

  static Func throughScan() {
    Func loss = func("L").is(inclusive().at(lit(5)));
    return gradient(loss, v).getFirst();
  }

  static Func blocks() {
    Dim n = dim("n", 8).atLeast(4).atMost(1024).multipleOf(4);
    Input x = input("X", F32, n);
    RVar inside = rvar("inside", 4);
    return func("B", i).is(sum(inside, x.at(i.times(4).plus(inside)))).over(i, n.div(4));
  }

  static void everySize(Func blocks) {
    Algorithm open = Algorithm.of(blocks);
    try (Executable compiled = compiled(NaiveSchedule.of(open))) {
      for (int size : new int[] {4, 8, 16}) {
        Tensor sums = Tensor.zeros(F32, size / 4);
        compiled.run(counting(F32, size), sums);
        System.out.println(size + ": " + Arrays.toString(sums.toFloatArray()));
      }
    }
  }

  static void traced() {
    Expr twice = print("twice", v.at(i).times(2));
    Func f = func("F", i).is(twice.plus(1)).over(i, 2);
    try (Executable compiled = compiled(Schedule.of(f).trace())) {
      compiled.run(counting(F32, 6), Tensor.zeros(F32, 2));
    }
  }

  public static void main(String[] arguments) {
    for (Func func : List.of(difference(), identity(), rowSums(), triangle(), chosen(),
        neighbours(), transposed(), pair(), best(), complexProduct(), inclusive(),
        exclusive(), segmented(), decay(), highest(), histogram(), roots(), inPlace(), gather(),
        shifted(), byName(), lifted(), slope(), scattered())) {
      show(func);
    }
    refused(() -> show(notAssociative()));
    refused(() -> throughScan());
    for (Edge edge : List.of(Edge.CLAMP, Edge.WRAP, Edge.MIRROR, Edge.MIRROR_INTERIOR,
        Edge.constant(0))) {
      System.out.print("%-15s %s".formatted(edge.mode(), values(edged(edge))));
    }
    System.out.print(Algorithm.of(blocks()));
    everySize(blocks());
    refused(() -> Algorithm.of(blocks()).with(Sizes.parse("n=6")));
    traced();
  }

  private static void show(Func func) {
    Algorithm open = Algorithm.of(func);
    System.out.print(open.with(Sizes.defaults(open.dims())) + values(func));
  }

  private static String values(Func func) {
    Algorithm open = Algorithm.of(func);
    Algorithm algorithm = open.with(Sizes.defaults(open.dims()));
    Map<String, Tensor> inputs = new HashMap<>();
    for (Input input : algorithm.inputs()) {
      inputs.put(input.name(), counting(input.type(), Inputs.shape(input)));
    }
    StringBuilder text = new StringBuilder();
    for (Result result : Reference.evaluate(algorithm, inputs).values()) {
      text.append(result.name()).append(" = ")
          .append(Arrays.toString(result.values().toFloatArray())).append('\n');
    }
    return text.toString();
  }

  private static Tensor counting(DType type, long... shape) {
    Tensor tensor = Tensor.zeros(type, shape);
    for (long k = 0; k < tensor.size(); k++) {
      if (type.isFloat()) {
        tensor.setDoubleAt(k, k + 1);
      } else {
        tensor.setLongAt(k, k + 1);
      }
    }
    return tensor;
  }

  private static Executable compiled(Schedule schedule) {
    InterpreterBackend backend = new InterpreterBackend();
    return backend.load(backend.emit(Lower.lower(schedule.nest().algorithm(), schedule), null),
        backend.devices().getFirst());
  }

  private static void refused(Runnable mistake) {
    try {
      mistake.run();
    } catch (UserError | Unsupported e) {
      System.out.println(e.getMessage());
    }
  }
}
