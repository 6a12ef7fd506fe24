import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.Jacquard;
import dev.jacquard.dsl.*;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.ops.MatMul;
import dev.jacquard.ops.Softmax;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import java.util.Map;

class FromJava {
  public static void main(String[] arguments) {
    Dim m = dim("m", 64), n = dim("n", 64), k = dim("k", 64);
    Func scores = MatMul.matmul("scores", input("Q", F32, m, k), input("K", F32, k, n));
    Func weights = Softmax.softmax("weights", scores);

    Device device = Jacquard.device();
    Tensor q = Tensor.random(F32, 1, 20, 8), keys = Tensor.random(F32, 2, 8, 30);
    try (Executable attention =
        Jacquard.compile(weights, Sizes.parse("m=20,n=30,k=8"), device)) {
      Tensor result = attention.newOutputs().getFirst();
      System.out.println(attention.run(q, keys, result).nanos() + " ns on " + device.name());
    }

    Algorithm whole = Algorithm.of(weights).with(Sizes.parse("m=20,n=30,k=8"));
    Schedule brought = DefaultSchedule.of(whole, device.target());
    Schedule own = brought.without(whole.func("scores")).func("scores").parallel("i");
    try (Executable attention = Jacquard.compile(whole, own, device)) {
      Tensor result = attention.newOutputs().getFirst();
      attention.run(q, keys, result);
      System.out.println("weight of key 0 for query 0: " + result.getDouble(0, 0));
    }

    Input w = input("W", F32, k, n).asConstant();
    Func layer = MatMul.matmul("layer", input("X", F32, m, k), w);
    try (Executable compiled = Jacquard.compile(layer, Sizes.parse("m=20,n=30,k=8"), device)) {
      compiled.prepare(Map.of("W", keys));
      Tensor result = compiled.newOutputs().getFirst();
      compiled.run(q, result);
      compiled.submit(Map.of("X", q, "layer", result)).join();
    }
  }
}
