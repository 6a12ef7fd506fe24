package dev.jacquard.dsl.index;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Random index expressions over few small variables, and their values by brute force; wide ones
 * have 64-bit data and factors in them that together pass 64 bits.
 */
final class RandomIndex {

  static final List<String> VARIABLES = List.of("x", "y", "z");
  private static final Dim N = new Dim("n", 3, 1, 5, 1);
  private static final Load DATA = new Load("data", DType.I64, List.of());
  private static final long[] ENDS = {Long.MIN_VALUE, Long.MIN_VALUE + 3, -(1L << 62), -1, 0, 2,
      1L << 62, Long.MAX_VALUE - 1, Long.MAX_VALUE};

  private final SplittableRandom random;
  private final boolean wide;
  private final Map<String, Range> ranges = new HashMap<>();
  private Scope scope = Scope.EMPTY;

  RandomIndex(long seed) {
    this(seed, false);
  }

  RandomIndex(long seed, boolean wide) {
    random = new SplittableRandom(seed);
    this.wide = wide;
    for (String name : VARIABLES) {
      Range range = new Range(end(name), IntConst.index(random.nextInt(1, 6)));
      ranges.put(name, range);
      scope = scope.with(name, range);
    }
  }

  /** Where a range begins: often a number, sometimes a variable further out or a size. */
  private Expr end(String name) {
    Expr number = IntConst.index(random.nextInt(-5, 6));
    return switch (random.nextInt(5)) {
      case 0 -> number.plus(N);
      case 1 -> name.equals("x") ? number : number.plus(new Var("x"));
      case 2 -> name.equals("x") ? number : number.plus(new Var("x").times(4));
      default -> number;
    };
  }

  Scope scope() {
    return scope;
  }

  Expr expression(int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return leaf();
    }
    Expr a = expression(depth - 1);
    return switch (random.nextInt(wide ? 16 : 13)) {
      case 13, 14 -> a.times(large());
      case 15 -> a.div(1L << random.nextInt(54));
      case 0, 1, 2 -> a.plus(expression(depth - 1));
      case 3 -> a.minus(expression(depth - 1));
      case 4, 5 -> a.times(random.nextInt(-4, 5));
      case 6 -> a.div(random.nextInt(-2, 6));
      case 7 -> a.rem(random.nextInt(-2, 6));
      case 8 -> a.min(expression(depth - 1));
      case 9 -> a.max(expression(depth - 1));
      case 10 -> a.unaryMinus();
      case 11 -> random.nextBoolean() ? a.times(leaf()) : a.div(leaf());
      default -> Select.of(a.lt(leaf()), expression(depth - 1), leaf());
    };
  }

  private long large() {
    return (random.nextBoolean() ? 1 : -1) * (1L << random.nextInt(20, 54));
  }

  private Expr leaf() {
    return switch (random.nextInt(wide ? 8 : 6)) {
      case 6 -> DATA;
      case 7 -> IntConst.index(large());
      case 0 -> IntConst.index(random.nextInt(-9, 10));
      case 1 -> N;
      case 2 -> new RVar("z", null);
      default -> new Var(VARIABLES.get(random.nextInt(VARIABLES.size())));
    };
  }

  /** Calls {@code visitor} with every combination of the variables' and the size's values. */
  void forEach(Consumer<Map<String, Long>> visitor) {
    for (long n = 1; n <= 5; n++) {
      for (long data : wide ? ENDS : new long[1]) {
        forEach(0, new HashMap<>(Map.of("n", n, "data", data)), visitor);
      }
    }
  }

  private void forEach(int number, Map<String, Long> values, Consumer<Map<String, Long>> visitor) {
    if (number == VARIABLES.size()) {
      visitor.accept(values);
      return;
    }
    String name = VARIABLES.get(number);
    long min = value(ranges.get(name).min(), values);
    for (long v = min; v < min + value(ranges.get(name).extent(), values); v++) {
      values.put(name, v);
      forEach(number + 1, values, visitor);
    }
    values.remove(name);
  }

  static long value(Expr e, Map<String, Long> values) {
    return switch (e) {
      case IntConst c -> c.value();
      case Var v -> values.get(v.name());
      case RVar v -> values.get(v.name());
      case Dim d -> values.get(d.name());
      case Load load -> values.get(load.buffer());
      case Unary(UnaryOp op, Expr a) when op == UnaryOp.NEG -> -value(a, values);
      case Binary(BinaryOp op, Expr a, Expr b) -> apply(op, value(a, values), value(b, values));
      case Select(Expr c, Expr t, Expr f) -> value(value(c, values) != 0 ? t : f, values);
      default -> throw new AssertionError(e);
    };
  }

  private static long apply(BinaryOp op, long a, long b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> b == 0 ? 0 : b > 0 ? Math.floorDiv(a, b) : -Math.floorDiv(a, -b);
      case MOD -> b == 0 ? 0 : Math.floorMod(a, Math.abs(b));
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case LT -> a < b ? 1 : 0;
      case LE -> a <= b ? 1 : 0;
      default -> throw new AssertionError(op);
    };
  }
}
