package dev.jacquard.tune.worker;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an output must hold.
 *
 * @param values the right values
 * @param allowed the greatest allowed absolute difference of each element, f32, of the same shape;
 *     infinite where any value will do. Without it the bits must agree.
 */
public record Expected(String name, Tensor values, Optional<Tensor> allowed) {

  public Expected {
    allowed.ifPresent(tensor -> {
      if (tensor.type() != DType.F32 || !Arrays.equals(tensor.shape(), values.shape())) {
        throw new UserError("The allowed errors of %s must be f32 of shape %s; they are %s %s. "
            .formatted(name, Arrays.toString(values.shape()), tensor.type(),
                Arrays.toString(tensor.shape())) + "Make them so.");
      }
    });
  }

  /** The bits must agree. */
  public static Expected exact(String name, Tensor values) {
    return new Expected(name, values, Optional.empty());
  }

  /** Each element may differ by as much as {@code allowed} says. */
  public static Expected within(String name, Tensor values, Tensor allowed) {
    return new Expected(name, values, Optional.of(allowed));
  }
}
