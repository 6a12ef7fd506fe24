package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out an update, in order, on the tables of the Func that it changes. Where a float leaves
 * in doubt which element is written, or whether, the tolerance of what may be hit covers both.
 * One that only adds floats may be carried out in any order: {@link UpdateSums}.
 */
final class UpdateCode {

  private final Compiler compiler;
  private final List<Stored> targets = new ArrayList<>();
  private final List<Fold.Operand> values;
  private final Whole condition;
  private final Position place;
  private final List<Position> otherPlaces = new ArrayList<>();
  private final Whole doubt;
  private final Loops loops;
  private final Optional<UpdateSums> sums;

  UpdateCode(Func func, Update update, Compiler.Tables tables) {
    compiler = new Compiler(func, 0, tables);
    for (int k = 0; k < func.types().size(); k++) {
      targets.add((Stored) tables.table(update.previous(), k));
    }
    values = Tuple.values(update.value()).stream().map(e -> Fold.operand(e, compiler)).toList();
    condition = compiler.whole(update.condition());
    place = place(update.target());
    doubt = doubt(update);
    List<String> names = new ArrayList<>(update.variables().stream().map(RVar::name).toList());
    func.indices().stream().filter(update::isFree).map(Var::name).forEach(names::add);
    loops = Loops.ofNames(names, compiler);
    sums = update.combiner().filter(by -> by == Reduction.SUM && update.type().isFloat())
        .map(_ -> new UpdateSums(targets.getFirst(), compiler.precision(update.type())));
  }

  /** Whether the update keeps exact values exact. */
  static boolean isExact(Func func, Update update, Compiler.Tables tables) {
    Compiler compiler = new Compiler(func, 0, tables);
    return update.children().stream().allMatch(e -> Tuple.values(e).stream()
        .allMatch(compiler::isExact));
  }

  private Position place(Access access) {
    return new AccessCode(compiler).position(access, targets.getFirst());
  }

  /** Sums the tolerances of the indices; null if they are certain. */
  private Whole doubt(Update update) {
    List<Expr> unsure = update.at().stream().filter(e -> !compiler.isExact(e)).toList();
    for (Expr index : unsure) {
      otherPlaces.add(place(neighbour(update, index, -1)));
      otherPlaces.add(place(neighbour(update, index, 1)));
    }
    List<Whole> codes = unsure.stream().map(compiler::whole).toList();
    return codes.isEmpty() ? null : frame -> {
      double sum = 0;
      for (Whole code : codes) {
        code.at(frame);
        sum += frame.error;
      }
      frame.error = sum;
      return 0;
    };
  }

  private static Access neighbour(Update update, Expr index, long distance) {
    List<Expr> moved = update.at().stream().map(e -> e == index ? e.plus(distance) : e).toList();
    return new Access(update.previous(), moved, Edge.CLAMP, 0);
  }

  void run(int programCount) {
    loops.run(Frame.first(compiler.slotCount(), programCount), this::step);
    sums.ifPresent(each -> each.allowAnyOrder());
  }

  private void step(Frame frame) {
    boolean holds = condition.at(frame) != 0;
    boolean sure = frame.error == 0;
    if (!holds && sure) {
      return;
    }
    if (doubt != null) {
      doubt.at(frame);
      if (frame.error != 0) {
        otherPlaces.forEach(other -> spoil(other.at(frame)));
        sure = false;
      }
    }
    write(frame, place.at(frame), holds, sure);
  }

  private void spoil(long position) {
    targets.stream().map(Stored::errors).forEach(
        errors -> errors.setDoubleAt(position, Double.POSITIVE_INFINITY));
  }

  /** All values are computed before the first is stored. */
  private void write(Frame frame, long position, boolean holds, boolean sure) {
    long[] bits = new long[targets.size()];
    double[] errors = new double[targets.size()];
    for (int k = 0; k < bits.length; k++) {
      bits[k] = values.get(k).at(frame);
      errors[k] = sure ? frame.error : Double.POSITIVE_INFINITY;
    }
    for (int k = 0; k < bits.length; k++) {
      Stored target = targets.get(k);
      if (holds) {
        sums.ifPresent(each -> each.add(position, Double.longBitsToDouble(bits[0])
            - target.values().getDoubleAt(position)));
        store(target.values(), position, bits[k]);
      }
      if (target.errors() != null) {
        target.errors().setDoubleAt(position, errors[k]);
      }
    }
  }

  private static void store(Tensor values, long position, long bits) {
    if (values.type().isFloat()) {
      values.setDoubleAt(position, Double.longBitsToDouble(bits));
    } else {
      values.setLongAt(position, bits);
    }
  }
}
