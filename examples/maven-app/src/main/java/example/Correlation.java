package example;

import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.Jacquard;
import dev.jacquard.dsl.*;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;

/// Slides a filter over a signal on the first device, and compares with plain Java.
class Correlation {

  public static void main(String[] arguments) {
    Dim n = dim("n", 1000), k = dim("k", 5);
    Input signal = input("signal", I32, n), filter = input("filter", I32, k);
    Var i = var("i");
    RVar r = rvar("r");
    Func correlation =
        func("correlation", i).is(sum(r, signal.at(i.plus(r)).times(filter.at(r))));

    Tensor x = Tensor.random(I32, 1, 1000), w = Tensor.of(new int[] {1, -2, 3, -2, 1}, 5);
    Device device = Jacquard.device();
    try (Executable executable =
        Jacquard.compile(correlation, Sizes.parse("n=1000,k=5"), device)) {
      Tensor y = executable.newOutputs().getFirst();
      executable.run(x, w, y);
      System.out.println(device.backend() + ": " + wrong(x.toIntArray(), w.toIntArray(),
          y.toIntArray()) + " of " + y.size() + " values are wrong");
    }
  }

  private static int wrong(int[] x, int[] w, int[] y) {
    int wrong = 0;
    for (int i = 0; i < y.length; i++) {
      int sum = 0;
      for (int r = 0; r < w.length; r++) {
        sum += x[i + r] * w[r];
      }
      wrong += sum == y[i] ? 0 : 1;
    }
    return wrong;
  }
}
