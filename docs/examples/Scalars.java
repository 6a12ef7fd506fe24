import static dev.jacquard.dsl.DType.*;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.dsl.*;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The element types, and the functions of scalars. */
class Scalars {

  static final Var i = var("i"), j = var("j");
  static final RVar r = rvar("r");

  static Func halfProduct() {
    Dim m = dim("m", 2), n = dim("n", 2), k = dim("k", 3);
    Input a = input("A", F16, m, k), b = input("B", BF16, k, n);
    Expr product = a.at(i, r).cast(F32).times(b.at(r, j));
    return func("C", i, j).is(sum(r, product).cast(F16));
  }

  static Func wideMean() {
    Dim m = dim("m", 2), k = dim("k", 3);
    Input a = input("A", F32, m, k);
    Expr total = sum(r, a.at(i, r), F64);
    return func("Mean", i).is(total.div(k.cast(F64)).cast(F32));
  }

  static Func brighter() {
    Dim n = dim("n", 4);
    Input x = input("X", U8, n), gain = input("Gain", F32, n);
    Expr scaled = saturatingCast(U8, rint(x.at(i).times(gain.at(i))));
    return func("Y", i).is(roundingHalvingAdd(scaled, saturatingAdd(x.at(i), lit(100))));
  }

  static Func hamming() {
    Dim m = dim("m", 3), k = dim("k", 2);
    Input codes = input("Codes", U64, m, k);
    Expr different = popcount(codes.at(i, r).xor(codes.at(j, r)));
    return func("D", i, j).is(sum(r, different.cast(I32)));
  }

  static Func gelu() {
    Input x = input("X", F32, dim("n", 4));
    Expr half = x.at(i).times(0.5);
    Expr bell = erf(x.at(i).times(Math.sqrt(0.5))).plus(1);
    return func("Y", i).is(select(isnan(x.at(i)), lit(0.0), half.times(bell)));
  }

  static Func dropout() {
    Input x = input("X", F32, dim("m", 2), dim("n", 4));
    Expr kept = Philox.uniform(42, i, j).lt(0.75);
    Expr scaled = x.at(i, j).div(0.75);
    return func("Y", i, j).is(select(kept, scaled, lit(0.0)));
  }

  public static void main(String[] arguments) {
    show(halfProduct());
    show(wideMean());
    show(brighter());
    show(hamming());
    show(gelu());
    show(dropout());
  }

  private static void show(Func func) {
    Algorithm open = Algorithm.of(func);
    Algorithm algorithm = open.with(Sizes.defaults(open.dims()));
    Map<String, Tensor> inputs = new HashMap<>();
    for (Input input : algorithm.inputs()) {
      inputs.put(input.name(), Tensor.random(input.type(), 7, Inputs.shape(input)));
    }
    Tensor values = Reference.evaluate(algorithm, inputs).get(func.name()).values();
    System.out.println(algorithm + func.name() + " = " + Arrays.toString(values.toFloatArray()));
  }
}
