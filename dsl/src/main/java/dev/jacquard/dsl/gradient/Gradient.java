package dev.jacquard.dsl.gradient;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reverse-mode differentiation in index notation (Li et al., "Differentiable Programming for Image
 * Processing and Deep Learning in Halide", 2018).
 */
public final class Gradient {

  private final Func loss;
  private final Set<String> active = new HashSet<>();
  private final Map<String, List<Reached>> reached = new HashMap<>();

  /** What flows back to one access of a source. */
  record Reached(Func reader, Access access, Expr value) {}

  private Gradient(Func loss) {
    this.loss = loss;
  }

  /**
   * The derivative of a loss with respect to each of some inputs.
   *
   * @param loss of rank 0 and a float type
   * @return a Func for each input, of its shape and type, named after both: {@code L.grad.A}
   * @throws UserError if the loss has indices, is no float, or hangs on an input through integers
   *     alone or not at all
   * @throws Unsupported for updates, tuples and user's reducers, by name
   */
  public static List<Func> of(Func loss, Input... inputs) {
    if (loss.rank() != 0) {
      throw UserError.here("The gradient of %s: it has the indices %s, and a loss has none. Sum it."
          .formatted(loss.name(), loss.indices()));
    }
    if (!loss.type().isFloat()) {
      throw UserError.here("The gradient of %s: it is %s, and a loss is a float. Cast it before "
          .formatted(loss.name(), loss.type()) + "summing.");
    }
    return new Gradient(loss).derive(List.of(inputs));
  }

  private List<Func> derive(List<Input> inputs) {
    Algorithm algorithm = Algorithm.of(loss);
    inputs.forEach(input -> require(algorithm, input));
    inputs.forEach(input -> active.add(input.name()));
    algorithm.funcs().stream().filter(this::readsActive).forEach(f -> active.add(f.name()));
    inputs.forEach(this::requireActive);
    for (Func func : algorithm.funcs().reversed()) {
      if (active.contains(func.name())) {
        visit(func, algorithm.outputs().contains(func));
      }
    }
    return inputs.stream().map(this::total).toList();
  }

  private void require(Algorithm algorithm, Input input) {
    if (algorithm.inputs().stream().noneMatch(i -> i.name().equals(input.name()))) {
      throw UserError.here(("The gradient of %s: it does not read %s. It reads: %s. Name one of "
          + "these.").formatted(
          loss.name(), input.name(), String.join(", ",
              algorithm.inputs().stream().map(Input::name).toList())));
    }
    if (!input.type().isFloat()) {
      throw UserError.here(("The gradient of %s: %s is %s; only floats have a gradient. Leave it "
          + "out, or declare it as a float.").formatted(loss.name(), input.name(), input.type()));
    }
  }

  private void requireActive(Input input) {
    if (!active.contains(loss.name())) {
      throw UserError.here(("The gradient of %s: it hangs on %s through integers alone, which have "
          + "no gradient. Compute in floats.").formatted(loss.name(), input.name()));
    }
  }

  /** Whether a float path leads from an input to the Func. */
  private boolean readsActive(Func func) {
    return func.type().isFloat() && Adjoints.reads(func.definition(), active);
  }

  private void visit(Func func, boolean isLoss) {
    Expr adjoint;
    if (isLoss) {
      adjoint = constant(func.type(), 1);
    } else if (reached.containsKey(func.name())) {
      Func total = total(func);
      adjoint = new Access(total, List.copyOf(func.indices()), Edge.NONE, 0);
    } else {
      return;
    }
    requireKnown(func);
    new Adjoints(loss.name(), func, active, this::reach).flow(adjoint);
  }

  private void reach(Reached one) {
    reached.computeIfAbsent(one.access().source().name(), _ -> new ArrayList<>()).add(one);
  }

  private void requireKnown(Func func) {
    String what = func.isStaged() ? "the update of " + func.name()
        : func.definition() instanceof Tuple ? "the tuple " + func.name() : "";
    if (!what.isEmpty()) {
      throw new Unsupported(("The gradient of %s: it flows through %s%s, for which there is no "
          + "derivative yet. Write it without updates and tuples.").formatted(loss.name(), what,
              func.where().isEmpty() ? "" : " at " + func.where()));
    }
  }

  /** The sum of all that reaches a source. */
  private Func total(Source source) {
    List<Reached> all = reached.getOrDefault(source.name(), List.of());
    String name = loss.name() + ".grad." + source.name();
    List<Var> indices = indices(source);
    List<Range> ranges = IntStream.range(0, source.rank()).mapToObj(source::range).toList();
    if (all.size() == 1) {
      return new Contribution(all.getFirst(), name, indices, ranges).func();
    }
    Expr sum = null;
    for (int k = 0; k < all.size(); k++) {
      Func part = new Contribution(all.get(k), loss.name() + ".grad" + (k + 1) + "."
          + source.name(), indices, ranges).func();
      Expr here = new Access(part, List.copyOf(indices), Edge.NONE, 0);
      sum = sum == null ? here : sum.plus(here);
    }
    return Func.internal(name, indices, ranges,
        sum == null ? constant(source.type(), 0) : sum, loss.where());
  }

  private static List<Var> indices(Source source) {
    return switch (source) {
      case Func func -> func.indices();
      case Input input -> IntStream.range(0, input.rank()).mapToObj(d -> new Var("d" + d)).toList();
    };
  }

  static Expr constant(DType type, double value) {
    return Dsl.lit(type, value);
  }
}
