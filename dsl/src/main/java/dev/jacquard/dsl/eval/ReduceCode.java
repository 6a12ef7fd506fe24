package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reduction;

/** Compiles reductions: a loop over the reduction indices around an accumulator. */
record ReduceCode(Compiler compiler) {

  /** Takes one term, at the current values of the reduction indices. */
  @FunctionalInterface
  interface Step {
    void at(Frame frame);
  }

  Real real(Reduce reduce) {
    if (!(reduce.combiner() instanceof Reduction reduction)) {
      Fold fold = Fold.of(reduce, compiler);
      return frame -> Double.longBitsToDouble(fold.run(frame));
    }
    Real body = compiler.real(reduce.body());
    Loops loops = Loops.of(reduce.variables(), compiler);
    Precision precision = compiler.precision(reduce.type());
    return switch (reduction) {
      case SUM -> frame -> {
        RealSum sum = new RealSum(body);
        loops.run(frame, sum);
        return sum.result(precision, frame);
      };
      case PROD -> frame -> {
        RealProduct product = new RealProduct(body);
        loops.run(frame, product);
        return product.result(precision, frame);
      };
      case MIN, MAX, ANY, ALL -> extreme(reduce, body, loops);
    };
  }

  private static Real extreme(Reduce reduce, Real body, Loops loops) {
    double identity = ((FloatConst) reduce.identity()).value();
    boolean least = reduce.combiner() == Reduction.MIN;
    return frame -> {
      double[] state = {identity, 0};
      loops.run(frame, inner -> {
        double term = body.at(inner);
        state[0] = least ? Math.min(state[0], term) : Math.max(state[0], term);
        state[1] = Math.max(state[1], inner.error);
      });
      frame.error = state[1];
      return state[0];
    };
  }

  Whole whole(Reduce reduce) {
    if (!(reduce.combiner() instanceof Reduction reduction)) {
      return Fold.of(reduce, compiler)::run;
    }
    Loops loops = Loops.of(reduce.variables(), compiler);
    long identity = ((IntConst) reduce.identity()).value();
    DType type = reduce.type();
    if (compiler.isExact(reduce)) {
      return exact(reduction.op(), reduce, loops, identity, type);
    }
    Whole body = compiler.whole(reduce.body());
    return frame -> {
      UnsureFold fold = new UnsureFold(reduction.op(), type, body, identity);
      loops.run(frame, fold);
      return fold.result(frame);
    };
  }

  private Whole exact(BinaryOp op, Reduce reduce, Loops loops, long identity, DType type) {
    Whole body = compiler.exact(reduce.body());
    return frame -> {
      long[] state = {identity};
      loops.run(frame, op == BinaryOp.ADD ? inner -> state[0] += body.at(inner)
          : inner -> state[0] = Integers.apply(op, type, state[0], body.at(inner)));
      return type.wrap(state[0]);
    };
  }
}
