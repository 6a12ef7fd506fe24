package dev.jacquard.scalars;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.Dsl.absoluteDifference;
import static dev.jacquard.dsl.Dsl.bitsOf;
import static dev.jacquard.dsl.Dsl.countLeadingZeros;
import static dev.jacquard.dsl.Dsl.countTrailingZeros;
import static dev.jacquard.dsl.Dsl.floatOfBits;
import static dev.jacquard.dsl.Dsl.halvingAdd;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.multiplyHigh;
import static dev.jacquard.dsl.Dsl.popcount;
import static dev.jacquard.dsl.Dsl.rotateLeft;
import static dev.jacquard.dsl.Dsl.roundingHalvingAdd;
import static dev.jacquard.dsl.Dsl.roundingShiftRight;
import static dev.jacquard.dsl.Dsl.saturatingAdd;
import static dev.jacquard.dsl.Dsl.saturatingCast;
import static dev.jacquard.dsl.Dsl.saturatingSubtract;
import static dev.jacquard.dsl.Dsl.select;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntegerFunctionsTest {

  private static final List<DType> TYPES =
      Arrays.stream(DType.values()).filter(DType::isInteger).toList();
  private static final Var F = var("f");
  private static final Var I = var("i");
  private static final int SIZE = 400;

  /** Every function of two integers of a type, one row each, as 64 bits. */
  private static Func functions(DType type) {
    Expr a = input("A" + type, type, lit(SIZE)).at(I);
    Expr b = input("B" + type, type, lit(SIZE)).at(I);
    List<Expr> all = new ArrayList<>(List.of(absoluteDifference(a, b), saturatingAdd(a, b),
        saturatingSubtract(a, b), halvingAdd(a, b), roundingHalvingAdd(a, b), multiplyHigh(a, b),
        rotateLeft(a, b), rotateLeft(a, 3), popcount(a), countLeadingZeros(a),
        countTrailingZeros(a), roundingShiftRight(a, 0), roundingShiftRight(a, 1),
        roundingShiftRight(a, type.bits() - 1), saturatingAdd(a, lit(100)),
        absoluteDifference(a.plus(b), a.times(b))));
    TYPES.forEach(to -> all.add(saturatingCast(to, a)));
    return Rows.of("R" + type, F, all.stream().map(e -> e.cast(I64)).toList(), SIZE);
  }

  private static Tensor values(DType type, long seed) {
    Random random = new Random(seed);
    Tensor values = Tensor.zeros(type, SIZE);
    for (int i = 0; i < SIZE; i++) {
      values.setLongAt(i, switch (random.nextInt(4)) {
        case 0 -> type.minLong() + random.nextInt(3);
        case 1 -> type.maxLong() - random.nextInt(3);
        case 2 -> random.nextInt(-3, 4);
        default -> random.nextLong();
      });
    }
    return values;
  }

  @Test
  void everyFunctionOfEveryType() {
    Map<String, Tensor> inputs = new HashMap<>();
    for (DType type : TYPES) {
      inputs.put("A" + type, values(type, 1));
      inputs.put("B" + type, values(type, 2));
    }
    Algorithm algorithm = Algorithm.of(TYPES.stream().map(IntegerFunctionsTest::functions)
        .toArray(Func[]::new));
    assertEquals(List.of(), Backends.disagreements(algorithm, inputs));
  }

  /** By the definitions, in numbers so small that they can be read. */
  @Test
  void smallCases() {
    List<Expr> all = List.of(absoluteDifference(lit8(-128), lit8(127)),
        saturatingAdd(lit8(100), lit8(100)), saturatingSubtract(lit8(-100), lit8(100)),
        halvingAdd(lit8(-128), lit8(127)), roundingHalvingAdd(lit8(-128), lit8(127)),
        multiplyHigh(lit8(-1), lit8(1)), rotateLeft(lit8(-127), 1), popcount(lit8(-1)),
        countLeadingZeros(lit8(-1)), countTrailingZeros(lit8(0)), roundingShiftRight(lit8(5), 2),
        roundingShiftRight(lit8(-5), 1), absoluteDifference(lit8(0), lit8(-128)));
    Algorithm algorithm = Algorithm.of(Rows.of("R", F,
        all.stream().map(e -> e.cast(I64)).toList(), 1));
    assertEquals("[255, 127, -128, -1, 0, -1, 3, 8, 0, 8, 1, -2, 128]", Arrays.toString(
        Reference.evaluate(algorithm, Map.of()).get("R").values().toLongArray()));
  }

  /** Of data that wrap nothing is decided as of indices, which do not. */
  @Test
  void arithmeticOf64BitDataWraps() {
    Expr a = input("A", I64, lit(SIZE)).at(I);
    Input row = input("B", I64, lit(SIZE));
    Expr far = I.times(1L << 31).times(1L << 31);
    List<Expr> all = List.of(a.min(a.plus(1)), a.max(a.minus(3)), a.times(2).div(2),
        a.times(6).rem(4), far.max(0), far.div(1L << 31).div(1L << 31), far.times(3).rem(5),
        select(lit(I64, 0).le(far), a, far), select(a.lt(a.plus(1)), a, far),
        row.edge(Edge.CLAMP).at(a.max(0).times(2)), row.edge(Edge.CLAMP).at(a.plus(5)));
    assertEquals(List.of(), Backends.disagreements(Algorithm.of(Rows.of("R", F, all, SIZE)),
        Map.of("A", values(I64, 6), "B", values(I64, 7))));
  }

  private static Expr lit8(long value) {
    return lit(DType.I8, value);
  }

  /** Floats saturate and truncate on their way to every integer type. */
  @Test
  void saturatingCastsOfFloats() {
    Input x = input("X", F32, lit(SIZE));
    Input y = input("Y", F64, lit(SIZE));
    List<Expr> all = new ArrayList<>();
    TYPES.forEach(to -> all.add(saturatingCast(to, x.at(I)).cast(I64)));
    TYPES.forEach(to -> all.add(saturatingCast(to, y.at(I)).cast(I64)));
    Random random = new Random(3);
    Tensor floats = Tensor.zeros(F32, SIZE);
    Tensor doubles = Tensor.zeros(F64, SIZE);
    for (int i = 0; i < SIZE; i++) {
      double value = random.nextGaussian() * Math.scalb(1.0, random.nextInt(70));
      floats.setDoubleAt(i, i == 7 ? Double.NaN : value);
      doubles.setDoubleAt(i, i == 9 ? Double.NEGATIVE_INFINITY : value);
    }
    assertEquals(List.of(), Backends.disagreements(Algorithm.of(Rows.of("R", F, all, SIZE)),
        Map.of("X", floats, "Y", doubles)));
  }

  /** The bits of floats, the floats of bits, and both ways. */
  @Test
  void bitsOfFloats() {
    Map<String, Tensor> inputs = new HashMap<>();
    List<Expr> bits = new ArrayList<>();
    List<Expr> floats = new ArrayList<>();
    for (DType type : List.of(DType.I32, DType.U32, I64, DType.U64)) {
      Expr a = input("A" + type, type, lit(SIZE)).at(I);
      bits.add(bitsOf(floatOfBits(a)).cast(I64));
      floats.add(floatOfBits(a).cast(F64));
      inputs.put("A" + type, values(type, 4));
    }
    for (DType type : List.of(DType.F16, F32, F64)) {
      bits.add(bitsOf(input("X" + type, type, lit(SIZE)).at(I)).cast(I64));
      inputs.put("X" + type, Tensor.random(type, 5, SIZE));
    }
    Algorithm algorithm = Algorithm.of(Rows.of("B", F, bits, SIZE), Rows.of("R", F, floats, SIZE));
    assertEquals(List.of(), Backends.disagreements(algorithm, inputs));
    Algorithm known = Algorithm.of(Rows.of("K", F, List.of(bitsOf(lit(1.0)).cast(I64),
        bitsOf(lit(F64, -2)).cast(I64), floatOfBits(lit(DType.U32, 0x40490fdbL)).cast(I64)), 1));
    assertEquals("[1065353216, -4611686018427387904, 3]", Arrays.toString(
        Reference.evaluate(known, Map.of()).get("K").values().toLongArray()));
  }
}
