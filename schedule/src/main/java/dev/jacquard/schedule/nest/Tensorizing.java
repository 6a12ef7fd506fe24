package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Instructions;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.LoopKind;

/**
 * <pre>
 * for l in 16: for q in 4: c[l] += a[l, q] * b[l, q]   ->   c = vpdpbusd(c, a, b)
 * </pre>
 */
final class Tensorizing {

  private Tensorizing() {}

  static Nest apply(Nest nest, Directive.Tensorize directive, int position) {
    Tensorized tensor = new Tensorized(directive.loop(),
        Instructions.named(directive.instruction()), position);
    requireInnermost(nest, tensor);
    Nest marked = Marks.apply(nest, new Directive.Mark(nest.name(), directive.loop(),
        LoopKind.VECTORIZED), position);
    return marked.detailed(marked.details().with(tensor));
  }

  /** Nothing may come between the two loops, nor inside them. */
  static void requireInnermost(Nest nest, Tensorized tensor) {
    int at = nest.position(tensor.loop());
    boolean two = at == nest.loops().size() - 2 && !nest.loops().get(at).reduction()
        && nest.loops().getLast().reduction()
        && nest.loops().getLast().kind() == LoopKind.SERIAL;
    if (!two || nest.func().reduction().isEmpty()) {
      throw new ScheduleError(("%s carries out the innermost two loops: one over an index (%d "
          + "lanes) and inside it, serial, one over a reduction index (%d elements). %s Split and "
          + "reorder so that %s and a reduction loop are innermost.").formatted(
              tensor.instruction(), tensor.instruction().lanes(), tensor.instruction().group(),
              nest.describeLoops(), tensor.loop()));
    }
  }
}
