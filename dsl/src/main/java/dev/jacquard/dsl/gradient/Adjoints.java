package dev.jacquard.dsl.gradient;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.Comprehension;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Leaf;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Print;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.Unsupported;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How the adjoint of a Func flows back through its definition to each access of what is active. At
 * ties of min and max the first operand takes all; the extreme of a reduction shares it evenly.
 */
final class Adjoints {

  private final String loss;
  private final Func func;
  private final Set<String> active;
  private final Consumer<Gradient.Reached> reach;
  private final Deque<Guard> guards = new ArrayDeque<>();

  /** The condition of a select around, and which branch is followed. */
  private record Guard(Expr condition, boolean holds) {}

  Adjoints(String loss, Func func, Set<String> active, Consumer<Gradient.Reached> reach) {
    this.loss = loss;
    this.func = func;
    this.active = active;
    this.reach = reach;
  }

  /** Whether a float path leads from a source of {@code active} to {@code e}. */
  static boolean reads(Expr e, Set<String> active) {
    return switch (e) {
      case Access access -> e.type().isFloat() && active.contains(access.source().name());
      case Cast(DType type, Expr a) -> type.isFloat() && a.type().isFloat() && reads(a, active);
      case Select(Expr _, Expr t, Expr f) -> reads(t, active) || reads(f, active);
      default -> e.children().stream().anyMatch(child -> child.type().isFloat()
          && reads(child, active));
    };
  }

  /** @param adjoint of the Func at its indices */
  void flow(Expr adjoint) {
    if (func.definition() instanceof Reduce reduce) {
      reduction(reduce, adjoint);
    } else {
      flow(func.definition(), adjoint);
    }
  }

  private void reduction(Reduce reduce, Expr adjoint) {
    if (!(reduce.combiner() instanceof Reduction reduction)) {
      throw new Unsupported(("The gradient flows through the reducer %s of %s, for which there is "
          + "no derivative yet. Write it with sum, prod, min or max.").formatted(
              reduce.combiner().symbol(), func.name()));
    }
    switch (reduction) {
      case SUM -> flow(reduce.body(), adjoint);
      case MIN, MAX -> extreme(reduce, adjoint);
      case PROD -> product(reduce, adjoint);
      case ANY, ALL -> { }
    }
  }

  private Access own(Func other) {
    return new Access(other, List.copyOf(func.indices()), Edge.NONE, 0);
  }

  /** All that attain the extreme share the adjoint. */
  private void extreme(Reduce reduce, Expr adjoint) {
    Expr attained = reduce.body().eq(own(func));
    Expr one = Gradient.constant(func.type(), 1);
    Expr none = Gradient.constant(func.type(), 0);
    Func ties = beside(".ties", reduce, Dsl.select(attained, one, none), Reduction.SUM);
    flow(reduce.body(), Dsl.select(attained, adjoint.div(own(ties)), none));
  }

  /** The derivative by one factor is the product of the others; one zero leaves only its own. */
  private void product(Reduce reduce, Expr adjoint) {
    Expr factor = reduce.body();
    Expr one = Gradient.constant(func.type(), 1);
    Expr none = Gradient.constant(func.type(), 0);
    Expr isZero = factor.eq(none);
    Func zeros = beside(".zeros", reduce, Dsl.select(isZero, one, none), Reduction.SUM);
    Func rest = beside(".rest", reduce, Dsl.select(isZero, one, factor), Reduction.PROD);
    Expr others = Dsl.select(own(zeros).eq(none), own(rest).div(Dsl.select(isZero, one, factor)),
        Dsl.select(own(zeros).eq(one).and(isZero), own(rest), none));
    flow(factor, adjoint.times(others));
  }

  /** Another reduction over the same indices. */
  private Func beside(String suffix, Reduce reduce, Expr body, Reduction reduction) {
    List<Range> ranges = func.ranges();
    return Func.internal(loss + ".grad." + func.name() + suffix, func.indices(), ranges,
        new Reduce(reduction, reduce.variables(), body), func.where());
  }

  private void flow(Expr e, Expr adjoint) {
    if (!reads(e, active)) {
      return;
    }
    switch (e) {
      case Access access -> reach.accept(new Gradient.Reached(func, access, guarded(adjoint)));
      case Unary unary -> unary(unary, adjoint);
      case Binary binary -> binary(binary, adjoint);
      case Select(Expr condition, Expr t, Expr f) -> {
        flow(t, adjoint, new Guard(condition, true));
        flow(f, adjoint, new Guard(condition, false));
      }
      case Cast(DType _, Expr a) -> flow(a, adjoint.cast(a.type()));
      case Call call -> {
        for (int k = 0; k < call.arguments().size(); k++) {
          int argument = k;
          if (reads(call.arguments().get(k), active)) {
            flow(call.arguments().get(k),
                times(adjoint, Derivatives.of(call, argument, func)));
          }
        }
      }
      case Print(String _, Expr value) -> flow(value, adjoint);
      case Comprehension _, Leaf _, Load _, Ramp _, Broadcast _, Instruct _ ->
          throw new Unsupported(
          ("The gradient flows through %s, for which there is no derivative yet. Give it a Func of "
              + "its own.").formatted(e));
    }
  }

  private void flow(Expr e, Expr adjoint, Guard guard) {
    guards.addFirst(guard);
    flow(e, adjoint);
    guards.removeFirst();
  }

  /** Chosen last: the slope of a branch that is not taken may be NaN, which times 0 is NaN. */
  private Expr guarded(Expr adjoint) {
    Expr none = Gradient.constant(adjoint.type(), 0);
    Expr guarded = adjoint;
    for (Guard guard : guards) {
      guarded = Dsl.select(guard.condition(), guard.holds() ? guarded : none,
          guard.holds() ? none : guarded);
    }
    return guarded;
  }

  private void unary(Unary unary, Expr adjoint) {
    Expr a = unary.operand();
    switch (unary.op()) {
      case NEG -> flow(a, adjoint.unaryMinus());
      case ABS -> flow(a, Dsl.select(a.lt(Gradient.constant(a.type(), 0)), adjoint.unaryMinus(),
          adjoint));
      default -> throw new Unsupported(("The gradient flows through %s, which has none. Write it "
          + "with functions that have one.").formatted(unary));
    }
  }

  private void binary(Binary binary, Expr adjoint) {
    Expr a = binary.left();
    Expr b = binary.right();
    Expr none = Gradient.constant(binary.type(), 0);
    switch (binary.op()) {
      case ADD -> both(adjoint, adjoint, a, b);
      case SUB -> both(adjoint, adjoint.unaryMinus(), a, b);
      case MUL -> both(times(adjoint, b), times(adjoint, a), a, b);
      case DIV -> both(adjoint.div(b), times(adjoint, a).div(b.times(b)).unaryMinus(), a, b);
      case MIN, MAX -> {
        Expr first = binary.op() == BinaryOp.MIN ? a.le(b) : a.ge(b);
        both(Dsl.select(first, adjoint, none), Dsl.select(first, none, adjoint), a, b);
      }
      default -> throw new Unsupported(("The gradient flows through %s, which has none. Write it "
          + "with functions that have one.").formatted(binary));
    }
  }

  private void both(Expr toLeft, Expr toRight, Expr a, Expr b) {
    flow(a, toLeft);
    flow(b, toRight);
  }

  static Expr times(Expr a, Expr b) {
    return isOne(a) ? b : isOne(b) ? a : a.times(b);
  }

  private static boolean isOne(Expr e) {
    return e instanceof FloatConst constant && constant.value() == 1;
  }
}
