package dev.jacquard.cli.session;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The work of an algorithm, whatever its schedule.
 *
 * @param operations arithmetic on values: an addition, multiplication, minimum or call of a
 *     function counts as one, a reduction step as its body and one more; indices count nothing,
 *     and where they decide which value is taken the others count nothing
 * @param bytes the inputs and the outputs, each once
 */
public record OperationCount(double operations, double bytes) {

  /** The work of an algorithm without symbolic sizes. */
  public static OperationCount of(Algorithm algorithm) {
    double operations = 0;
    for (Func func : algorithm.funcs()) {
      operations += points(func.ranges()) * count(func.definition(), points(func));
    }
    List<Source> touched = new ArrayList<>(algorithm.inputs());
    touched.addAll(algorithm.outputs());
    return new OperationCount(operations,
        touched.stream().mapToDouble(OperationCount::bytes).sum());
  }

  /** The size of a whole source in memory, in bytes. */
  public static double bytes(Source source) {
    double elements = switch (source) {
      case Input input -> input.extents().stream().mapToDouble(OperationCount::size)
          .reduce(1, (a, b) -> a * b);
      case Func func -> points(func.ranges());
    };
    return elements * source.type().bytes();
  }

  private static double points(List<Range> ranges) {
    return ranges.stream().mapToDouble(range -> size(range.extent())).reduce(1, (a, b) -> a * b);
  }

  /** The value of a size that is a number. */
  static long size(Expr size) {
    return Index.constant(size, Scope.EMPTY).orElseThrow(
        () -> new CompilerBug("the size " + size + " is not a number"));
  }

  private static Points points(Func func) {
    Map<String, Range> ranges = new LinkedHashMap<>();
    for (int d = 0; d < func.rank(); d++) {
      ranges.put(func.indices().get(d).name(), func.ranges().get(d));
    }
    return new Points(ranges, List.of());
  }

  /** The operations at one of some points, on average. */
  private static double count(Expr e, Points points) {
    return switch (e) {
      case Access _ -> 0;
      case Reduce reduce -> steps(reduce, points);
      case Select(Expr condition, Expr a, Expr b) when isAboutIndices(condition) -> {
        double share = points.where(condition).share() / points.share();
        yield (share > 0 ? share * count(a, points.where(condition)) : 0)
            + (share < 1 ? (1 - share) * count(b, points.except(condition)) : 0);
      }
      case Expr condition when isAboutIndices(condition) -> 0;
      case Binary binary when Index.constant(binary, Scope.EMPTY).isPresent() -> 0;
      default -> own(e) + e.children().stream().mapToDouble(each -> count(each, points)).sum();
    };
  }

  /** Steps that add what changes nothing are none. */
  private static double steps(Reduce reduce, Points points) {
    Map<String, Range> ranges = new LinkedHashMap<>();
    reduce.variables().forEach(each -> ranges.put(each.name(), each.given()));
    Points inner = points.and(ranges);
    double steps = points(List.copyOf(ranges.values()));
    if (reduce.body() instanceof Select(Expr condition, Expr value, Expr otherwise)
        && isAboutIndices(condition) && otherwise.equals(reduce.identity())) {
      double share = inner.where(condition).share() / inner.share();
      return share > 0 ? steps * share * (count(value, inner.where(condition)) + 1) : 0;
    }
    return steps * (count(reduce.body(), inner) + 1);
  }

  private static double own(Expr e) {
    return switch (e) {
      case Binary binary -> isArithmetic(binary) ? 1 : 0;
      case Unary _, Call _ -> 1;
      default -> 0;
    };
  }

  /** A condition that reads no values: where something lies, not what it is. */
  private static boolean isAboutIndices(Expr e) {
    return e.type() == DType.BOOL && !reads(e);
  }

  private static boolean reads(Expr e) {
    return e instanceof Access || e.children().stream().anyMatch(OperationCount::reads);
  }

  private static boolean isArithmetic(Binary binary) {
    return switch (binary.op()) {
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX -> true;
      default -> false;
    };
  }
}
