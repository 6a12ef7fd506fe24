package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Inequalities that hold because a guard around a statement says so. Immutable. */
record Facts(List<Fact> known) {

  /** {@code less <= more}. */
  record Fact(Expr less, Expr more) {}

  static final Facts NONE = new Facts(List.of());

  /** These facts and what {@code condition} says where it holds. */
  Facts and(Expr condition) {
    List<Fact> all = new ArrayList<>(known);
    learn(condition, all);
    return new Facts(all);
  }

  private static void learn(Expr condition, List<Fact> facts) {
    if (condition instanceof Binary(BinaryOp op, Expr a, Expr b)) {
      if (op == BinaryOp.AND) {
        learn(a, facts);
        learn(b, facts);
      } else if (a.type() == DType.I64 && a.lanes() == 1
          && (op == BinaryOp.LE || op == BinaryOp.LT)) {
        facts.add(new Fact(op == BinaryOp.LT ? a.plus(1) : a, b));
      }
    }
  }

  /** Whether {@code less <= more} is certain: by itself, or from one fact times a number. */
  boolean prove(Expr less, Expr more, Scope scope) {
    if (Index.proves(less, more, scope)) {
      return true;
    }
    for (Fact fact : known) {
      for (long factor : factors(less.minus(more), fact.less().minus(fact.more()))) {
        if (Index.proves(less.plus(fact.more().times(factor)),
            more.plus(fact.less().times(factor)), scope)) {
          return true;
        }
      }
    }
    return false;
  }

  /** 1, and the ratios of the two expressions' slopes. */
  private static Set<Long> factors(Expr wanted, Expr given) {
    Set<Long> factors = new LinkedHashSet<>(List.of(1L));
    Rewrite.walk(given, e -> {
      if (e instanceof Var(String name)) {
        long slope = slope(given, name);
        long target = slope(wanted, name);
        if (slope != 0 && target % slope == 0 && target / slope > 0) {
          factors.add(target / slope);
        }
      }
    });
    return factors;
  }

  private static long slope(Expr e, String variable) {
    Optional<Expr> slope = Index.slope(e, variable, Scope.EMPTY);
    return slope.isPresent() && slope.get() instanceof IntConst constant ? constant.value() : 0;
  }
}
