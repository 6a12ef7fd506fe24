package dev.jacquard.schedule;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.tuple;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.lower.Lower;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Two results computed in the same loops. */
class ComputeWithTest {

  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final RVar R = rvar("r");
  private static final Input A = input("A", F32, dim("m", 12), dim("n", 9));
  private static final String[] SIZES = {"m=12,n=9", "m=5,n=3", "m=1,n=1"};

  private static Schedule rows() {
    Func total = func("T", I).is(sum(R, A.at(I, R)));
    Func largest = func("L", I).is(max(R, A.at(I, R)));
    return Schedule.of(Algorithm.of(total, largest));
  }

  private static Schedule marked(Schedule schedule) {
    return schedule.func("T").split("i", 4).parallel("i.outer").func("L").split("i", 4)
        .parallel("i.outer");
  }

  private static Program lowered(Schedule schedule) {
    return Lower.lower(schedule.nest().algorithm().with(Sizes.parse("m=12,n=9")), schedule);
  }

  @Test
  void oneKernelForBoth() {
    Schedule together = marked(rows()).func("T").computeWith("L", "i.inner");
    assertEquals(1, lowered(together).kernels().size());
    Runs.agree(together, SIZES);
    Runs.agreeCompiledOnce(together, SIZES);
    Runs.agree(marked(rows()).func("L").computeWith("T", "i.outer"), SIZES);
  }

  @Test
  void theNestShowsWhatIsShared() {
    Func scaled = func("S", I).is(A.at(I, lit(0)).times(3));
    Func total = func("T", I).is(sum(R, A.at(I, R)));
    Func largest = func("L", I).is(max(R, A.at(I, R)));
    Schedule three = marked(Schedule.of(Algorithm.of(total, scaled, largest))).func("S")
        .split("i", 4).parallel("i.outer").computeWith("T", "i.outer");
    assertEquals("""
        produce T and S and L:
          parallel i.outer:
            for i.inner:
              T.0 = 0.0f
              for r:
                T.1[i] = sum(r: A[i, r])
            for i.inner:
              S[i] = A[i, 0] * 3.0f
            for i.inner:
              L.0 = -f32.inf
              for r:
                L.1[i] = max(r: A[i, r])
        """, three.func("L").computeWith("T", "i.outer").nest().toString());
    Runs.agree(three.func("L").computeWith("T", "i.outer"), SIZES);
    assertEquals("""
        produce T and L:
          for i:
            T.0 = 0.0f
            for r:
              T.1[i] = sum(r: A[i, r])
            L.0 = -f32.inf
            for r:
              L.1[i] = max(r: A[i, r])
        """, rows().func("L").computeWith("T", "i").nest().toString());
    assertEquals("""
        produce T:
          for i:
            hold T in private:
              for r:
                T.1[i] = sum(r: A[i, r])
            write T
        produce L:
          for i.outer:
            for i.inner:
              L.0 = -f32.inf
              for r:
                L.1[i] = max(r: A[i, r])
        """, rows().func("T").computeWith("L", "i").cacheWrite(Memory.PRIVATE, "i").func("L")
            .split("i", 4).nest().toString());
  }

  @Test
  void readersComeAfter() {
    Func total = func("T", I).is(sum(R, A.at(I, R)));
    Func largest = func("L", I).is(max(R, A.at(I, R)));
    Schedule scaled = Schedule.of(func("C", I, J).is(A.at(I, J).minus(largest.at(I))
        .div(total.at(I))));
    Schedule together = scaled.func("T").computeWith("L", "i");
    assertEquals(2, lowered(together).kernels().size());
    Runs.agree(together, "m=12,n=9", "m=5,n=3");
  }

  @Test
  void mistakes() {
    assertFault("T and L do not have the same loops, of the same kind, down to i.inner: T has "
        + "parallel i.outer > unrolled i.inner > serial r, and L has parallel i.outer > serial "
        + "i.inner > serial r. Split, reorder and mark both alike; reduction loops lie further in.",
         () -> marked(rows()).func("T").unroll("i.inner")
            .computeWith("L", "i.inner"));
    assertFault("the factor is 9223372036854775807; it must be at most 2^53, as indices are. Give "
        + "a smaller one.", () -> rows().split("i", Long.MAX_VALUE));
    assertFault("there is no loop i.inner. Loops of L: i > r. Name one of "
        + "these.", () -> rows().func("T").split("i", 4)
        .computeWith("L", "i.inner"));
    Func total = func("T", I).is(sum(R, A.at(I, R)));
    Func next = func("N", I).is(total.at(I).times(2));
    assertFault("N reads T, which would be complete only after the loops that T and N are to share."
        + " Compute T first, without computeWith.", () ->
            Schedule.of(next).func("T").computeWith("N", "i"));
    assertFault("i.inner of T is spread over work-groups inside of i.outer, which is shared. Loops "
        + "of T: i.outer > i.inner > r. Share i.inner too, or leave it "
        + "serial.", () -> lowered(rows().func("T").split("i", 4).func("L")
            .split("i", 4).func("T").computeWith("L", "i.outer").parallel("i.inner")));
    assertFault("the loops do not run alike: i.outer in 0..3 and L.i.outer in 0..2. Give both "
        + "Funcs the same ranges and splits.", () -> lowered(rows().func("T").split("i", 4)
            .func("L").split("i", 6).func("T").computeWith("L", "i.outer")));
  }

  @Test
  void temporariesAtLoopsHaveLayoutsAndRoundUp() {
    Func doubled = func("D", I, J).is(A.at(I, J).times(2));
    Schedule turned = Schedule.of(func("C", I, J).is(doubled.at(I, J).plus(1))).split("i", 4)
        .split("j", 3).reorder("i.outer", "j.outer", "i.inner", "j.inner").func("D")
        .computeAt("C", "j.outer").layout("D", Layout.parse("1 0"));
    Runs.agree(turned, SIZES);
    Schedule rounded = turned.func("D").split("j", 4, Tail.ROUND_UP).unroll("j.inner");
    Runs.agree(rounded, "m=12,n=9", "m=8,n=7");
    assertFault("ROUND_UP computes points beyond the extent of j, 9, and there is no room for them "
        + "at root. Try Tail.GUARD or Tail.SHIFT_INWARDS.", () -> lowered(turned.func("C")
            .then(new Directive.Split("C", "i.inner", 2, "a", "b", Tail.AUTO)).func("D")
            .computeRoot().split("j", 4, Tail.ROUND_UP)));
  }

  @Test
  void whatNoValueOfATupleReadsIsNotComputed() {
    Func doubled = func("D", I).is(A.at(I, lit(0)).times(2));
    Func pair = func("P", I).is(tuple(A.at(I, lit(0)), doubled.at(I)));
    Schedule schedule = Schedule.of(func("C", I).is(pair.value(0).at(I))).func("D")
        .computeAt("C", "i");
    Runs.agree(schedule, "m=12,n=9");
  }

  private static void assertFault(String text, Executable mistake) {
    ScheduleError error = assertThrows(ScheduleError.class, mistake);
    assertEquals(text, error.getMessage().replaceFirst("^Schedule.*?\\.java:\\d+: ", ""));
  }
}
