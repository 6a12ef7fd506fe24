package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Tuple;
import java.util.List;
import java.util.Optional;

/**
 * A reduction by a user's reducer, in order: its operands lie in the frame's slots, the left ones
 * hold what was combined so far.
 *
 * @param wanted which of the values the evaluation is about
 * @param sum present where that is a sum of floats whose terms may change places
 */
record Fold(Loops loops, List<Operand> identity, List<Operand> terms, List<Operand> combined,
    int[] left, int[] right, int wanted, Optional<Precision> sum) {

  /** A value as bits; its tolerance is left in the frame. */
  @FunctionalInterface
  interface Operand {
    long at(Frame frame);
  }

  static Fold of(Reduce reduce, Compiler compiler) {
    Reducer reducer = (Reducer) reduce.combiner();
    return new Fold(Loops.of(reduce.variables(), compiler),
        operands(reducer.identity(), compiler), operands(Tuple.values(reduce.body()), compiler),
        operands(reducer.combined(), compiler), slots(reducer.left(), compiler),
        slots(reducer.right(), compiler), compiler.component(),
        sum(reducer, compiler.component(), compiler));
  }

  private static Optional<Precision> sum(Reducer reducer, int k, Compiler compiler) {
    Local a = reducer.left().get(k);
    Local b = reducer.right().get(k);
    boolean adds = reducer.combined().get(k) instanceof Binary(BinaryOp op, Expr x, Expr y)
        && op == BinaryOp.ADD && (x.equals(a) && y.equals(b) || x.equals(b) && y.equals(a));
    return adds && reducer.isCommutative() && a.type().isFloat()
        ? Optional.of(compiler.precision(a.type())) : Optional.empty();
  }

  private static List<Operand> operands(List<Expr> values, Compiler compiler) {
    return values.stream().map(e -> operand(e, compiler)).toList();
  }

  static Operand operand(Expr e, Compiler compiler) {
    if (e.type().isFloat()) {
      Real real = compiler.real(e);
      return frame -> Double.doubleToRawLongBits(real.at(frame));
    }
    return compiler.whole(e)::at;
  }

  private static int[] slots(List<Local> locals, Compiler compiler) {
    return locals.stream().mapToInt(local -> compiler.slot(local).number()).toArray();
  }

  long run(Frame frame) {
    set(frame, left, identity);
    RealSum anyOrder = new RealSum(this::term);
    loops.run(frame, inner -> {
      set(inner, right, terms);
      if (sum.isPresent()) {
        anyOrder.at(inner);
      }
      set(inner, left, combined);
    });
    sum.ifPresentOrElse(precision -> anyOrder.result(precision, frame), () -> frame.error = 0);
    frame.error = Math.max(frame.error, frame.slotErrors[left[wanted]]);
    return frame.slots[left[wanted]];
  }

  private double term(Frame frame) {
    frame.error = frame.slotErrors[right[wanted]];
    return Double.longBitsToDouble(frame.slots[right[wanted]]);
  }

  /** All values are computed before the first slot changes. */
  private static void set(Frame frame, int[] slots, List<Operand> values) {
    long[] bits = new long[slots.length];
    double[] errors = new double[slots.length];
    for (int k = 0; k < slots.length; k++) {
      bits[k] = values.get(k).at(frame);
      errors[k] = frame.error;
    }
    for (int k = 0; k < slots.length; k++) {
      frame.slots[slots[k]] = bits[k];
      frame.slotErrors[slots[k]] = errors[k];
    }
  }
}
