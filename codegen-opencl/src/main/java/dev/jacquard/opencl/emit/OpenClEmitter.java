package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Instruction;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.backend.Uses;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A lowered program as one OpenCL C source; many kernels in one build are cheaper than one each.
 *
 * <p>A kernel takes its buffers, then its sizes as {@code long}s, in the order of
 * {@link Kernel#buffers} and {@link Kernel#sizes}; booleans are bytes, 0 or 1. It is launched over
 * {@code groups} work-groups of {@code items} work-items each, axis by axis, with no offset.
 */
public final class OpenClEmitter {

  private static final String STRICT = "-cl-std=CL1.2";
  /** Keeps infinities and NaN, as -cl-fast-relaxed-math does not. */
  private static final String RELAXED =
      STRICT + " -cl-unsafe-math-optimizations -cl-denorms-are-zero";

  /**
   * Joins the {@link #options} of strict programs where the device's
   * {@code CL_DEVICE_SINGLE_FP_CONFIG} has {@code CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT}; others
   * refuse it.
   */
  public static final String ROUNDED_DIVISION = "-cl-fp32-correctly-rounded-divide-sqrt";

  private static final Pattern DOUBLE = Pattern.compile("(\\b|_)double\\d*\\b");
  private static final String DOUBLES = "#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n\n";

  private OpenClEmitter() {}

  /**
   * What the text is compiled with. Strict floats are nothing "fast"; contraction of
   * {@code a * b + c} is on by default in OpenCL C.
   */
  public static String options(Program program) {
    return program.relaxed() ? RELAXED : STRICT;
  }

  /**
   * The source of all kernels of {@code program}.
   *
   * @throws Unsupported for vectors of lanes that OpenCL C lacks, and for f64 where the target has
   *     none, or an instruction that it lacks
   * @throws CompilerBug if a kernel is not fully lowered
   */
  public static String emit(Program program, Target target) {
    requireDistinct(program);
    Uses.instructions(program).forEach(instruction -> requireFeature(program, instruction, target));
    Helpers helpers = new Helpers(target.kind() == Target.Kind.CPU);
    List<String> kernels = program.kernels().stream()
        .map(kernel -> new KernelPrinter(kernel, helpers).print()).toList();
    String text = helpers.text() + String.join("\n", kernels);
    if (!DOUBLE.matcher(text).find()) {
      return text;
    }
    if (!target.doubles()) {
      throw new Unsupported(("%s computes in %s, which this device does not. Use f32, or another "
          + "device.").formatted(program.name(), DType.F64));
    }
    return DOUBLES + text;
  }

  private static void requireFeature(Program program, Instruction instruction, Target target) {
    if (!target.features().contains(instruction.needs())) {
      throw new Unsupported(("%s uses the instruction %s, which needs %s; this device has %s. "
          + "Leave tensorize out, or run it where that is.").formatted(program.name(), instruction,
              instruction.needs(), target.features().isEmpty() ? "no such features"
                  : String.join(", ", target.features().stream().sorted().toList())));
    }
  }

  private static void requireDistinct(Program program) {
    Set<String> functions = new HashSet<>();
    for (Kernel kernel : program.kernels()) {
      if (!functions.add(functionName(kernel))) {
        throw new CompilerBug("%s has two kernels whose function is %s.".formatted(program.name(),
            functionName(kernel)));
      }
    }
  }

  /** The name of a kernel's function: its own, changed if OpenCL C reserves it. */
  public static String functionName(Kernel kernel) {
    return Reserved.legal(kernel.name());
  }
}
