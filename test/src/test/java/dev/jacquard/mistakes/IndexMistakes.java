package dev.jacquard.mistakes;

import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.mistakes.Mistake.A;
import static dev.jacquard.mistakes.Mistake.I;
import static dev.jacquard.mistakes.Mistake.J;
import static dev.jacquard.mistakes.Mistake.N;
import static dev.jacquard.mistakes.Mistake.R;
import static dev.jacquard.mistakes.Mistake.S;
import static dev.jacquard.mistakes.Mistake.T;
import static dev.jacquard.mistakes.Mistake.V;
import static dev.jacquard.mistakes.Mistake.X;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Sizes;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Mistakes in indices, ranges and accesses. */
final class IndexMistakes {

  private IndexMistakes() {}

  static Stream<Mistake> all() {
    return Stream.of(part1(), part2(), part3())
        .flatMap(Function.identity());
  }

  private static Stream<Mistake> part1() {
    return Stream.of(
        new Mistake("undefined index",
            "Func Y at HERE uses the Var j, which is neither one of its indices [i] nor a "
              + "reduction index around it. Write it in func(...), or reduce over it around this.",
            () -> func("Y", I).is(X.at(J))),
        new Mistake("undefined reduction index",
            "Func Y at HERE uses the RVar r, which is neither one of its indices [i] nor a "
              + "reduction index around it. Write it in func(...), or reduce over it around this.",
            () -> func("Y", I).is(X.at(R))),
        new Mistake("unused index",
            "Func Y at HERE: the index j is used nowhere and has no range. Use it, leave it "
              + "out, or give it a range: .over(j, extent).",
            () -> Algorithm.of(func("Y", I, J).is(X.at(I)))),
        new Mistake("unused reduction index",
            "Func Y at HERE: the reduction index s is used nowhere and has no range. Use it, "
              + "leave it out, or give it a range: rvar(\"s\", extent).",
            () -> Algorithm.of(func("Y", I).is(sum(R, S, A.at(I, R))))),
        new Mistake("range that depends on data",
            "Func Y at HERE: the range of q, [0, i64(T[i])), contains T[i], which is known only "
              + "in a run; a range is made of sizes and whole numbers. Give the longest range and "
              + "a condition: .where(q.lt(...)).",
            () -> func("Y", I).is(sum(rvar("q", T.at(I).cast(DType.I64)), X.at(rvar("q"))))),
        new Mistake("range that depends on an index",
            "At HERE: Func Y: the range of j, [0, i), contains i, which is an index; a range is "
              + "made of sizes and whole numbers. Give the longest range and a condition: "
              + ".where(j.lt(...)).",
            () -> func("Y", I, J).is(A.at(I, J)).over(J, I)),
        new Mistake("index that passes 64 bits",
            "Func Y at HERE: the index i + 9223372036854775807 of X reaches values of over 2^53 "
              + "in 9223372036854775807. Keep it small by a remainder, x.rem(n), before.",
            () -> Algorithm.of(func("Y", I).is(X.edge(Edge.WRAP).at(I.plus(Long.MAX_VALUE)))
              .over(I, 4))),
        new Mistake("edge of an empty tensor",
            "Func Y at HERE: the access E.clamp[i] has no element to read: dimension 0 of E is "
              + "empty. Give a larger size, or say what lies outside: "
              + "E.edge(Edge.constant(0)).at(...).",
            () -> Algorithm.of(func("Y", I).is(input("E", I32, lit(0)).edge(Edge.CLAMP).at(I))
              .over(I, 4))),
        new Mistake("index used twice",
            "At HERE: Func Y uses the index i twice: [i, i]. Rename one.",
            () -> func("Y", I, I)),
        new Mistake("reduction index that is an index",
            "Func Y at HERE: the reduction index i is already an index around it: sum(i: X[i]). "
                + "Rename one.",
            () -> func("Y", I).is(sum(rvar("i"), X.at(I)))),
        new Mistake("reduction index twice",
            "Func Y at HERE: the reduction index r is already an index around it: sum(r, r: A[r, "
              + "r]). Rename one.",
            () -> func("Y").is(sum(R, R, A.at(R, R)))),
        new Mistake("ambiguous rotate",
            "Func Y at HERE: the range of i is ambiguous: it appears only in i - j + 10 in "
              + "dimension 0 of A, i + j in dimension 1 of A. Give it: .over(i, extent).",
            () -> Algorithm.of(func("Y", I, J).is(A.at(I.minus(J).plus(10), I.plus(J))))),
        new Mistake("ambiguous stride",
            "Func Y at HERE: the range of i is ambiguous: it appears only in i * 2 + r in "
              + "dimension 0 of X. Give it: .over(i, extent).",
            () -> Algorithm.of(func("Y", I).is(sum(R, X.at(I.times(2).plus(R)))))),
        new Mistake("index only under an edge rule",
            "Func Y at HERE: the range of i is ambiguous: no access without an edge rule uses "
              + "it. Give it: .over(i, extent).",
            () -> Algorithm.of(func("Y", I).is(X.edge(Edge.CLAMP).at(I.plus(1).times(2))))),
        new Mistake("index only as a value",
            "Func Y at HERE: the range of i is ambiguous: no access without an edge rule uses "
              + "it. Give it: .over(i, extent).",
            () -> Algorithm.of(func("Y", I).is(I.times(2)))),
        new Mistake("sizes that disagree",
            "Func Y at HERE: the index i runs over dimension 0 (n) of X and over dimension 0 "
              + "(k) of V, but their sizes are 4 and 5. Make them equal, or give i a range.",
            () -> Algorithm.of(func("Y", I).is(X.at(I).plus(V.at(I)))).with(Sizes.parse(
              "n=4,k=5"))));
  }

  private static Stream<Mistake> part2() {
    return Stream.of(
        new Mistake("access past the end",
            "Func Y at HERE: the access X[i + 1] can leave X: its index 0, i + 1, takes values "
              + "from 1 to 10, but dimension 0 of X is 0 to 9. Restrict the range of its indices, "
              + "clamp it, or say what lies outside: X.edge(Edge.CLAMP).at(...).",
            () -> Algorithm.of(func("Y", I).is(X.at(I.plus(1))).over(I, N)).with(Sizes.parse(
              "n=10"))),
        new Mistake("access before the start",
            "Func Y at HERE: the access X[i - 1] can leave X: its index 0, i - 1, takes values "
              + "from -1 to 8, but dimension 0 of X is 0 to 9. Restrict the range of its indices, "
              + "clamp it, or say what lies outside: X.edge(Edge.CLAMP).at(...).",
            () -> Algorithm.of(func("Y", I).is(X.at(I.minus(1))).over(I, N)).with(Sizes.parse(
              "n=10"))),
        new Mistake("gather without a bound",
            "Func Y at HERE: the access X[i64(T[i])] can leave X: its index 0, i64(T[i]), "
              + "takes values from -2147483648 to 2147483647, but dimension 0 of X is 0 to 9. "
              + "Restrict the range of its indices, clamp it, or say what lies outside: "
              + "X.edge(Edge.CLAMP).at(...).",
            () -> Algorithm.of(func("Y", I).is(X.at(T.at(I)))).with(Sizes.parse("n=10"))),
        new Mistake("empty range",
            "Func Y at HERE: the range of i is [0, -1), which ends before it begins. Give "
              + "larger sizes, or the range itself.",
            () -> Algorithm.of(func("Y", I).is(sum(R, X.at(I.plus(R)).times(V.at(R))))).with(
              Sizes.parse("n=1,k=3"))),
        new Mistake("too few indices",
            "At HERE: A has rank 2; the number of its indices here is 1: [i]. Give one index a "
                + "dimension.",
            () -> A.at(I)),
        new Mistake("too many indices",
            "At HERE: X has rank 1; the number of its indices here is 2: [i, j]. Give one index a "
                + "dimension.",
            () -> X.at(I, J)),
        new Mistake("float index",
            "At HERE: An index of X must be an integer; X[i] is f32. Cast it: x.cast(I64).",
            () -> X.at(X.at(I))),
        new Mistake("bool index",
            "At HERE: An index of X must be an integer; i < 2 is bool. Cast it: x.cast(I64).",
            () -> X.at(I.lt(2))),
        new Mistake("missing dimension by name",
            "At HERE: A has the dimensions m, k; the access names m. Name each of its dimensions "
                + "once.",
            () -> A.at(Map.of("m", I))),
        new Mistake("unknown dimension by name",
            "At HERE: A has the dimensions m, k; the access names m, q. Name each of its "
                + "dimensions once.",
            () -> A.at(Map.of("m", I, "q", J))),
        new Mistake("range of an index that is not there",
            "At HERE: Func Y has no index j; it has [i]. Name one of these.",
            () -> func("Y", I).is(X.at(I)).over(J, 4)),
        new Mistake("edge value of another type",
            "At HERE: The value outside X, n, does not fit its type f32. Give a value of that "
                + "type.",
            () -> X.edge(Edge.constant(N)).at(I)));
  }

  private static Stream<Mistake> part3() {
    return Stream.of(
        new Mistake("edge value that is not constant",
            "At HERE: The value outside T must be a constant; it is i32(n). Give a number: "
                + "Edge.constant(0).",
            () -> T.edge(Edge.constant(N.cast(I32))).at(I)),
        new Mistake("null index",
            "At HERE: Index 1 of A is null. Give it a value before it is used here.",
            () -> A.at(I, null)),
        new Mistake("null edge",
            "At HERE: The edge rule of X is null. Give it a value before it is used here.",
            () -> X.edge(null).at(I)),
        new Mistake("null range",
            "At HERE: The extent of a range is null. Give it a value before it is used here.",
            () -> func("Y", I).is(X.at(I)).over(I, (Expr) null)));
  }
}
