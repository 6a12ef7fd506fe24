package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.RVar;
import java.util.List;
import java.util.stream.LongStream;

/** The loops over the indices of one reduction, the last one innermost. */
record Loops(int[] numbers, long[] mins, long[] extents) {

  static Loops of(List<RVar> variables, Compiler compiler) {
    return ofNames(variables.stream().map(RVar::name).toList(), compiler);
  }

  static Loops ofNames(List<String> names, Compiler compiler) {
    List<Compiler.Slot> slots = names.stream().map(compiler::slot).toList();
    return new Loops(slots.stream().mapToInt(Compiler.Slot::number).toArray(),
        slots.stream().mapToLong(Compiler.Slot::min).toArray(),
        slots.stream().mapToLong(Compiler.Slot::extent).toArray());
  }

  /** Runs {@code step} for every combination of values. */
  void run(Frame frame, ReduceCode.Step step) {
    if (numbers.length == 0) {
      step.at(frame);
    } else if (LongStream.of(extents).allMatch(extent -> extent > 0)) {
      run(frame, step, 0);
    }
  }

  private void run(Frame frame, ReduceCode.Step step, int depth) {
    int number = numbers[depth];
    long end = mins[depth] + extents[depth];
    boolean innermost = depth == numbers.length - 1;
    for (long value = mins[depth]; value < end; value++) {
      frame.slots[number] = value;
      if (innermost) {
        step.at(frame);
      } else {
        run(frame, step, depth + 1);
      }
    }
  }
}
