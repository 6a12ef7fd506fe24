package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.exp;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.rsqrt;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
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

/** Scaled dot-product attention (Vaswani et al., "Attention Is All You Need", 2017), head by head.
 * The division by the sum of a row's weights comes last, on the result (Dao et al.,
 * "FlashAttention", 2022), so that the weights are passed over once. */
public final class Attention extends LibraryOp {

  private static final Dim H = dim("h", 8);
  private static final Dim N = dim("n", 512);
  private static final Dim M = dim("m", 512);
  private static final Dim D = dim("d", 64);

  public Attention() {
    super("attention", "attention of queries Q(h, n, d) to keys K and values V(h, m, d), f32",
        H, N, M, D);
  }

  /**
   * {@code Y[b, i, e] = sum over c of w[i, c] * V[b, c, e] / sum over c of w[i, c]} with
   * {@code w[i, c] = exp(s[i, c] - max s[i, .])} and
   * {@code s[i, c] = sum over r of Q[b, i, r] * K[b, c, r] / sqrt(d)}.
   *
   * @param name the name of the result, of the shape of {@code q}; {@code name.scores} (s) and
   *     {@code name.weights} (w) are Funcs of their own
   * @param q queries of shape (heads, n, d)
   * @param k keys of shape (heads, m, d)
   * @param v values of shape (heads, m, d)
   * @param d the length of a query
   */
  public static Func attention(String name, Source q, Source k, Source v, Expr d) {
    Var b = var("b");
    Var i = var("i");
    Var j = var("j");
    RVar c = rvar("c");
    Func scores = scores(name, q, k, d);
    return weighted(name, v, Dsl.func(name + ".weights", b, i, j).is(
        exp(scores.at(b, i, j).minus(max(c, scores.at(b, i, c))))))
        .advised(Carried.of(Carried.onCpus(FusedAttention::of), q, k, v));
  }

  /** {@code name.scores}: how well each query fits each key. */
  static Func scores(String name, Source q, Source k, Expr d) {
    Var b = var("b");
    Var i = var("i");
    Var j = var("j");
    RVar r = rvar("r");
    return Dsl.func(name + ".scores", b, i, j).is(
        sum(r, q.at(b, i, r).times(k.at(b, j, r))).times(rsqrt(d.cast(q.type()))));
  }

  /** The mean of the values by their weights. */
  static Func weighted(String name, Source v, Func weights) {
    Var b = var("b");
    Var i = var("i");
    Var e = var("e");
    RVar c = rvar("c");
    return Dsl.func(name, b, i, e).is(sum(c, weights.at(b, i, c).times(v.at(b, c, e)))
        .div(sum(c, weights.at(b, i, c))));
  }

  @Override
  public Func func() {
    return attention("Y", input("Q", F32, H, N, D), input("K", F32, H, M, D),
        input("V", F32, H, M, D), D);
  }
}
