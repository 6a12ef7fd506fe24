package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reproducible inputs for an algorithm whose sizes are numbers. */
public final class Inputs {

  /** Integers up to 2^24 are exact in f32, the narrowest accumulator. */
  private static final double EXACT = 1L << 24;
  private static final long LARGEST = 8;

  private Inputs() {}

  /**
   * Floats uniform in [-1, 1), integers of at most 200; an integer input that serves as an index
   * takes every value of the dimension that it selects in.
   */
  public static Map<String, Tensor> random(Algorithm algorithm, long seed) {
    return make(recipes(algorithm, seed, 0));
  }

  /**
   * Integers so small that sums of products of two of them are exact in any accumulator: there, a
   * program must agree with the oracle bit for bit.
   */
  public static Map<String, Tensor> smallIntegers(Algorithm algorithm, long seed) {
    double terms = algorithm.funcs().stream().mapToDouble(Inputs::terms).max().orElse(1);
    long magnitude = LARGEST;
    while (magnitude > 1 && terms * magnitude * magnitude > EXACT) {
      magnitude /= 2;
    }
    return make(recipes(algorithm, seed, magnitude));
  }

  private static double terms(Func func) {
    return func.reduction().map(Reduce::variables).orElse(List.of()).stream()
        .mapToDouble(r -> number(r.given().extent())).reduce(1, (a, b) -> a * b);
  }

  /** {@link #random} as recipes, for a process that does not know the algorithm. */
  public static List<InputRecipe> randomRecipes(Algorithm algorithm, long seed) {
    return recipes(algorithm, seed, 0);
  }

  private static List<InputRecipe> recipes(Algorithm algorithm, long seed, long magnitude) {
    Map<String, Long> ranges = indexRanges(algorithm);
    List<InputRecipe> recipes = new ArrayList<>();
    for (Input input : algorithm.inputs()) {
      Long range = ranges.get(input.name());
      InputRecipe.Kind kind = range != null ? InputRecipe.Kind.INDEX
          : magnitude > 0 ? InputRecipe.Kind.SMALL_INTEGERS : InputRecipe.Kind.UNIFORM;
      recipes.add(new InputRecipe(input.name(), input.type(), shape(input), kind,
          range != null ? range : magnitude, seed + recipes.size()));
    }
    return recipes;
  }

  /** The tensors of recipes, by name. */
  public static Map<String, Tensor> make(List<InputRecipe> recipes) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    recipes.forEach(recipe -> tensors.put(recipe.name(), recipe.make()));
    return tensors;
  }

  /** The inputs that serve as an index, and the least extent of the dimensions they select in. */
  private static Map<String, Long> indexRanges(Algorithm algorithm) {
    Map<String, Long> ranges = new HashMap<>();
    for (Func func : algorithm.funcs()) {
      Rewrite.walk(func.definition(), e -> {
        Access access = e instanceof Access read ? read
            : e instanceof Update update ? update.target() : null;
        if (access != null) {
          for (int d = 0; d < access.indices().size(); d++) {
            long extent = extent(access.source(), d);
            Rewrite.walk(access.indices().get(d), inner -> addRange(inner, extent, ranges));
          }
        }
      });
    }
    return ranges;
  }

  private static void addRange(Expr e, long extent, Map<String, Long> ranges) {
    if (e instanceof Access inner && inner.source() instanceof Input input
        && input.type().isInteger()) {
      ranges.merge(input.name(), extent, Math::min);
    }
  }

  private static long extent(Source source, int dimension) {
    return switch (source) {
      case Input input -> number(input.extents().get(dimension));
      case Func func -> number(func.ranges().get(dimension).extent());
    };
  }

  /** The extents of an input whose sizes are numbers. */
  public static long[] shape(Input input) {
    return input.extents().stream().mapToLong(Inputs::number).toArray();
  }

  private static long number(Expr size) {
    return Index.constant(size, Scope.EMPTY).orElseThrow(() -> UserError.here(
        "The size %s is open. Give it a number: algorithm.with(sizes).".formatted(size)));
  }
}
