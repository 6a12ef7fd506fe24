/**
 * The operators that come with Jacquard, each in one file.
 *
 * <p>In: {@link dev.jacquard.dsl.Source}s, {@code Input}s or other {@code Func}s. Out: the
 * {@link dev.jacquard.dsl.Func} that an operator's static method makes of them, so that operators
 * compose; an {@link dev.jacquard.ops.Op} is the same over inputs of its own, with names and
 * default sizes. Callers: user code, the command line, the conformance tests, the benchmarks.
 *
 * <p>To add one: a class like {@link dev.jacquard.ops.MatMul}, and its line in
 * {@link dev.jacquard.ops.Ops}.
 */
package dev.jacquard.ops;
