package dev.jacquard.mistakes;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.any;
import static dev.jacquard.dsl.Dsl.argmax;
import static dev.jacquard.dsl.Dsl.call;
import static dev.jacquard.dsl.Dsl.exp;
import static dev.jacquard.dsl.Dsl.floatOfBits;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.isnan;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.popcount;
import static dev.jacquard.dsl.Dsl.print;
import static dev.jacquard.dsl.Dsl.reduce;
import static dev.jacquard.dsl.Dsl.roundingShiftRight;
import static dev.jacquard.dsl.Dsl.saturatingCast;
import static dev.jacquard.dsl.Dsl.select;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.tuple;
import static dev.jacquard.mistakes.Mistake.I;
import static dev.jacquard.mistakes.Mistake.PAIR;
import static dev.jacquard.mistakes.Mistake.R;
import static dev.jacquard.mistakes.Mistake.T;
import static dev.jacquard.mistakes.Mistake.U;
import static dev.jacquard.mistakes.Mistake.X;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Philox;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Reference;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Mistakes in types, operators, tuples and reductions. */
final class ValueMistakes {

  private ValueMistakes() {}

  static Stream<Mistake> all() {
    return Stream.of(part1(), part2(), part3(), part4())
        .flatMap(Function.identity());
  }

  private static Stream<Mistake> part1() {
    return Stream.of(
        new Mistake("mixed types",
            "At HERE: X[i] + T[i] mixes f32 and i32, and neither holds every value of the "
              + "other. Cast one side: x.cast(F32).",
            () -> X.at(I).plus(T.at(I))),
        new Mistake("signed with unsigned",
            "At HERE: T[i] + U[i] mixes i32 and u32, and neither holds every value of the "
              + "other. Cast one side: x.cast(U32).",
            () -> T.at(I).plus(U.at(I))),
        new Mistake("remainder of floats",
            "At HERE: % does not apply to X[i] (f32) and 2 (i64). Cast them to an integer: "
                + "x.cast(I32).",
            () -> X.at(I).rem(2)),
        new Mistake("not of a float",
            "At HERE: ! does not apply to X[i], which is f32. Cast it to an integer: x.cast(I32).",
            () -> X.at(I).not()),
        new Mistake("minus of a bool",
            "At HERE: - does not apply to X[i] < 0.0f, which is bool. Cast it to an integer: "
                + "x.cast(I32).",
            () -> X.at(I).lt(0).unaryMinus()),
        new Mistake("exp of an integer",
            "At HERE: exp(T[i]) needs a float; it is i32. Cast it: x.cast(F32).",
            () -> exp(T.at(I))),
        new Mistake("float of too few bits",
            "At HERE: float_of(u8(U[i])) needs 32 or 64 bits; it is u8. Cast it: x.cast(U32).",
            () -> floatOfBits(U.at(I).cast(U8))),
        new Mistake("popcount of a float",
            "At HERE: popcount(X[i]) needs an integer; it is f32. Cast it: x.cast(I32).",
            () -> popcount(X.at(I))),
        new Mistake("isnan of an integer",
            "At HERE: isnan(T[i]) needs a float; it is i32, of which every value is finite. Leave "
                + "it out.",
            () -> isnan(T.at(I))),
        new Mistake("wrong number of arguments",
            "At HERE: pow takes 2 arguments; it was given 1. Give as many as it takes.",
            () -> call(MathFunction.POW, X.at(I))),
        new Mistake("rounding shift too far",
            "At HERE: roundingShiftRight(T[i], 32) needs an integer and a distance from 0 to its "
              + "width - 1; it is i32. Cast it, or give another distance.",
            () -> roundingShiftRight(T.at(I), 32)),
        new Mistake("saturating cast to a float",
            "At HERE: saturatingCast(F32, T[i]) needs a number and an integer type; it is i32. "
              + "Use x.cast(F32).",
            () -> saturatingCast(F32, T.at(I))),
        new Mistake("select without a bool",
            "At HERE: select needs a bool condition; X[i] is f32. Compare it with a value: "
                + "x.ne(0).",
            () -> select(X.at(I), lit(1.0), lit(2.0))));
  }

  private static Stream<Mistake> part2() {
    return Stream.of(
        new Mistake("select of two types",
            "At HERE: T[i] or U[i] mixes i32 and u32, and neither holds every value of the "
              + "other. Cast one side: x.cast(U32).",
            () -> select(X.at(I).lt(0), T.at(I), U.at(I))),
        new Mistake("any of floats",
            "At HERE: any does not apply to X[r], which is f32. Compare it with a value: x.ne(0).",
            () -> any(R, X.at(R))),
        new Mistake("sum of bools",
            "At HERE: sum does not apply to X[r] < 0.0f, which is bool. Cast it: x.cast(I32).",
            () -> sum(R, X.at(R).lt(0))),
        new Mistake("argmax of bools",
            "At HERE: argmax of X[r] < 1.0f, which is bool. Give MIN or MAX, and numbers.",
            () -> argmax(R, X.at(R).lt(1))),
        new Mistake("reduction over nothing",
            "At HERE: sum(X[i]) names no reduction index. Give one: sum(rvar(\"r\"), ...).",
            () -> sum(List.of(), X.at(I))),
        new Mistake("accumulator of another kind",
            "At HERE: sum of X[r], which is f32, cannot accumulate in i32. Cast the terms: "
              + "x.cast(I32).",
            () -> sum(R, X.at(R), I32)),
        new Mistake("condition that is no bool",
            "At HERE: The condition of sum must be a bool; r is i64. Compare it with a value: "
                + "x.ne(0).",
            () -> sum(R, X.at(R)).where(R)),
        new Mistake("tuple of one value",
            "At HERE: A tuple has two values or more; it was given 1. Write a single value without "
                + "tuple(...).",
            () -> tuple(X.at(I))),
        new Mistake("tuple in an expression",
            "Func Y at HERE uses the tuple {X[i], X[i]} inside an expression. A tuple is the whole "
              + "of a definition, or what a reduction of tuples takes. Give it a Func of its own "
              + "and take a value of that: t.value(0).at(...).",
            () -> func("Y", I).is(tuple(X.at(I), X.at(I)).plus(1))),
        new Mistake("tuple Func read as one value",
            "At HERE: Y has 2 values a point. Choose one: Y.value(0).at(...).",
            () -> func("Y", I).is(tuple(X.at(I), X.at(I))).at(I)),
        new Mistake("value that a Func does not have",
            "At HERE: Func Y has 2 values a point, numbered from 0; there is no value 2. Choose "
                + "one of them.",
            () -> func("Y", I).is(tuple(X.at(I), X.at(I))).value(2)),
        new Mistake("reducer of another arity",
            "At HERE: pair combines 2 values; it was given 1: X[r]. Give as many: tuple(...).",
            () -> reduce(PAIR, R, X.at(R))));
  }

  private static Stream<Mistake> part3() {
    return Stream.of(
        new Mistake("reducer of another type",
            "At HERE: pair: value 0 is T[r], which is i32; the reducer takes f32. Cast it.",
            () -> reduce(PAIR, R, tuple(T.at(R), T.at(R)))),
        new Mistake("combiner of another arity",
            "At HERE: Reducer f combines to 2 values; its identity has 1: [0.0f]. Give as many of "
                + "both.",
            () -> Reducer.of("f", List.of(lit(0.0)), (p, q) -> List.of(p.get(0), q.get(0)))),
        new Mistake("combiner of another type",
            "At HERE: Reducer f: value 0 combines to f64(a0), which is f64; its identity is "
              + "f32. Cast one of them.",
            () -> Reducer.of("f", List.of(lit(F32, 0)), (p, q) -> List.of(p.get(0).cast(F64)))),
        new Mistake("combiner that is not associative",
            "At HERE: Reducer f breaks the law (a b) c = a (b c): it is not associative. With a0 = "
              + "4.0, b0 = 2.0, c0 = 8.0 the two sides are -6.0 and 10.0. Mend its combiner or its "
              + "identity.",
            () -> evaluate(Reducer.of("f", List.of(lit(0.0)), (p, q) -> List.of(p.get(0).minus(
              q.get(0)))))),
        new Mistake("identity that is none",
            "At HERE: Reducer f breaks the law a identity = a: its identity is none. With a0 = 4.0 "
              + "the two sides are 5.0 and 4.0. Mend its combiner or its identity.",
            () -> evaluate(Reducer.of("f", List.of(lit(1.0)), (p, q) -> List.of(p.get(0).plus(q
              .get(0)))))),
        new Mistake("float as a counter",
            "At HERE: The seed and the counter of Philox are integers; X[i] is f32. Cast it: "
                + "x.cast(U32).",
            () -> Philox.uniform(1, X.at(I))),
        new Mistake("no counter",
            "At HERE: Philox gives the words 0 to 3 for a counter of one to four integers; asked "
              + "for is word 0 of 0. Stay within these.",
            () -> Philox.bits(1)),
        new Mistake("label that cannot be printed",
            "At HERE: The label of print must be plain text without \", \\ and %; it is 100%. "
                + "Leave these out.",
            () -> print("100%", X.at(I))),
        new Mistake("null operand",
            "At HERE: The right side of + is null. Give it a value before it is used here.",
            () -> X.at(I).plus((Expr) null)),
        new Mistake("null argument",
            "At HERE: Argument 0 of exp is null. Give it a value before it is used here.",
            () -> exp(null)),
        new Mistake("null body",
            "At HERE: The body of sum is null. Give it a value before it is used here.",
            () -> sum(R, (Expr) null)),
        new Mistake("null reduction index",
            "At HERE: Reduction index 0 of sum is null. Give it a value before it is used here.",
            () -> sum((RVar) null, X.at(R))));
  }

  private static Stream<Mistake> part4() {
    return Stream.of(
        new Mistake("null type",
            "At HERE: The type of a cast is null. Give it a value before it is used here.",
            () -> X.at(I).cast(null)),
        new Mistake("null in a tuple",
            "At HERE: Value 1 of a tuple is null. Give it a value before it is used here.",
            () -> tuple(X.at(I), null)),
        new Mistake("null condition",
            "At HERE: Argument 0 of select is null. Give it a value before it is used here.",
            () -> select(null, lit(1.0), lit(2.0))),
        new Mistake("null reducer",
            "At HERE: The reducer is null. Give it a value before it is used here.",
            () -> reduce(null, R, X.at(R))));
  }

  private static Object evaluate(Reducer reducer) {
    return Reference.evaluate(Algorithm.of(func("D").is(reduce(reducer, R, X.at(R))))
        .with(Sizes.parse("n=5")), Map.of("X", Tensor.zeros(F32, 5)));
  }
}
