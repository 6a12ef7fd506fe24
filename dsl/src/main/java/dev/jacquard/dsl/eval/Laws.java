package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The laws that a user's reducer must obey, tried on random values: {@code (a b) c = a (b c)},
 * {@code a identity = a = identity a}, and {@code a b = b a} unless it is ordered. Small integers
 * are tried too, on which float arithmetic is exact.
 */
public final class Laws {

  private static final int TRIALS = 256;
  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  private final Reducer reducer;
  private final Var index = Dsl.var("trial");
  private final List<List<Expr>> operands = new ArrayList<>();

  private Laws(Reducer reducer) {
    this.reducer = reducer;
    for (String name : List.of("a", "b", "c")) {
      operands.add(IntStream.range(0, reducer.types().size()).mapToObj(k ->
          Dsl.input(name + k, reducer.types().get(k), Dsl.lit(TRIALS)).at(index)).toList());
    }
  }

  /**
   * Tries every reducer of an algorithm that is not known to obey.
   *
   * @throws UserError that shows values for which a law fails
   */
  public static void require(Algorithm algorithm) {
    for (Func func : algorithm.funcs()) {
      if (func.definition() instanceof Reduce reduce && reduce.combiner() instanceof Reducer r
          && !r.isProven() && !KNOWN.contains(r.toString())) {
        new Laws(r).require();
        KNOWN.add(r.toString());
      }
    }
  }

  private void require() {
    List<Expr> a = operands.get(0);
    List<Expr> b = operands.get(1);
    List<Expr> c = operands.get(2);
    List<Expr> none = reducer.identity();
    require("(a b) c = a (b c): it is not associative", reducer.combine(reducer.combine(a, b), c),
        reducer.combine(a, reducer.combine(b, c)));
    require("a identity = a: its identity is none", reducer.combine(a, none), a);
    require("identity a = a: its identity is none", reducer.combine(none, a), a);
    if (reducer.isCommutative()) {
      require("a b = b a: if its terms must stay in order, make it with Reducer.ordered",
          reducer.combine(a, b), reducer.combine(b, a));
    }
  }

  private void require(String law, List<Expr> left, List<Expr> right) {
    for (int k = 0; k < left.size(); k++) {
      Func sides = Dsl.func("sides", index).is(Dsl.tuple(left.get(k), right.get(k)))
          .over(index, TRIALS);
      Algorithm algorithm = Algorithm.of(sides);
      compare(law, algorithm, Inputs.smallIntegers(algorithm, 1));
      compare(law, algorithm, Inputs.random(algorithm, 2));
    }
  }

  private void compare(String law, Algorithm algorithm, Map<String, Tensor> inputs) {
    Map<String, Result> results = Reference.evaluate(algorithm, inputs);
    Result left = results.get("sides.v0");
    Result right = results.get("sides.v1");
    for (int trial = 0; trial < TRIALS; trial++) {
      if (differ(left, right, trial)) {
        throw UserError.here(("Reducer %s breaks the law %s. With %s the two sides are %s and %s. "
            + "Mend its combiner or its identity.").formatted(reducer.symbol(), law,
                values(inputs, trial), text(left, trial), text(right, trial)));
      }
    }
  }

  private static boolean differ(Result left, Result right, int trial) {
    if (!left.type().isFloat()) {
      return left.values().getLongAt(trial) != right.values().getLongAt(trial);
    }
    double a = left.values().getDoubleAt(trial);
    double b = right.values().getDoubleAt(trial);
    double allowed = left.tolerance(trial) + right.tolerance(trial);
    return a != b && !(Math.abs(a - b) <= allowed) && !(Double.isNaN(a) && Double.isNaN(b));
  }

  private static String text(Result side, int trial) {
    return side.type().isFloat() ? Double.toString(side.values().getDoubleAt(trial))
        : side.type().format(side.values().getLongAt(trial));
  }

  private static String values(Map<String, Tensor> inputs, int trial) {
    return inputs.entrySet().stream().map(e -> e.getKey() + " = "
        + (e.getValue().type().isFloat() ? Double.toString(e.getValue().getDoubleAt(trial))
            : e.getValue().type().format(e.getValue().getLongAt(trial))))
        .collect(Collectors.joining(", "));
  }
}
