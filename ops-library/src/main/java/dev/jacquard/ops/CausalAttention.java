package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.exp;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.select;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.FusedAttention;
import dev.jacquard.schedule.Carried;

/** {@link Attention} in which a query sees no key after its own place. */
public final class CausalAttention extends LibraryOp {

  private static final Dim H = dim("h", 8);
  private static final Dim N = dim("n", 512);
  private static final Dim D = dim("d", 64);

  public CausalAttention() {
    super("causalAttention", "attention of Q to K and V(h, n, d), none to a later place, f32",
        H, N, D);
  }

  /**
   * As {@link Attention#attention}, but {@code w[i, c] = 0} for {@code c > i}.
   *
   * @param name the name of the result, of the shape of {@code q}
   * @param q queries of shape (heads, n, d)
   * @param k keys of shape (heads, n, d)
   * @param v values of shape (heads, n, d)
   * @param d the length of a query
   */
  public static Func causalAttention(String name, Source q, Source k, Source v, Expr d) {
    Var b = var("b");
    Var i = var("i");
    Var j = var("j");
    RVar c = rvar("c");
    Func scores = Attention.scores(name, q, k, d);
    return Attention.weighted(name, v, Dsl.func(name + ".weights", b, i, j).is(
        select(j.le(i), exp(scores.at(b, i, j)
            .minus(max(c, scores.at(b, i, c)).where(c.le(i)))), lit(0.0))))
        .advised(Carried.of(Carried.onCpus(FusedAttention::of), q, k, v));
  }

  @Override
  public Func func() {
    return causalAttention("Y", input("Q", F32, H, N, D), input("K", F32, H, N, D),
        input("V", F32, H, N, D), D);
  }
}
