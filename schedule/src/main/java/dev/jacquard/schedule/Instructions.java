package dev.jacquard.schedule;

import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Instruction;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The hardware instructions that schedules can name: those shipped here, and a user's own. */
public final class Instructions {

  private static final Map<String, Instruction> KNOWN = new ConcurrentHashMap<>();
  private static final String X86 =
      "__asm__(\"%s %%2, %%1, %%0\" : \"+v\"(acc) : \"v\"(a), \"v\"(b));";

  /**
   * x86 AVX512-VNNI: 16 lanes of i32, each adds 4 products of an unsigned by a signed byte. The
   * operands are {@code a} (u8) and {@code b} (i8). (Intel SDM, VPDPBUSD.)
   */
  public static final Instruction VPDPBUSD = define(dot("vpdpbusd", "avx512_vnni", DType.U8,
      DType.I8, DType.I32, 4));

  /**
   * x86 AVX512-BF16: 16 lanes of f32, each adds 2 products of bf16. It rounds to nearest and takes
   * subnormal numbers for 0. (Intel SDM, VDPBF16PS.)
   */
  public static final Instruction VDPBF16PS = define(dot("vdpbf16ps", "avx512_bf16", DType.BF16,
      DType.BF16, DType.F32, 2));

  private Instructions() {}

  private static Instruction dot(String name, String needs, DType left, DType right, DType result,
      int group) {
    Var lane = var("l");
    RVar q = rvar("q", group);
    Input a = input("a", left, lit(16), lit(group));
    Input b = input("b", right, lit(16), lit(group));
    Expr product = a.at(lane, q).cast(result).times(b.at(lane, q).cast(result));
    return Instruction.of(name, needs, X86.formatted(name),
        func("d", lane).is(sum(q, product)));
  }

  /** Makes an instruction known by its name, in place of any other of that name. */
  public static Instruction define(Instruction instruction) {
    KNOWN.put(instruction.name(), instruction);
    return instruction;
  }

  /** The instruction of a name; a {@link ScheduleError} that lists those known if there is none. */
  public static Instruction named(String name) {
    Instruction found = KNOWN.get(name);
    if (found == null) {
      throw new ScheduleError("there is no instruction %s. Known: %s. Make others known by "
          .formatted(name, String.join(", ", KNOWN.keySet().stream().sorted().toList()))
          + "Instructions.define.");
    }
    return found;
  }
}
