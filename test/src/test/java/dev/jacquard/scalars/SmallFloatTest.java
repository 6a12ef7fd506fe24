package dev.jacquard.scalars;

import static dev.jacquard.dsl.DType.BF16;
import static dev.jacquard.dsl.DType.F16;
import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.abs;
import static dev.jacquard.dsl.Dsl.argmax;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.min;
import static dev.jacquard.dsl.Dsl.prod;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.select;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.tanh;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmallFloatTest {

  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final RVar R = rvar("r");
  private static final int ALL = 1 << 16;
  private static final int SOME = 1 << 12;

  /** Every bit pattern, read, computed on and stored: nothing but NaN's payload may change. */
  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void everyBitPattern(DType type) {
    Input x = input("X", type, lit(ALL));
    Algorithm algorithm = Algorithm.of(
        func("Negative", I).is(x.at(I).unaryMinus().cast(type)),
        func("Wide", I).is(x.at(I.times(16)).cast(F32)).over(I, SOME),
        func("Whole", I).is(x.at(I.times(16)).cast(I32)).over(I, SOME),
        func("Backwards", I).is(x.at(I.times(-1).plus(SOME))).over(I, SOME),
        func("Chosen", I).is(select(x.at(I).lt(1), x.at(I), lit(type, 1))).over(I, SOME));
    Tensor bits = Tensor.zeros(DType.U16, ALL);
    for (int i = 0; i < ALL; i++) {
      bits.setLongAt(i, i);
    }
    assertEquals(List.of(), Backends.disagreements(algorithm, Map.of("X", bits.bitCast(type))));
  }

  /** Between neighbours, on ties, and beyond the largest: f32 and f64 to 16 bits. */
  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void rounding(DType type) {
    Input x = input("X", F32, lit(ALL));
    Input y = input("Y", F64, lit(ALL));
    Algorithm algorithm = Algorithm.of(func("Narrow", I).is(x.at(I).cast(type)),
        func("Used", I).is(x.at(I).cast(type).times(3).cast(type)).over(I, SOME),
        func("Strided", I, J).is(x.at(J.times(2).plus(I)).cast(type)).over(I, 2).over(J, 100),
        func("Double", I).is(y.at(I.times(16)).cast(type)).over(I, SOME));
    Tensor values = Tensor.zeros(F32, ALL);
    for (int i = 0; i < ALL; i++) {
      int bits = i << 16 | (i % 3 == 0 ? 0x8000 : i % 3 == 1 ? 0x7FFF : 0x9000);
      float spread = Float.intBitsToFloat(bits);
      values.setDoubleAt(i, type == BF16 ? spread : Math.scalb(1 + (i & 8191) / 4096.0, i % 41 - 26)
          * (i % 2 == 0 ? 1 : -1));
    }
    Tensor wide = Tensor.zeros(F64, ALL);
    for (int i = 0; i < ALL; i++) {
      wide.setDoubleAt(i, values.getDoubleAt(i));
    }
    assertEquals(List.of(), Backends.disagreements(algorithm, Map.of("X", values, "Y", wide)));
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void matmulAccumulatesInF32(DType type) {
    Input a = input("A", type, lit(13), lit(40));
    Input b = input("B", type, lit(40), lit(37));
    Func product = func("P", I, J).is(sum(R, a.at(I, R).times(b.at(R, J))));
    Func narrow = func("C", I, J).is(product.at(I, J).cast(type));
    Func largest = func("M", I).is(max(R, abs(a.at(I, R))));
    Func soft = func("T", I, J).is(tanh(narrow.at(I, J).div(largest.at(I))).cast(type));
    Algorithm algorithm = Algorithm.of(narrow, largest, soft);
    assertEquals(F32, product.type());
    assertEquals(F32, largest.type());
    assertEquals(List.of(), Backends.disagreements(algorithm, Inputs.random(algorithm, 1)));
    assertEquals(List.of(), Backends.disagreements(algorithm, Inputs.smallIntegers(algorithm, 2)));
  }

  /** Results and intermediates of every kind: an arg-extreme, updates in place, wide sums. */
  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void reductionsAndUpdates(DType type) {
    Input a = input("A", type, lit(20), lit(30));
    Func histogram = func("H", J).is(lit(type, 1)).over(J, 7).update(J)
        .is(sum(R, a.at(J, R)).cast(type));
    Func where = func("W", I).is(argmax(R, a.at(I, R)));
    Func wide = func("S", I).is(sum(R, a.at(I, R), F64));
    Func product = func("P", I).is(prod(R, a.at(I, R).plus(1), F64).cast(type));
    Algorithm algorithm = Algorithm.of(histogram, where, wide, product);
    assertEquals(F64, wide.type());
    assertEquals(List.of(), Backends.disagreements(algorithm, Inputs.random(algorithm, 5)));
  }

  @Test
  void accumulatorsApartFromInputAndOutput() {
    Input a = input("A", DType.U8, lit(20), lit(300));
    Func wrapped = func("W", I).is(sum(R, a.at(I, R), DType.U8));
    Func wide = func("D", I).is(sum(R, a.at(I, R), F64).cast(F32));
    Func whole = func("L", I).is(prod(R, a.at(I, R), DType.U64).cast(DType.U16));
    Func least = func("M", I).is(min(R, a.at(I, R), I32).cast(F16));
    Algorithm algorithm = Algorithm.of(wrapped, wide, whole, least);
    assertEquals(DType.U8, wrapped.type());
    assertEquals(List.of(), Backends.disagreements(algorithm, Inputs.random(algorithm, 6)));
  }

  @Test
  void f16AndBf16MeetInF32() {
    Input a = input("A", F16, lit(50));
    Input b = input("B", BF16, lit(50));
    Func f = func("F", I).is(a.at(I).cast(F32).plus(b.at(I)).cast(BF16));
    Algorithm algorithm = Algorithm.of(f);
    assertEquals(List.of(), Backends.disagreements(algorithm, Inputs.random(algorithm, 3)));
  }
}
