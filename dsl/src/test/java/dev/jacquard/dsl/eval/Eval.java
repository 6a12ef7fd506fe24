package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Short ways to evaluate small algorithms. */
final class Eval {

  static final Var I = Dsl.var("i");

  private Eval() {}

  static Result of(Func func, Tensor... inputs) {
    Algorithm algorithm = Algorithm.of(func);
    Algorithm bound = algorithm.with(Sizes.defaults(algorithm.dims()));
    Map<String, Tensor> tensors = new HashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      tensors.put(bound.inputs().get(i).name(), inputs[i]);
    }
    return Reference.evaluate(bound, tensors).get(func.name());
  }

  /** {@code f} of two integers of one type. */
  static long ofIntegers(DType type, long a, long b, BinaryOperator<Expr> f) {
    Input x = Dsl.input("X", type, Dsl.lit(2));
    Func func = Dsl.func("F", I).is(f.apply(x.at(Dsl.lit(0)), x.at(Dsl.lit(1)))).over(I, 1);
    Tensor tensor = Tensor.zeros(type, 2);
    tensor.setLongAt(0, a);
    tensor.setLongAt(1, b);
    return of(func, tensor).values().getLongAt(0);
  }

  /** {@code f} of two floats of one type, with its tolerance. */
  static Result ofFloats(DType type, double a, double b, BinaryOperator<Expr> f) {
    Input x = Dsl.input("X", type, Dsl.lit(2));
    Func func = Dsl.func("F", I).is(f.apply(x.at(Dsl.lit(0)), x.at(Dsl.lit(1)))).over(I, 1);
    Tensor tensor = Tensor.zeros(type, 2);
    tensor.setDoubleAt(0, a);
    tensor.setDoubleAt(1, b);
    return of(func, tensor);
  }
}
