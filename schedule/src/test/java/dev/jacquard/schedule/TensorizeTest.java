package dev.jacquard.schedule;

import static dev.jacquard.dsl.DType.BF16;
import static dev.jacquard.dsl.DType.I16;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I8;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.Instruction;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.backend.Uses;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.lower.Lower;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Loops carried out by hardware instructions, which the interpreter runs by their meaning. */
class TensorizeTest {

  private static final Dim M = dim("m", 6);
  private static final Dim K = dim("k", 16);
  private static final Dim N = dim("n", 32);

  private static Schedule product(DType left, DType right, DType result, int group) {
    Var i = var("i");
    Var j = var("j");
    RVar r = rvar("r");
    Input a = input("A", left, M, K);
    Input b = input("B", right, K, N);
    Expr term = a.at(i, r).cast(result).times(b.at(r, j).cast(result));
    return Schedule.of(func("C", i, j).is(sum(r, term))).layout("B",
        Layout.parse("1/16 0/%d 1%%16 0%%%d".formatted(group, group)))
        .split("j", 16).split("r", group).reorder("i", "j.outer", "r.outer", "j.inner", "r.inner");
  }

  private static Schedule bytes() {
    return product(U8, I8, I32, 4).cacheWrite(Memory.PRIVATE, "j.outer");
  }

  @Test
  void bytesAreMultipliedByVnni() {
    Schedule schedule = bytes().tensorize("j.inner", Instructions.VPDPBUSD).parallel("i");
    Runs.agree(schedule, "m=6,k=16,n=32", "m=1,k=4,n=16");
    Schedule.parse(schedule.toJson());
    assertEquals(Set.of(Instructions.VPDPBUSD), Uses.instructions(Lower.lower(
        schedule.nest().algorithm().with(Sizes.parse("m=6,k=16,n=32")), schedule)));
  }

  @Test
  void smallFloatsAreMultipliedByBf16() {
    Runs.agree(product(BF16, BF16, DType.F32, 2).cacheWrite(Memory.PRIVATE, "j.outer")
        .unroll("i").tensorize("j.inner", Instructions.VDPBF16PS), "m=6,k=16,n=32");
  }

  @Test
  void aUsersOwnInstruction() {
    Var lane = var("l");
    RVar q = rvar("q", 2);
    Input x = input("x", I16, lit(8), lit(2));
    Input y = input("y", I16, lit(8), lit(2));
    Instruction own = Instruction.of("vpmaddwd_add", "avx2", "acc += a;", func("d", lane).is(
        sum(q, x.at(lane, q).cast(I32).times(y.at(lane, q).cast(I32)))));
    Schedule schedule = product(I16, I16, I32, 2).cacheWrite(Memory.PRIVATE, "j.outer");
    assertFault("own has 8 lanes; the extent of j.inner is 16. Split it by 8.".replace("own",
        own.name()), schedule.tensorize("j.inner", own), "m=6,k=16,n=32");
    assertEquals(own, Instructions.named("vpmaddwd_add"));
  }

  @Test
  void otherSumsAreRefused() {
    assertFault("vpdpbusd adds i32(a) * i32(b) of [a u8, b i8] to i32; the loop computes "
        + "C.tile[j.inner] + i32(A[i * 16 + r.inner + r.outer * 4]) * i32(B[j.inner * 4 + "
        + "j.outer * 256 + r.inner + r.outer * 64]). Write the sum as the instruction does, casts "
        + "included.",
        product(I8, I8, I32, 4).cacheWrite(Memory.PRIVATE, "j.outer")
            .tensorize("j.inner", Instructions.VPDPBUSD), "m=6,k=16,n=32");
  }

  @Test
  void wordsLieTogether() {
    assertFault("vpdpbusd takes words of 4 elements of B that lie next to each other; they lie at "
        + "j.inner + j.outer * 16 + r.inner * 32 + r.outer * 128. Give it a layout whose last two "
        + "axes are the lanes and the 4 elements, such as \"... 1%16 0%4\".",
        bytes().layout("B", Layout.parse("0 1")).tensorize("j.inner", Instructions.VPDPBUSD),
        "m=6,k=16,n=32");
  }

  @Test
  void tailsAreRefused() {
    assertFault("what j.inner and the loop inside it do is not one sum: for r.inner in 0..4: ... A "
        + "factor that does not divide needs a check at each element; pad the tensors, or split "
        + "so that it divides.",
        bytes().tensorize("j.inner", Instructions.VPDPBUSD), "m=6,k=18,n=32");
  }

  @Test
  void theTwoLoopsAreInnermost() {
    ScheduleError error = assertThrows(ScheduleError.class, () -> bytes().tensorize("i",
        Instructions.VPDPBUSD));
    assertTrue(error.getMessage().contains("vpdpbusd carries out the innermost two loops: one over "
        + "an index (16 lanes) and inside it, serial, one over a reduction index (4 elements). "
        + "Loops of C: i > j.outer > r.outer > j.inner > r.inner. Split and reorder so that i and "
        + "a reduction loop are innermost."), error.getMessage());
  }

  @Test
  void aMeaningIsASum() {
    Var lane = var("l");
    Input x = input("x", I16, lit(8), lit(2));
    UserError error = assertThrows(UserError.class, () -> Instruction.of("n", "f", "",
        func("d", lane).is(x.at(lane, lit(0))).over(lane, 8)));
    assertTrue(error.getMessage().contains("The meaning of n, d, is not a sum over one index at "
        + "each lane."), error.getMessage());
  }

  @Test
  void wordsHave32Bits() {
    Var lane = var("l");
    RVar q = rvar("q", 4);
    Input x = input("x", I16, lit(8), lit(4));
    UserError error = assertThrows(UserError.class, () -> Instruction.of("n", "f", "",
        func("d", lane).is(sum(q, x.at(lane, q)))));
    assertTrue(error.getMessage().contains("n takes words of 4 i16, which are 64 bits, not 32. Let "
        + "the index of the sum run over 2."), error.getMessage());
  }

  private static void assertFault(String text, Schedule schedule, String sizes) {
    ScheduleError error = assertThrows(ScheduleError.class, () -> Lower.lower(
        schedule.nest().algorithm().with(Sizes.parse(sizes)), schedule));
    assertEquals(text, error.getMessage().replaceFirst("^Schedule.*?\\.java:\\d+: ", ""));
  }

  @Test
  void theNodePrints() {
    assertTrue(Lower.trace(bytes().nest().algorithm().with(Sizes.parse("m=6,k=16,n=32")),
        bytes().tensorize("j.inner", Instructions.VPDPBUSD)).steps().stream()
        .anyMatch(step -> step.text().contains("vpdpbusd(")), Instruct.class::getSimpleName);
  }
}
