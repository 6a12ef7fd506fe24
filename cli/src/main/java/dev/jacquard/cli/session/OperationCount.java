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
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * The work of an algorithm, whatever its schedule.
 *
 * @param operations arithmetic on values: an addition, multiplication, minimum or call of a
 *     function counts as one, a reduction step as its body and one more; indices count nothing
 * @param bytes the inputs and the outputs, each once
 */
public record OperationCount(double operations, double bytes) {

  /** The work of an algorithm without symbolic sizes. */
  public static OperationCount of(Algorithm algorithm) {
    double operations = 0;
    for (Func func : algorithm.funcs()) {
      operations += points(func.ranges()) * count(func.definition());
    }
    List<Source> touched = new ArrayList<>(algorithm.inputs());
    touched.addAll(algorithm.outputs());
    return new OperationCount(operations,
        touched.stream().mapToDouble(OperationCount::bytes).sum());
  }

  /** The size of a whole source in memory, in bytes. */
  private static double bytes(Source source) {
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

  private static double count(Expr e) {
    double operands = e instanceof Access || isAboutIndices(e) ? 0
        : e.children().stream().mapToDouble(OperationCount::count).sum();
    return switch (e) {
      case Reduce reduce -> points(reduce.variables().stream().map(RVar::given).toList())
          * (operands + 1);
      case Binary binary when Index.constant(binary, Scope.EMPTY).isPresent() -> 0;
      case Binary binary -> operands + (isArithmetic(binary) ? 1 : 0);
      case Unary _, Call _ -> operands + 1;
      default -> operands;
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
