package dev.jacquard.schedule.error;

import static dev.jacquard.dsl.Dsl.var;
import static dev.jacquard.schedule.error.Mistake.A;
import static dev.jacquard.schedule.error.Mistake.J;
import static dev.jacquard.schedule.error.Mistake.assertMessage;
import static dev.jacquard.schedule.error.Mistake.matmul;
import static dev.jacquard.schedule.error.Mistake.pure;
import static dev.jacquard.schedule.error.Mistake.shared;
import static dev.jacquard.schedule.error.Mistake.smooth;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Instruction;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Faults that show at the call. */
class CallTest {

  @Test
  void thereIsNoSuchFunc() {
    assertMessage("Schedule, func(D) at CallTest.java:LINE: there is no Func D. Funcs: C. Name "
        + "one of these.",
        () -> matmul().func("D"));
  }

  @Test
  void thereIsNoSuchLoop() {
    assertMessage(
        "Schedule for C, directive 1, unroll(k) at CallTest.java:LINE: there is no loop k. Loops "
            + "of C: i > j > r. Name one of these.", () -> matmul().unroll("k"));
  }

  @Test
  void aLoopIsKnownByItsVarToo() {
    String message = "Schedule for C, directive 1, split(%s, 4) at CallTest.java:LINE: there is no "
        + "loop %<s. Loops of C: i > j > r. Name one of these.";
    assertMessage(message.formatted("q"), () -> matmul().split(var("q"), 4));
    assertMessage(message.formatted("q"), () -> matmul().tile(var("q"), J, 4, 4));
    assertMessage(message.formatted("q"), () -> matmul().vectorize(var("q"), 4));
    assertMessage(message.formatted("null"), () -> matmul().split((Var) null, 4));
  }

  private static void assertNull(String what, Executable call) {
    assertMessage("At CallTest.java:LINE: " + what + " is null. Give it a value before it is used "
        + "here.", call);
  }

  @Test
  void whatIsGivenIsThere() {
    assertNull("The algorithm of a schedule", () -> Schedule.of((Algorithm) null));
    assertNull("The list of directives", () -> Schedule.of((List<Directive>) null));
    assertNull("The JSON of a schedule", () -> Schedule.parse(null));
    assertNull("The next directive", () -> matmul().then((Directive) null));
    assertNull("The schedule to go on with", () -> matmul().then((Schedule) null));
    assertNull("The Func that directives go to", () -> matmul().func((Func) null));
    assertNull("The list of loops", () -> matmul().unroll((String[]) null));
    assertNull("The list of loops", () -> matmul().reorder((String[]) null));
    assertNull("The consumer of computeAt", () -> smooth().func("g").computeAt((Func) null, "i"));
    assertNull("The consumer of storeAt", () -> smooth().func("g").storeAt((Func) null, "i"));
    assertNull("The other Func of computeWith", () -> shared().computeWith((Func) null, "i"));
    assertNull("The source of prefetch", () -> matmul().prefetch((Source) null, "i", "i", 1));
    assertNull("The source of cacheRead", () -> matmul().cacheRead((Source) null));
    assertNull("The source of pack", () -> matmul().pack(null, "i", 4));
  }

  @Test
  void whatAConstantSaysIsThere() {
    assertNull("The memory of storeIn", () -> matmul().storeIn(null));
    assertNull("The memory of cacheWrite", () -> matmul().cacheWrite(null, "i"));
    assertNull("The hint of storeHint", () -> matmul().storeHint(null));
    assertNull("The policy of partition", () -> matmul().partition("i", null));
    assertNull("The size of bound", () -> matmul().bound(null));
    assertNull("The size of specialize", () -> matmul().specialize(null));
    assertNull("The instruction of tensorize", () -> matmul().tensorize("j", (String) null));
    assertNull("The instruction of tensorize", () -> matmul().tensorize("j", (Instruction) null));
  }

  @Test
  void aLoopThatWasSplitHasOtherNames() {
    assertMessage(
        "Schedule for C, directive 2, parallel(i) at CallTest.java:LINE: there is no loop i. Loops "
            + "of C: i.outer > i.inner > j > r. i was split into i.outer and i.inner. Name one of "
            + "these.",
        () -> matmul().split("i", 4).parallel("i"));
  }

  @Test
  void aLoopThatWasFusedHasAnotherName() {
    assertMessage(
        "Schedule for C, directive 2, unroll(j) at CallTest.java:LINE: there is no loop j. Loops "
            + "of C: p > r. j was fused into p. Name one of these.",
        () -> matmul().fuse("i", "j", "p").unroll("j"));
  }

  @Test
  void aLoopNameIsUsedOnce() {
    assertMessage(
        "Schedule for C, directive 1, split(i, 4, r, x) at CallTest.java:LINE: the loop "
            + "name r is taken already. Loops of C: i > j > r. Choose another name.",
        () -> matmul().split("i", 4, "r", "x", Tail.AUTO));
    assertMessage(
        "Schedule for C, directive 2, fuse(i.outer, i.inner, i) at CallTest.java:LINE: the loop "
            + "name i is taken already. Loops of C: i.outer > i.inner > j > r. Choose another "
            + "name.", () -> matmul().split("i", 4).fuse("i.outer", "i.inner", "i"));
    assertMessage(
        "Schedule for C, directive 1, split(i, 4, x, x) at CallTest.java:LINE: both new loops are "
            + "named x. Rename one.", () -> matmul().split("i", 4, "x", "x", Tail.AUTO));
  }

  @Test
  void aFactorIsPositive() {
    assertMessage(
        "Schedule for C, directive 1, split(i, 0) at CallTest.java:LINE: the factor is 0; it must "
            + "be at least 1. Give a larger one.", () -> matmul().split("i", 0));
    assertMessage(
        "Schedule for C, directive 1, split(i, -4) at CallTest.java:LINE: the factor is -4; it "
            + "must be at least 1. Give a larger one.", () -> matmul().split("i", -4));
  }

  @Test
  void whatIsFusedIsNestedDirectly() {
    assertMessage(
        "Schedule for C, directive 1, fuse(i, r, p) at CallTest.java:LINE: r is not "
            + "directly inside i. Loops of C: i > j > r. Reorder them first.",
        () -> matmul().fuse("i", "r", "p"));
    assertMessage(
        "Schedule for C, directive 1, fuse(j, r, p) at CallTest.java:LINE: r runs over a "
            + "reduction index and j does not. Fuse two loops of one kind.",
        () -> matmul().fuse("j", "r", "p"));
  }

  @Test
  void reorderNamesALoopOnce() {
    assertMessage(
        "Schedule for C, directive 1, reorder(i, j, i) at CallTest.java:LINE: a loop is named "
            + "twice: [i, j, i]. Name each once.", () -> matmul().reorder("i", "j", "i"));
  }

  @Test
  void aReductionLoopIsSerial() {
    assertMessage(
        "Schedule for C, directive 2, vectorize(r.inner) at CallTest.java:LINE: r.inner "
            + "runs over a reduction index: its iterations add to the same element. Loops of C: "
            + "i > j > r.outer > r.inner. Use a loop over an index of C, or unroll(r.inner).",
        () -> matmul().vectorize("r", 8));
    assertMessage(
        "Schedule for C, directive 1, parallel(r) at CallTest.java:LINE: r runs over a "
            + "reduction index: its iterations add to the same element. Loops of C: i > j > r. "
            + "Use a loop over an index of C, or unroll(r).", () -> matmul().parallel("r"));
  }

  @Test
  void parallelIsNotMixedWithGroupsAndItems() {
    assertMessage(
        "Schedule for S, directive 2, parallel(j) at CallTest.java:LINE: i is marked "
            + "groups already: parallel(...) means work-groups of one item and cannot be mixed "
            + "with groups(...) and items(...) in one kernel. Use groups and items for all, or "
            + "parallel for all.", () -> pure().groups("i").parallel("j"));
    assertMessage(
        "Schedule for S, directive 2, items(j) at CallTest.java:LINE: i is marked parallel "
            + "already: parallel(...) means work-groups of one item and cannot be mixed with "
            + "groups(...) and items(...) in one kernel. Use groups and items for all, or "
            + "parallel for all.", () -> pure().parallel("i").items("j"));
  }

  @Test
  void oneLoopIsVectorized() {
    assertMessage(
        "Schedule for S, directive 2, vectorize(j) at CallTest.java:LINE: i is vectorized "
            + "already; one loop of a nest can be. Try unroll(j).",
        () -> pure().vectorize("i").vectorize("j"));
  }

  @Test
  void aLoopIsMarkedOnce() {
    assertMessage(
        "Schedule for S, directive 2, unroll(i) at CallTest.java:LINE: i is marked "
            + "parallel already and cannot be marked unroll. Split first, mark last.",
        () -> pure().parallel("i").unroll("i"));
    assertMessage(
        "Schedule for S, directive 2, split(i, 4) at CallTest.java:LINE: i is marked "
            + "parallel already and cannot be split. Split first, mark last.",
        () -> pure().parallel("i").split("i", 4));
  }

  @Test
  void aPlaceEnclosesEveryUse() {
    assertMessage(
        "Schedule for w, directive 2, computeAt(z, i) at CallTest.java:LINE: the loop i of z does "
            + "not enclose every use of w, which is read by q, z. Choose a legal place: "
            + "computeRoot().",
        () -> shared().func("q").computeRoot().func("w").computeAt("z", "i"));
    assertMessage(
        "Schedule for g, directive 1, computeAt(g, i) at CallTest.java:LINE: the loop i of g does "
            + "not enclose every use of g, which is read by h. Choose a legal place: "
            + "computeAt(\"h\", \"i\"), computeAt(\"h\", \"j\"), computeRoot().",
        () -> smooth().func("g").computeAt("g", "i"));
  }

  @Test
  void anOutputIsComputedAtRoot() {
    assertMessage(
        "Schedule for h, directive 1, computeAt(g, i) at CallTest.java:LINE: h is an output and "
            + "cannot be computed at a loop: all of it is computed, at root. Choose a Func that it "
            + "reads.", () -> smooth().computeAt("g", "i"));
    assertMessage(
        "Schedule for h, directive 1, inline() at CallTest.java:LINE: h is an output and cannot be "
            + "inlined: all of it is computed, at root. Choose a Func that it reads.",
        () -> smooth().inline());
  }

  @Test
  void aReductionIsNotInlined() {
    assertMessage(
        "Schedule for w, directive 1, inline() at CallTest.java:LINE: w is a reduction and "
            + "cannot be inlined. Try computeAt or computeRoot.",
        () -> shared().func("w").inline());
  }

  @Test
  void rootsLieInGlobalMemory() {
    assertMessage(
        "Schedule for w, directive 1, storeIn(LOCAL) at CallTest.java:LINE: w is computed "
            + "at root, where only GLOBAL memory lasts. Call computeAt first.",
        () -> shared().func("w").storeIn(Memory.LOCAL));
    assertMessage(
        "Schedule for g, directive 2, storeIn(GLOBAL) at CallTest.java:LINE: g is computed at a "
            + "loop. Hold it in PRIVATE or LOCAL memory.",
        () -> smooth().func("g").computeAt("h", "i").storeIn(Memory.GLOBAL));
  }

  @Test
  void aLayoutHasTheRankOfItsTensor() {
    assertMessage(
        "Schedule for A, directive 1, layout(0 1 2) at CallTest.java:LINE: the layout 0 1 2 is for "
            + "3 dimensions; A has 2. Give one like \"0 1\".",
        () -> matmul().layout("A", Layout.parse("0 1 2")));
    assertMessage(
        "Schedule for D, directive 1, layout(1 0) at CallTest.java:LINE: there is no tensor D. "
            + "Inputs: A, B. Funcs: C. Name one of "
            + "these.", () -> matmul().layout("D", Layout.parse("1 0")));
    assertMessage(
        "Schedule for g, directive 1, layout(1 0) at CallTest.java:LINE: g is inlined into "
            + "what reads it and has no place in memory. Call computeRoot() or computeAt(...) "
            + "first.",
        () -> smooth().layout("g", Layout.parse("1 0")));
  }

  @Test
  void cacheWriteStandsOutsideReductions() {
    assertMessage(
        "Schedule for C, directive 1, cacheWrite(PRIVATE, r) at CallTest.java:LINE: the "
            + "reduction loop r is not inside r. Loops of C: i > j > r. Name a loop outside all "
            + "reduction loops.", () -> matmul().cacheWrite(Memory.PRIVATE, "r"));
    assertMessage(
        "Schedule for C, directive 1, cacheWrite(GLOBAL, j) at CallTest.java:LINE: the "
            + "result lies in GLOBAL memory already. Use PRIVATE.",
        () -> matmul().cacheWrite(Memory.GLOBAL, "j"));
    assertMessage(
        "Schedule for C, directive 1, cacheWrite(LOCAL, j) at CallTest.java:LINE: each "
            + "work-item holds a part of its own, and LOCAL memory is shared by the items of a "
            + "group. Use PRIVATE.", () -> matmul().cacheWrite(Memory.LOCAL, "j"));
  }

  @Test
  void cacheWriteIsForReductions() {
    assertMessage(
        "Schedule for S, directive 1, cacheWrite(PRIVATE, j) at CallTest.java:LINE: S is "
            + "not a reduction: each value is written once as it is, and there is nothing to "
            + "hold. Leave cacheWrite out.", () -> pure().cacheWrite(Memory.PRIVATE, "j"));
  }

  @Test
  void cacheReadCopiesWhatIsRead() {
    assertMessage(
        "Schedule for C, directive 1, cacheRead(D, D.copy) at CallTest.java:LINE: C does not read "
            + "D. It reads: A, B. Name one of these.", () -> matmul().cacheRead("D", "D.copy"));
    assertMessage(
        "Schedule for C, directive 1, cacheRead(A, C) at CallTest.java:LINE: the name C is "
            + "taken already. Choose another.", () -> matmul().cacheRead("A", "C"));
    assertMessage(
        "Schedule for C, directive 1, cacheRead(A, B) at CallTest.java:LINE: the name B is "
            + "taken already. Choose another.", () -> matmul().cacheRead("A", "B"));
  }

  @Test
  void packNamesADimension() {
    assertMessage(
        "Schedule for C, pack(A, j) at CallTest.java:LINE: j is neither a dimension of A (n, n) "
            + "nor an index that runs over one. Name one of "
            + "those.", () -> matmul().pack(A, "j", 8));
  }

  @Test
  void aScheduleWithoutAlgorithmHasNoNest() {
    assertMessage(
        "At CallTest.java:LINE: This schedule was not made from an algorithm. Give it one: "
            + "LoopNest.of(algorithm).apply(schedule).",
        () -> Schedule.parse("{\"directives\": []}").nest());
  }
}
