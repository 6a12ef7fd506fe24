package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.LoopKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * <pre>
 * f(i) = sum(r: x)
 *   ->   p(i, u) = sum(r without u: x);  f(i) = sum(u: p[i, u])
 *
 * for r: f[at] = f[at] + x
 *   ->   p(i, u) = 0; for r without u: p[at, u] = p[at, u] + x
 *        s(i) = sum(u: p[i, u]);  f[i] = f[i] + s[i]
 * </pre>
 *
 * <p>Halide's rfactor (Suriana, Adams and Kamil, "Parallel Associative Reductions in Halide",
 * 2017). Legal where the combiner is associative and commutative, by proof or by trial.
 */
final class FactorReduction {

  private final Nest nest;
  private final Func func;
  private final Directive.Rfactor directive;
  private final Var taken;
  private Range takenRange;
  private final List<RVar> rest = new ArrayList<>();
  private Expr value;
  private RVar whole;
  private Expr guard;

  private FactorReduction(Nest nest, Directive.Rfactor directive) {
    this.nest = nest;
    this.func = nest.func();
    this.directive = directive;
    this.taken = new Var(directive.loop());
  }

  /** All nests, with those of the parts before that of the Func. */
  static List<Nest> apply(LoopNest all, Nest nest, Directive.Rfactor directive) {
    requireLegal(all, nest, directive);
    FactorReduction factor = new FactorReduction(nest, directive);
    factor.divide();
    List<Func> parts = nest.func().definition() instanceof Update update ? factor.update(update)
        : factor.reduction((Reduce) nest.func().definition());
    List<Nest> nests = new ArrayList<>();
    for (Nest other : all.nests()) {
      if (!other.name().equals(nest.name())) {
        nests.add(other);
      } else {
        parts.subList(0, parts.size() - 1).forEach(part -> nests.add(Nest.of(part, true)));
        nests.add(Nest.of(parts.getLast(), true).placed(nest.placement(), nest.memory()));
      }
    }
    return nests;
  }

  private static void requireLegal(LoopNest all, Nest nest, Directive.Rfactor directive) {
    Loop loop = nest.loops().get(nest.position(directive.loop()));
    if (!loop.reduction()) {
      throw new ScheduleError(("%s runs over an index of %s, not over a reduction index. %s Name a "
          + "reduction loop.").formatted(loop.name(), nest.name(), nest.describeLoops()));
    }
    if (nest.isOrdered()) {
      throw new ScheduleError(("the iterations of %s build on each other in order, so no part of "
          + "them can be done apart. Use a combiner that is associative and commutative: sum, "
          + "prod, min, max, any, all, or a Reducer that is not ordered.").formatted(nest.name()));
    }
    boolean untouched = nest.cache() == null && nest.relations().size() <= 1
        && nest.loops().stream().allMatch(l -> l.kind() == LoopKind.SERIAL);
    if (!untouched) {
      throw new ScheduleError(("%s was scheduled already. Call rfactor first, after at most one "
          + "split, that of the reduction index.").formatted(nest.name()));
    }
    boolean exists = all.find(directive.name()).isPresent()
        || all.algorithm().inputs().stream().anyMatch(i -> i.name().equals(directive.name()));
    if (exists) {
      throw new ScheduleError("the name %s is taken already. Choose another."
          .formatted(directive.name()));
    }
  }

  /** Finds the reduction index of which the loop takes a part. */
  private void divide() {
    Relation.SplitOf split = nest.relations().isEmpty() ? null
        : nest.relations().getFirst() instanceof Relation.SplitOf s ? s : null;
    for (RVar variable : func.variables()) {
      if (variable.name().equals(taken.name())) {
        whole = variable;
        takenRange = variable.given();
        value = taken;
      } else if (split != null && split.loop().equals(variable.name())
          && (split.outer().equals(taken.name()) || split.inner().equals(taken.name()))) {
        whole = variable;
        halve(split, variable.given());
      } else {
        rest.add(variable);
      }
    }
    if (whole == null) {
      throw new ScheduleError(("%s is not a reduction index of %s, nor one half of a split one. "
          + "Name one of those.").formatted(taken, func.name()));
    }
  }

  private void halve(Relation.SplitOf split, Range range) {
    long factor = split.factor();
    Range outer = Range.to(Index.simplify(range.extent().plus(factor - 1).div(factor),
        Scope.EMPTY));
    Range inner = Range.to(IntConst.index(factor));
    boolean takesOuter = split.outer().equals(taken.name());
    takenRange = takesOuter ? outer : inner;
    RVar other = new RVar(takesOuter ? split.inner() : split.outer(), takesOuter ? inner : outer);
    rest.add(other);
    Expr first = takesOuter ? taken : other;
    Expr second = takesOuter ? other : taken;
    value = Index.simplify(range.min().plus(first.times(factor)).plus(second), Scope.EMPTY);
    boolean divides = Index.same(outer.extent().times(factor), range.extent(), Scope.EMPTY);
    guard = divides ? null : value.le(Index.simplify(range.max(), Scope.EMPTY));
  }

  private Expr moved(Expr e) {
    return Rewrite.substitute(e, Map.of(whole.name(), value));
  }

  private List<Var> indices() {
    List<Var> indices = new ArrayList<>(func.indices());
    indices.add(taken);
    return indices;
  }

  private List<Range> ranges() {
    List<Range> ranges = new ArrayList<>(func.ranges());
    ranges.add(takenRange);
    return ranges;
  }

  /** The partial results at a point, and at the part that {@code taken} stands for. */
  private Expr partials(Func partial, List<? extends Expr> at, Expr part) {
    List<Expr> indices = new ArrayList<>(at);
    indices.add(part);
    List<Expr> values = new ArrayList<>();
    for (int k = 0; k < partial.types().size(); k++) {
      values.add(new Access(partial, indices, Edge.NONE, k));
    }
    return Tuple.of(values);
  }

  private Expr guarded(Expr body, List<Expr> identities) {
    List<Expr> values = new ArrayList<>();
    List<Expr> all = Tuple.values(moved(body));
    for (int k = 0; k < all.size(); k++) {
      values.add(guard == null ? all.get(k)
          : Dsl.select(guard, all.get(k), identities.get(k)));
    }
    return Tuple.of(values);
  }

  private List<Func> reduction(Reduce reduce) {
    Expr body = guarded(reduce.body(), reduce.identities());
    Func partial = Func.internal(directive.name(), indices(), ranges(),
        rest.isEmpty() ? body : new Reduce(reduce.combiner(), rest, body), func.where());
    RVar part = new RVar(taken.name(), takenRange);
    Func total = Func.stage(func.name(), func.storage(), func.indices(), func.ranges(),
        new Reduce(reduce.combiner(), List.of(part), partials(partial, func.indices(), part)),
        func.where());
    return List.of(partial, total);
  }

  private List<Func> update(Update update) {
    Reduction reduction = update.combiner().orElseThrow();
    String name = directive.name();
    Expr identity = reduction.identity(func.type());
    Func first = Func.stage(name + ".0", name, indices(), ranges(), identity, func.where());
    List<Expr> at = new ArrayList<>(update.at().stream().map(this::moved).toList());
    at.add(taken);
    Expr old = new Access(first, at, Edge.NONE, 0);
    Expr term = moved(((Binary) update.value()).right());
    Expr condition = moved(update.condition());
    Func partial = Func.stage(name, name, indices(), ranges(), new Update(first, at,
        new Binary(reduction.op(), old, term), rest,
        guard == null ? condition : update.isConditional() ? guard.and(condition) : guard),
        func.where());
    RVar part = new RVar(taken.name(), takenRange);
    Func sum = Func.internal(name + ".total", func.indices(), func.ranges(),
        new Reduce(reduction, List.of(part), partials(partial, func.indices(), part)),
        func.where());
    List<Expr> here = List.copyOf(func.indices());
    Func total = Func.stage(func.name(), func.storage(), func.indices(), func.ranges(),
        new Update(update.previous(), here, new Binary(reduction.op(),
            new Access(update.previous(), here, Edge.NONE, 0),
            new Access(sum, here, Edge.NONE, 0)), List.of(), new IntConst(
                DType.BOOL, 1)), func.where());
    return List.of(first, partial, sum, total);
  }
}
