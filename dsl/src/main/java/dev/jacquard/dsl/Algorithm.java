package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is computed: outputs and all that they need, producers first. Every range is known, every
 * reduction is the whole definition of a Func. Immutable.
 */
public final class Algorithm {

  private final List<Func> outputs;
  private final List<Func> funcs;
  private final List<Input> inputs;
  private final List<Dim> dims;
  private final List<InferRanges.Agreement> agreements;
  private final Sizes given;
  private final boolean relaxed;

  private Algorithm(List<Func> outputs, List<Func> funcs, List<InferRanges.Agreement> agreements,
      Sizes given, boolean relaxed) {
    this.relaxed = relaxed;
    this.outputs = List.copyOf(outputs);
    this.funcs = List.copyOf(funcs);
    this.agreements = List.copyOf(agreements);
    this.given = given;
    Map<String, Input> foundInputs = new LinkedHashMap<>();
    Map<String, Dim> foundDims = new LinkedHashMap<>();
    funcs.forEach(func -> new Uses(foundInputs, foundDims).visit(func));
    this.inputs = List.copyOf(foundInputs.values());
    this.dims = List.copyOf(foundDims.values());
    CheckNames.check(funcs, foundInputs.keySet(), foundDims.keySet());
    CheckAccesses.check(this);
  }

  /**
   * The algorithm that computes {@code outputs}.
   *
   * @throws UserError for an ambiguous range, sizes that disagree, an access that can leave its
   *     source, two sources of one name
   */
  public static Algorithm of(Func... outputs) {
    List<Func> all = Given.all("Output", outputs);
    if (all.isEmpty()) {
      throw UserError.here("An algorithm has an output or more; none was given. Give the Funcs to "
          + "compute.");
    }
    return inOrder(all, all);
  }

  /**
   * The algorithm that computes {@code outputs}, with its Funcs in the order of {@code funcs} as
   * far as these name it.
   *
   * @throws UserError as {@link #of} does
   */
  public static Algorithm inOrder(List<Func> funcs, List<Func> outputs) {
    Connect connect = new Connect(funcs, outputs);
    return new Algorithm(connect.outputs(), connect.funcs(), connect.agreements(), Sizes.NONE,
        false);
  }

  /**
   * This algorithm, of which two sizes must be equal because {@code index} of {@code func} runs
   * over both.
   *
   * @throws UserError if they are known and differ
   */
  public Algorithm requiring(String func, String index, Expr first, Expr second) {
    List<InferRanges.Agreement> all = new ArrayList<>(agreements);
    all.add(new InferRanges.Agreement(func, "", index, first, second, first.toString(),
        second.toString()));
    return new Algorithm(outputs, funcs, all, given, relaxed);
  }

  /**
   * This algorithm with relaxed floating point: a device may regroup sums and products, divide by
   * multiplying, approximate functions and flush subnormal numbers to zero. Infinities and NaN are
   * kept. What is off by more than a few units in the last place of the terms is still wrong.
   *
   * <p>Algorithms are strict otherwise: only reductions are regrouped, and {@code a * b + c} may be
   * rounded once.
   */
  public Algorithm relaxed() {
    return new Algorithm(outputs, funcs, agreements, given, true);
  }

  /** Whether floating point is {@link #relaxed}. */
  public boolean isRelaxed() {
    return relaxed;
  }

  /**
   * This algorithm with the given sizes as constants; Dims not given stay symbolic.
   *
   * @throws UserError for an unknown size, one that contradicts its facts, shapes that disagree,
   *     or an access that can leave its source at these sizes
   */
  public Algorithm with(Sizes sizes) {
    Given.given(sizes, "The sizes of " + name());
    sizes.values().forEach((name, value) -> dim(name).require(value));
    return with(sizes.expressions(), sizes.over(given));
  }

  /**
   * This algorithm where a size has the facts of {@code stronger} too, a Dim of its name.
   *
   * @throws UserError for an unknown size, or facts that no size has
   */
  public Algorithm assuming(Dim stronger) {
    return with(Map.of(stronger.name(), dim(stronger.name()).and(stronger)), given);
  }

  private Algorithm with(Map<String, Expr> values, Sizes sizes) {
    Map<Func, Func> made = new IdentityHashMap<>();
    List<Func> bound = new ArrayList<>();
    for (Func func : funcs) {
      Func copy = bind(func, values, made);
      made.put(func, copy);
      bound.add(copy);
    }
    return new Algorithm(outputs.stream().map(made::get).toList(), bound,
        agreements.stream().map(a -> new InferRanges.Agreement(a.func(), a.where(), a.index(),
            Rewrite.substitute(a.first(), values), Rewrite.substitute(a.second(), values),
            a.describeFirst(), a.describeSecond())).toList(), sizes, relaxed);
  }

  private Dim dim(String name) {
    return dims.stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow(
        () -> UserError.here(("Unknown size %s. The sizes of %s are: %s. Leave others "
            + "out.").formatted(name, name(),
            dims.isEmpty() ? "none left to give" : dims.stream()
                .map(d -> d.name() + " (default " + d.defaultSize() + ")")
                .collect(Collectors.joining(", ")))));
  }

  private static Func bind(Func func, Map<String, Expr> values, Map<Func, Func> made) {
    return new Bind(values, made).apply(func);
  }

  /** The names of the outputs. */
  public String name() {
    return outputs.stream().map(Func::name).collect(Collectors.joining("_"));
  }

  public List<Func> outputs() {
    return outputs;
  }

  /** All Funcs, producers first. */
  public List<Func> funcs() {
    return funcs;
  }

  /** All inputs, in the order of first use. */
  public List<Input> inputs() {
    return inputs;
  }

  /** All sizes that are still symbolic, in the order of first use. */
  public List<Dim> dims() {
    return dims;
  }

  /** The sizes that {@link #with} made constants. */
  public Sizes given() {
    return given;
  }

  Collection<InferRanges.Agreement> agreements() {
    return agreements;
  }

  /**
   * The Func of this name.
   *
   * @throws UserError that lists the Funcs, if there is none
   */
  public Func func(String name) {
    return funcs.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow(
        () -> UserError.here(("There is no Func %s in %s. Funcs: %s. Name one of "
            + "them.").formatted(name, name(),
            funcs.stream().map(Func::name).collect(Collectors.joining(", ")))));
  }

  /** The text form, which {@code dev.jacquard.dsl.text} reads. */
  @Override
  public String toString() {
    return AlgorithmPrinter.print(this);
  }
}
