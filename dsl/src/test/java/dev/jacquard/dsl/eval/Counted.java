package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Values of small Funcs; inputs that are not given hold 1, 2, 3, ... */
final class Counted {

  private Counted() {}

  static double[] values(Func func, Tensor... inputs) {
    return values(func, func.name(), inputs);
  }

  /** The values of one output, such as {@code F.v1}. */
  static double[] values(Func func, String output, Tensor... inputs) {
    Algorithm open = Algorithm.of(func);
    Algorithm algorithm = open.with(Sizes.defaults(open.dims()));
    Map<String, Tensor> tensors = new HashMap<>();
    for (Input input : algorithm.inputs()) {
      tensors.put(input.name(), tensors.size() < inputs.length ? inputs[tensors.size()]
          : counting(input.type(), Inputs.shape(input)));
    }
    Tensor found = Reference.evaluate(algorithm, tensors).get(output).values();
    return LongStream.range(0, found.size()).mapToDouble(k -> found.type().isFloat()
        ? found.getDoubleAt(k) : found.getLongAt(k)).toArray();
  }

  static Tensor counting(DType type, long... shape) {
    Tensor tensor = Tensor.zeros(type, shape);
    return of(tensor, LongStream.rangeClosed(1, tensor.size()).asDoubleStream());
  }

  static Tensor of(DType type, double... values) {
    return of(Tensor.zeros(type, values.length), DoubleStream.of(values));
  }

  private static Tensor of(Tensor tensor, DoubleStream values) {
    double[] all = values.toArray();
    for (int k = 0; k < all.length; k++) {
      if (tensor.type().isFloat()) {
        tensor.setDoubleAt(k, all[k]);
      } else {
        tensor.setLongAt(k, (long) all[k]);
      }
    }
    return tensor;
  }
}
