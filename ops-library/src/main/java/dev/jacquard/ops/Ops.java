package dev.jacquard.ops;

import dev.jacquard.dsl.Suggestion;
import dev.jacquard.dsl.UserError;
import java.util.List;

/** All operators. */
public final class Ops {

  private static final List<Op> ALL = List.of(new MatMul(), new MatMulTransposed(),
      new BatchedMatMul(), LowPrecisionMatMul.I8, LowPrecisionMatMul.U8_I8,
      LowPrecisionMatMul.BF16, new Conv2d(), new CapsuleConv(), new Softmax(), new Blur(),
      new Layernorm(), new Rmsnorm(), BiasGelu.byErf(), BiasGelu.byTanh(), new Sum(),
      new Transpose(), new Attention(), new CausalAttention(), new DepthwiseConv2d(),
      new Blur3x3(), new Unsharp(), new Harris(), new WinogradConv2d(),
      new Im2colConv2d());

  private Ops() {}

  public static List<Op> all() {
    return ALL;
  }

  /**
   * The operator of this name.
   *
   * @throws UserError that lists the operators and suggests the nearest, if there is none
   */
  public static Op find(String name) {
    return ALL.stream().filter(op -> op.name().equals(name)).findFirst().orElseThrow(
        () -> new UserError(("Unknown op \"%s\". Give one of: %s.%s A file is named with its "
            + "ending: %s.")
            .formatted(name, String.join(", ", names()), Suggestion.of(name, names()),
                "MyOp.java")));
  }

  private static List<String> names() {
    return ALL.stream().map(Op::name).toList();
  }
}
