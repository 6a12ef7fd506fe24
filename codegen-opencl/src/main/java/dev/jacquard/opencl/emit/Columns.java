package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Memory;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Columns of a square of rows in private memory, each row a vector: rows are meshed with rows half
 * the square, a quarter, .. further down, and each time the half of the lanes is taken in which the
 * column lies. All columns together take {@code n log n} shuffles, as compilers share what two have
 * in common; element by element they take a shuffle for each. (Eklundh, "A fast computer method for
 * matrix transposing", 1972.)
 */
final class Columns {

  private static final int LEAST_LANES = 4;

  private Columns() {}

  /** The column that a vector at these places of {@code buffer} is, if it is one. */
  static Optional<Integer> of(Buffer buffer, Ramp places) {
    int lanes = places.lanes();
    boolean square = lanes >= LEAST_LANES && buffer.memory() == Memory.PRIVATE
        && buffer.type().bytes() == Float.BYTES && constant(places.stride()) == lanes
        && constant(buffer.size()) == (long) lanes * lanes;
    long column = constant(places.base());
    return square && column >= 0 && column < lanes ? Optional.of((int) column) : Optional.empty();
  }

  /** The value, or -1 where it is not a constant. */
  private static long constant(Expr e) {
    return Index.constant(e, Scope.EMPTY).orElse(-1);
  }

  /** Of two vectors, the lower or upper lanes of both in turn. */
  static String meshed(String vector, int lanes) {
    return """
        %1$s meshed_%1$s(%1$s a, %1$s b, int high) {
          return high ? __builtin_shufflevector(a, b, %3$s)
              : __builtin_shufflevector(a, b, %2$s);
        }
        """.formatted(vector, turns(0, lanes), turns(lanes / 2, lanes));
  }

  private static String turns(int first, int lanes) {
    return IntStream.range(first, first + lanes / 2)
        .mapToObj(lane -> lane + ", " + (lane + lanes)).collect(Collectors.joining(", "));
  }

  /**
   * The function; its second argument is a constant wherever it is called.
   *
   * @param packed the name of the vector type at any address
   */
  static String column(String vector, String packed, String element, int lanes) {
    StringBuilder text = new StringBuilder("%1$s column_%1$s(private const %2$s *t, int j) {%n"
        .formatted(vector, element));
    for (int row = 0; row < lanes; row++) {
      text.append("  %s v%d = *(private const %s *)(t + %d);%n".formatted(vector, row, packed,
          row * lanes));
    }
    for (int step = lanes / 2; step > 0; step /= 2) {
      for (int row = 0; row < step; row++) {
        text.append("  v%d = meshed_%s(v%d, v%d, j & %d);%n".formatted(row, vector, row, row + step,
            step));
      }
    }
    return text.append("  return v0;\n}\n").toString();
  }
}
