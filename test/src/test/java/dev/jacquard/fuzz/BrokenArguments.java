package dev.jacquard.fuzz;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Tensors of a run of which one is wrong. */
record BrokenArguments(RandomGenerator random) {

  Map<String, Tensor> apply(Map<String, Tensor> right) {
    Map<String, Tensor> wrong = new HashMap<>(right);
    List<String> names = right.keySet().stream().sorted().toList();
    String name = names.get(random.nextInt(names.size()));
    Tensor tensor = right.get(name);
    long[] shape = tensor.shape();
    switch (random.nextInt(8)) {
      case 0 -> wrong.remove(name);
      case 1 -> wrong.put("nothing", tensor);
      case 2 -> wrong.put(name, null);
      case 3 -> wrong.put(name, Tensor.zeros(tensor.type() == DType.I8 ? DType.F32 : DType.I8,
          shape));
      case 4 -> wrong.put(name, Tensor.zeros(tensor.type(), longer(shape)));
      case 5 -> wrong.put(name, Tensor.zeros(tensor.type(), more(shape)));
      case 6 -> wrong.put(null, tensor);
      default -> wrong.put(name, closed(tensor));
    }
    return wrong;
  }

  private static Tensor closed(Tensor tensor) {
    try (var arena = java.lang.foreign.Arena.ofShared()) {
      return Tensor.over(tensor.type(), tensor.layout(),
          arena.allocate(Math.max(8, tensor.segment().byteSize()), 64), tensor.shape());
    }
  }

  private long[] more(long... shape) {
    List<Long> all = new ArrayList<>(java.util.Arrays.stream(shape).boxed().toList());
    all.add(1L);
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  private long[] longer(long... shape) {
    long[] other = shape.clone();
    if (other.length == 0) {
      return more(shape);
    }
    other[random.nextInt(other.length)] += 1;
    return other;
  }
}
