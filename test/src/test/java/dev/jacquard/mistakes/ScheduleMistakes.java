package dev.jacquard.mistakes;

import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.reduce;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.mistakes.Mistake.A;
import static dev.jacquard.mistakes.Mistake.F;
import static dev.jacquard.mistakes.Mistake.I;
import static dev.jacquard.mistakes.Mistake.J;
import static dev.jacquard.mistakes.Mistake.R;
import static dev.jacquard.mistakes.Mistake.S;
import static dev.jacquard.mistakes.Mistake.T;
import static dev.jacquard.mistakes.Mistake.X;

import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.Schedule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Mistakes in schedules. */
final class ScheduleMistakes {

  private ScheduleMistakes() {}

  static Stream<Mistake> all() {
    return Stream.of(part1(), part2())
        .flatMap(Function.identity());
  }

  private static Stream<Mistake> part1() {
    return Stream.of(
        new Mistake("unknown Func",
            "Schedule, func(Q) at HERE: there is no Func Q. Funcs: C. Name one of these.",
            () -> total().func("Q")),
        new Mistake("unknown loop",
            "Schedule for C, directive 1, unroll(q) at HERE: there is no loop q. Loops of C: i > "
              + "r. Name one of these.",
            () -> total().unroll("q")),
        new Mistake("loop that was split",
            "Schedule for C, directive 2, parallel(i) at HERE: there is no loop i. Loops of C: "
              + "i.outer > i.inner > r. i was split into i.outer and i.inner. Name one of these.",
            () -> total().split("i", 4).parallel("i")),
        new Mistake("factor of nothing",
            "Schedule for C, directive 1, split(i, 0) at HERE: the factor is 0; it must be at "
              + "least 1. Give a larger one.",
            () -> total().split("i", 0)),
        new Mistake("loop named twice",
            "Schedule for C, directive 1, reorder(i, r, i) at HERE: a loop is named twice: [i, r, "
              + "i]. Name each once.",
            () -> total().reorder("i", "r", "i")),
        new Mistake("parallel reduction",
            "Schedule for C, directive 1, parallel(r) at HERE: r runs over a reduction index: "
              + "its iterations add to the same element. Loops of C: i > r. Use a loop over an "
              + "index of C, or unroll(r).",
            () -> total().parallel("r")),
        new Mistake("vectorized reduction",
            "Schedule for C, directive 1, vectorize(r) at HERE: r runs over a reduction index: "
              + "its iterations add to the same element. Loops of C: i > r. Use a loop over an "
              + "index of C, or unroll(r).",
            () -> total().vectorize("r")),
        new Mistake("scatter race under parallel",
            "Schedule for H, directive 1, parallel(r) at HERE: r runs over a reduction index: "
              + "its iterations may change the same element. Loops of H: r. Use a loop over an "
              + "index of H, unroll(r), or call atomic() first.",
            () -> histogram().parallel("r")),
        new Mistake("recurrence in parallel",
            "Schedule for F, directive 1, parallel(r) at HERE: r runs over a reduction index: "
              + "its iterations may change the same element. Loops of F: r. Use a loop over an "
              + "index of F, or unroll(r).",
            () -> scan().parallel("r")),
        new Mistake("recurrence in another order",
            "Schedule for G, directive 1, reorder(s, r) at HERE: the iterations of G build on "
              + "each other in the order r > s; this would run them in the order s > r. Keep the "
              + "order of these loops; others may move.",
            () -> recurrence().reorder("s", "r")),
        new Mistake("recurrence rfactored",
            "Schedule for F, directive 1, rfactor(r, F.partial) at HERE: the iterations of F build "
              + "on each other in order, so no part of them can be done apart. Use a combiner that "
              + "is associative and commutative: sum, prod, min, max, any, all, or a Reducer that "
              + "is not ordered.",
            () -> scan().rfactor("r")),
        new Mistake("ordered combiner rfactored",
            "Schedule for D, directive 1, rfactor(r, D.partial) at HERE: the iterations of D build "
              + "on each other in order, so no part of them can be done apart. Use a combiner that "
              + "is associative and commutative: sum, prod, min, max, any, all, or a Reducer that "
              + "is not ordered.",
            () -> Schedule.of(func("D").is(reduce(Reducer.ordered("f", List.of(lit(0.0)), (p,
              q) -> List.of(p.get(0).plus(q.get(0)))), R, X.at(R)))).rfactor("r")));
  }

  private static Stream<Mistake> part2() {
    return Stream.of(
        new Mistake("rfactor of an index",
            "Schedule for C, directive 1, rfactor(i, C.partial) at HERE: i runs over an index "
              + "of C, not over a reduction index. Loops of C: i > r. Name a reduction loop.",
            () -> total().rfactor("i")),
        new Mistake("rfactor after other directives",
            "Schedule for C, directive 2, rfactor(r, C.partial) at HERE: C was scheduled "
              + "already. Call rfactor first, after at most one split, that of the reduction "
              + "index.",
            () -> total().unroll("i").rfactor("r")),
        new Mistake("rfactor under a name that is taken",
            "Schedule for C, directive 1, rfactor(r, A) at HERE: the name A is taken already. "
              + "Choose another.",
            () -> total().rfactor("r", "A")),
        new Mistake("stage inlined",
            "Schedule for F.0, directive 1, inline() at HERE: F.0 is a stage of F, whose stages "
              + "share memory, and cannot be inlined: all of them are computed at root. Leave this "
              + "out.",
            () -> scan().func("F.0").inline()),
        new Mistake("stage computed at a loop",
            "Schedule for F.0, directive 1, computeAt(F, r) at HERE: F.0 is a stage of F, whose "
              + "stages share memory, and cannot be computed at a loop: all of them are computed "
              + "at root. Leave this out.",
            () -> scan().func("F.0").computeAt("F", "r")),
        new Mistake("layout of what is not there",
            "Schedule for Q, directive 1, layout(0) at HERE: there is no tensor Q. Inputs: A. "
              + "Funcs: C. Name one of these.",
            () -> total().layout("Q", Layout.parse("0"))),
        new Mistake("cached read of what is not read",
            "Schedule for C, directive 1, cacheRead(X, X.cache) at HERE: C does not read X. It "
              + "reads: A. Name one of these.",
            () -> total().cacheRead(X)),
        new Mistake("cached read of what an update changes",
            "Schedule for F, directive 1, cacheRead(F.0, copy) at HERE: F changes F.0 in place; a "
              + "copy would not see it. Leave cacheRead out.",
            () -> scan().cacheRead("F.0", "copy")),
        new Mistake("directive without an algorithm",
            "At HERE: This schedule was not made from an algorithm. Give it one: "
              + "LoopNest.of(algorithm).apply(schedule).",
            () -> Schedule.of(List.of()).nest()),
        new Mistake("null loops",
            "Schedule for C, directive 1, reorder(i, null) at HERE: there is no loop null. Loops "
              + "of C: i > r. Name one of these.",
            () -> total().reorder("i", (String) null)),
        new Mistake("null layout",
            "At HERE: The layout of A is null. Give one: Layout.parse(\"1 0\").",
            () -> total().layout("A", null)),
        new Mistake("null tail",
            "At HERE: The tail of split(i, 4) is null. Give a Tail, such as Tail.AUTO.",
            () -> total().split("i", 4, null)));
  }

  private static Schedule total() {
    return Schedule.of(func("C", I).is(sum(R, A.at(I, R))));
  }

  private static Schedule histogram() {
    return Schedule.of(func("H", I).is(lit(0).cast(I32)).over(I, 4)
        .update(T.at(R).rem(4)).plus(1));
  }

  private static Schedule scan() {
    return Schedule.of(F.update(R).is(s -> s.edge(Edge.CLAMP).at(R.minus(1)).plus(s.at(R))));
  }

  private static Schedule recurrence() {
    return Schedule.of(func("G", I, J).is(A.at(I, J)).update(R, S)
        .is(s -> s.edge(Edge.CLAMP).at(R.minus(1), S.plus(1)).plus(1)));
  }
}
