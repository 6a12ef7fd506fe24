/**
 * The algorithm language: what is computed, in index notation.
 *
 * <p>In: a user's calls of {@link dev.jacquard.dsl.Dsl}. Out: an immutable
 * {@link dev.jacquard.dsl.Algorithm}, a graph of {@link dev.jacquard.dsl.Func}s whose ranges are
 * inferred and whose reductions stand alone. Callers: user code, the operator library, and
 * {@code dev.jacquard.schedule}, which turns an algorithm into loops.
 *
 * <pre>{@code
 * Dim m = dim("m", 1024), n = dim("n", 1024), k = dim("k", 1024);
 * Var i = var("i"), j = var("j");
 * RVar r = rvar("r");
 * Input a = input("A", F32, m, k), b = input("B", F32, k, n);
 * Func c = func("C", i, j).is(sum(r, a.at(i, r).times(b.at(r, j))));
 * }</pre>
 */
package dev.jacquard.dsl;
