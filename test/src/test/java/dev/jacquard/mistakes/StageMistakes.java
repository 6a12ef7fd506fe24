package dev.jacquard.mistakes;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.gradient;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lift;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.tuple;
import static dev.jacquard.dsl.Dsl.var;
import static dev.jacquard.mistakes.Mistake.F;
import static dev.jacquard.mistakes.Mistake.I;
import static dev.jacquard.mistakes.Mistake.K;
import static dev.jacquard.mistakes.Mistake.N;
import static dev.jacquard.mistakes.Mistake.R;
import static dev.jacquard.mistakes.Mistake.S;
import static dev.jacquard.mistakes.Mistake.T;
import static dev.jacquard.mistakes.Mistake.V;
import static dev.jacquard.mistakes.Mistake.X;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import java.util.function.Function;
import java.util.stream.Stream;

/** Mistakes in names, sizes, updates, lift and gradients. */
final class StageMistakes {

  private StageMistakes() {}

  static Stream<Mistake> all() {
    return Stream.of(part1(), part2(), part3())
        .flatMap(Function.identity());
  }

  private static Stream<Mistake> part1() {
    return Stream.of(
        new Mistake("name that is none",
            "At HERE: The name of a Func must be letters, digits and '_' and begin with a letter; "
              + "it is \"a b\". Choose another.",
            () -> func("a b", I)),
        new Mistake("size with the name of an index",
            "Func Y at HERE: the index n has the name of a size. Rename one.",
            () -> Algorithm.of(func("Y", var("n")).is(X.at(var("n"))))),
        new Mistake("two Funcs of one name",
            "Two Funcs are named P: at HERE and at HERE. Rename one.",
            () -> Algorithm.of(func("P", I).is(func("P", I).is(X.at(I)).at(I)))),
        new Mistake("Func with the name of an input",
            "Func X at HERE has the name of an input. Rename one.",
            () -> Algorithm.of(func("X", I).is(X.at(I)))),
        new Mistake("two inputs of one name",
            "At HERE: Two different inputs are named X. Rename one.",
            () -> Algorithm.of(func("Y", I).is(X.at(I).plus(input("X", F32, K).at(I))))),
        new Mistake("unknown size",
            "At HERE: Unknown size q. The sizes of Y are: n (default 10). Leave others out.",
            () -> Algorithm.of(func("Y", I).is(X.at(I))).with(Sizes.parse("q=3"))),
        new Mistake("size outside its facts",
            "At HERE: Size n = 0 is not allowed: it must lie in [1, 2147483647]. Give another.",
            () -> Algorithm.of(func("Y", I).is(X.at(I))).with(Sizes.parse("n=0"))),
        new Mistake("size that is no number",
            "At HERE: Cannot read the size \"n=x\" in \"n=x\". Write name=number, as in "
              + "n=32,k=3.",
            () -> Sizes.parse("n=x")),
        new Mistake("size given twice",
            "At HERE: The size n is given twice in \"n=1,n=2\". Give it once.",
            () -> Sizes.parse("n=1,n=2")),
        new Mistake("default size against its facts",
            "At HERE: Dim q: the default size 10 contradicts its facts: it must lie in [1, "
              + "2147483647] and be a multiple of 16. Give another default.",
            () -> dim("q", 10).multipleOf(16)),
        new Mistake("no size is a multiple of nothing",
            "At HERE: Dim q: no size is allowed if it must lie in [1, 2147483647] and be a "
              + "multiple of 0. Give atLeast(0) or more, an atMost that is not less, and "
              + "multipleOf(1) or more.",
            () -> dim("q", 10).multipleOf(0)),
        new Mistake("size beyond what an index can be",
            "At HERE: Input B has a size of 9223372036854775807, which is no number up to 2^53. "
              + "Give another.",
            () -> Algorithm.of(func("Y", I).is(input("B", F32, lit(Long.MAX_VALUE)).at(I)))),
        new Mistake("size without a number",
            "At HERE: The size n is null. Give it a value before it is used here.",
            () -> new Sizes(java.util.Collections.singletonMap("n", null))),
        new Mistake("input of a float size",
            "At HERE: Input B: the size 1.5f is not made of sizes and whole numbers. Give a "
              + "number or a Dim: dim(\"n\", 8).",
            () -> input("B", F32, lit(1.5))),
        new Mistake("unknown Func",
            "At HERE: There is no Func Z in Y. Funcs: Y. Name one of them.",
            () -> Algorithm.of(func("Y", I).is(X.at(I))).func("Z")));
  }

  private static Stream<Mistake> part2() {
    return Stream.of(
        new Mistake("algorithm of nothing",
            "At HERE: An algorithm has an output or more; none was given. Give the Funcs to "
                + "compute.",
            () -> Algorithm.of()),
        new Mistake("null definition",
            "At HERE: The definition of Func Y is null. Give it a value before it is used here.",
            () -> func("Y", I).is((Expr) null)),
        new Mistake("null output",
            "At HERE: Output 0 is null. Give it a value before it is used here.",
            () -> Algorithm.of((Func) null)),
        new Mistake("update that writes another place",
            "Func F at HERE: its update uses the index i but writes i + 1 in that dimension. "
              + "Write i there, or use a reduction index: rvar(\"r\", ...).",
            () -> F.update(I.plus(1)).is(F.at(I))),
        new Mistake("update that reads what it has not written",
            "Func F at HERE: its update writes every i in no fixed order and reads F[i - 1], "
              + "an element that may be written before or after. Use a reduction index, which runs "
              + "in order: rvar(\"r\", ...) in place of i.",
            () -> F.update(I).is(s -> s.at(I.minus(1)))),
        new Mistake("read of what an update has changed",
            "Func F at HERE is updated at HERE, and its state before that is an output. Use "
              + "what the update gives, or copy the state first: func(\"F2\", ...).is(F.at(...)).",
            () -> Algorithm.of(F, F.update(I).plus(1))),
        new Mistake("two updates of one state",
            "Func F is updated twice from the same state: at HERE and at HERE. Update what the "
              + "first update gives, or make a copy: func(\"F2\", ...).is(F.at(...)).",
            () -> Algorithm.of(F.update(I).plus(1), F.update(I).plus(2))),
        new Mistake("update of another arity",
            "At HERE: Func F has 1 values a point; its update gives 2: {1.0f, 2.0f}. Give as many "
                + "as it has.",
            () -> F.update(R).is(tuple(lit(1.0), lit(2.0)))),
        new Mistake("narrowing without a cast",
            "At HERE: The update of F gives f64(X[r]), which is f64; the Func is f32. Cast it: "
              + "x.cast(F32).",
            () -> F.update(R).is(X.at(R).cast(F64))),
        new Mistake("range of an update",
            "At HERE: Func F is an update, which has the ranges of what it changes. Give the "
              + "range of i before the update: func(...).is(...).over(...).update(...).",
            () -> F.update(R).plus(1).over(I, 4)),
        new Mistake("update under a condition that is no bool",
            "At HERE: The condition of an update of F must be a bool; X[i] is f32. Compare it with "
                + "a value: x.ne(0).",
            () -> F.update(I).where(X.at(I))),
        new Mistake("update with an index of the Func",
            "Func F at HERE: the reduction index i of its update has the name of an index of "
              + "the Func. Rename one.",
            () -> F.update(rvar("i")).plus(1)));
  }

  private static Stream<Mistake> part3() {
    return Stream.of(
        new Mistake("reduction of what the update changes",
            "Func F at HERE: the reduction sum(s: F.0[s]) reads the Func that the update "
              + "changes. Write it as an update of its own, over the indices of both: "
              + "update(...).over(...).plus(...).",
            () -> Algorithm.of(F.update(R).is(s -> sum(S, s.at(S))))),
        new Mistake("scatter without a bound",
            "Func F at HERE: the access F.0[i64(T[r])] can leave F.0: its index 0, i64(T[r]), "
              + "takes values from -2147483648 to 2147483647, but dimension 0 of F.0 is 0 to 9. "
              + "Restrict the range of its indices, clamp it, or say what lies outside: "
              + "F.0.edge(Edge.CLAMP).at(...).",
            () -> Algorithm.of(F.update(T.at(R)).plus(1)).with(Sizes.parse("n=10"))),
        new Mistake("null value of an update",
            "At HERE: The value of an update of F is null. Give it a value before it is used "
              + "here.",
            () -> F.update(R).is((Expr) null)),
        new Mistake("lift over a dimension that is there",
            "At HERE: Input X: f32[n] has the dimension n already. Lift over one of another name.",
            () -> lift(F, N, X)),
        new Mistake("lift of what reads no such input",
            "At HERE: Func F reads none of the inputs to lift: V. Name one that it reads.",
            () -> lift(F, dim("b", 4), V)),
        new Mistake("lift with a clashing name",
            "Func Y at HERE: lifting over b adds the index b_index, and the Func has one of "
              + "that name. Rename one.",
            () -> lift(func("Y", var("b_index")).is(X.at(var("b_index"))), dim("b", 4), X)),
        new Mistake("gradient of a tensor",
            "At HERE: The gradient of F: it has the indices [i], and a loss has none. Sum it.",
            () -> gradient(F, X)),
        new Mistake("gradient of an integer loss",
            "At HERE: The gradient of L: it is i32, and a loss is a float. Cast it before "
              + "summing.",
            () -> gradient(func("L").is(sum(R, T.at(R))), X)),
        new Mistake("gradient of an integer path",
            "At HERE: The gradient of L: it hangs on X through integers alone, which have no "
              + "gradient. Compute in floats.",
            () -> gradient(func("L").is(sum(R, X.at(R).cast(I32).cast(F32))), X)),
        new Mistake("gradient by what is not read",
            "At HERE: The gradient of L: it does not read V. It reads: X. Name one of these.",
            () -> gradient(func("L").is(sum(R, X.at(R))), V)),
        new Mistake("null loss",
            "At HERE: The loss is null. Give it a value before it is used here.",
            () -> gradient(null, X)));
  }
}
