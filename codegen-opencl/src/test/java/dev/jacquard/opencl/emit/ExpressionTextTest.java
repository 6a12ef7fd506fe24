package dev.jacquard.opencl.emit;

import static dev.jacquard.dsl.DType.BOOL;
import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I16;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.I8;
import static dev.jacquard.dsl.DType.U16;
import static dev.jacquard.dsl.DType.U32;
import static dev.jacquard.dsl.DType.U64;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.opencl.emit.Samples.I;
import static dev.jacquard.opencl.emit.Samples.all;
import static dev.jacquard.opencl.emit.Samples.at;
import static dev.jacquard.opencl.emit.Samples.binary;
import static dev.jacquard.opencl.emit.Samples.index;
import static dev.jacquard.opencl.emit.Samples.vector;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of each kind of expression, as it is stored. */
class ExpressionTextTest {

  private static void scalar(String expected, Expr value) {
    assertEquals("out[i] = " + expected + ";", Samples.stored(value));
  }

  private static void four(String expected, Expr value) {
    assertEquals("vstore4(" + expected + ", 0, out + i * 4);", Samples.stored(value));
  }

  private static Expr constant(DType type, long value) {
    return new IntConst(type, value);
  }

  @Test
  void integerConstants() {
    scalar("-128", constant(I8, -128));
    scalar("INT_MIN", constant(I32, Integer.MIN_VALUE));
    scalar("2147483648L", index(1L << 31));
    scalar("LONG_MIN", index(Long.MIN_VALUE));
    scalar("4294967295u", constant(U32, -1));
    scalar("18446744073709551615ul", constant(U64, -1));
    scalar("true", constant(BOOL, 1));
  }

  @Test
  void floatConstantsReadBackExactly() {
    scalar("0.1f", new FloatConst(F32, 0.1));
    scalar("0.1", new FloatConst(F64, 0.1));
    scalar("-0.0f", new FloatConst(F32, -0.0));
    scalar("1.4E-45f", new FloatConst(F32, Float.MIN_VALUE));
    scalar("NAN", new FloatConst(F32, Double.NaN));
    scalar("-INFINITY", new FloatConst(F32, Double.NEGATIVE_INFINITY));
    scalar("(double)INFINITY", new FloatConst(F64, Double.POSITIVE_INFINITY));
  }

  @Test
  void parenthesesFollowC() {
    Expr a = at(F32);
    scalar("F32[i] - (F32[i] - F32[i])", a.minus(a.minus(a)));
    scalar("(F32[i] + F32[i]) * F32[i]", a.plus(a).times(a));
    scalar("F32[i] + F32[i] * F32[i]", a.plus(a.times(a)));
    scalar("-(F32[i] + F32[i])", a.plus(a).unaryMinus());
    Expr less = a.lt(a);
    scalar("F32[i] < F32[i] && F32[i] < F32[i] && !(F32[i] < F32[i])",
        less.and(less).and(less.not()));
    scalar("(F32[i] < F32[i] || F32[i] < F32[i]) && F32[i] < F32[i]", less.or(less).and(less));
    scalar("U32[i] + (U32[i] << U32[i])", at(U32).plus(at(U32).shl(at(U32))));
  }

  @Test
  void signedOverflowIsComputedUnsignedWhereItCanHappen() {
    scalar("(int)((uint)I32[i] + I32[i])", at(I32).plus(at(I32)));
    scalar("(long)((ulong)I64[i] * I64[i])", at(I64).times(at(I64)));
    scalar("(char)(I8[i] - I8[i])", at(I8).minus(at(I8)));
    scalar("(ushort)((uint)U16[i] * U16[i])", at(U16).times(at(U16)));
    scalar("(int)I8[i] * (int)U8[i]", at(I8).cast(I32).times(at(U8).cast(I32)));
    four("as_int4(as_uint4(vload4(0, I32 + i * 4)) * (uint4)(-3))",
        binary(BinaryOp.MUL, vector(I32, 4), all(constant(I32, -3), 4)));
    scalar("(int)-(uint)I32[i]", at(I32).unaryMinus());
    scalar("absolute_int(I32[i])", new Unary(UnaryOp.ABS, at(I32)));
    scalar("U32[i]", new Unary(UnaryOp.ABS, at(U32)));
  }

  @Test
  void divisionIsPlainWhereThatIsEuclidean() {
    scalar("i / 3", I.div(3));
    scalar("floored_div_int(i - 1, 3)", I.minus(1).div(3));
    scalar("floored_mod_long(I64[i], 3L)", at(I64).rem(3));
    scalar("euclidean_div_int(I32[i], I32[i])", at(I32).div(at(I32)));
    scalar("checked_mod_uchar(U8[i], U8[i])", at(U8).rem(at(U8)));
    scalar("U32[i] / 3u", at(U32).div(constant(U32, 3)));
    scalar("F32[i] / F32[i]", at(F32).div(at(F32)));
    four("vload4(0, U16 + i * 4) % (ushort4)(3)",
        binary(BinaryOp.MOD, vector(U16, 4), all(constant(U16, 3), 4)));
  }

  @Test
  void shiftsTakeTheDistanceModuloTheWidth() {
    scalar("(char)(I8[i] << (I8[i] & 7))", at(I8).shl(at(I8)));
    scalar("I32[i] >> I32[i]", at(I32).shr(at(I32)));
    scalar("U32[i] << 1", at(U32).shl(constant(U32, 33)));
    four("vload4(0, I16 + i * 4) >> (short4)(2)",
        binary(BinaryOp.SHR, vector(I16, 4), all(constant(I16, 18), 4)));
  }

  @Test
  void extremes() {
    scalar("min(I32[i], 3)", at(I32).min(constant(I32, 3)));
    scalar("max(I8[i], (char)3)", at(I8).max(constant(I8, 3)));
    scalar("maximum_float(0.0f, F32[i])", at(F32).max(0));
    four("minimum_float4(vload4(0, F32 + i * 4), (float4)(F32[i]))",
        binary(BinaryOp.MIN, vector(F32, 4), all(at(F32), 4)));
  }

  @Test
  void indicesAreIntsWhereEveryValueFits() {
    scalar("i * 3 + 1", I.times(3).plus(1));
    scalar("i * 1099511627776L", I.times(1L << 40));
    scalar("(long)(i * 500000000) * 1000", I.times(500_000_000L).times(1000));
    scalar("(float)i", I.cast(F32));
    scalar("F32[max(i - 1, 0)]", at(F32, I.plus(-1).max(index(0))));
    scalar("F32[I32[i]]", at(F32, at(I32).cast(I64)));
    four("convert_float4(i + (int4)(0, 2, 4, 6))", new Ramp(I, index(2), 4).cast(F32));
    four("i + (long4)(0, 1, 2, 3)", new Ramp(I, index(1), 4));
  }

  @Test
  void loads() {
    four("vload4(0, F32 + (i - 2))", at(F32, new Ramp(I.minus(2), index(1), 4)));
    four("vload4(0, F32)", at(F32, new Ramp(index(0), index(1), 4)));
    four("(float4)(F32[i])", at(F32, new Ramp(I, index(0), 4)));
    four("(float4)(F32[i], F32[i + 3], F32[i + 6], F32[i + 9])",
        at(F32, new Ramp(I, index(3), 4)));
    assertEquals("""
        const int4 at = min(i + (int4)(0, 1, 2, 3), (int4)(5));
        vstore4((float4)(F32[at.s0], F32[at.s1], F32[at.s2], F32[at.s3]), 0, out + i * 4);""",
        Samples.stored(at(F32, binary(BinaryOp.MIN, new Ramp(I, index(1), 4),
            all(index(5), 4)))));
  }

  @Test
  void casts() {
    scalar("(uchar)I32[i]", at(I32).cast(U8));
    scalar("convert_uchar_sat(F32[i])", at(F32).cast(U8));
    four("convert_int4_sat(vload4(0, F64 + i * 4))", new Cast(I32, vector(F64, 4)));
    four("convert_float4(vload4(0, U8 + i * 4))", new Cast(F32, vector(U8, 4)));
    scalar("F32[i] != 0", at(F32).cast(BOOL));
    four("convert_float4(-(vload4(0, BOOL + i * 4) != (uchar4)(0)))",
        new Cast(F32, vector(BOOL, 4)));
  }

  @Test
  void smallFloatsWidenWhereTheyAreReadAndRoundWhereTheyAreStored() {
    scalar("vload_half(i, F16)", at(DType.F16).cast(F32));
    four("vload_half4(0, F16 + i * 4)", vector(DType.F16, 4).cast(F32));
    scalar("as_float((uint)BF16[i] << 16)", at(DType.BF16).cast(F32));
    four("as_float4(convert_uint4(vload4(0, BF16 + i * 4)) << 16)",
        vector(DType.BF16, 4).cast(F32));
    assertEquals("vstore_half_rte(F32[i], i, out);",
        Samples.stored(DType.F16, at(F32).cast(DType.F16)));
    assertEquals("vstore_half4_rte(vload4(0, F32 + i * 4), 0, out + i * 4);",
        Samples.stored(DType.F16, vector(F32, 4).cast(DType.F16)));
    assertEquals("out[i] = bfloat_bits_float(F32[i]);",
        Samples.stored(DType.BF16, at(F32).cast(DType.BF16)));
  }

  @Test
  void functionsOfIntegersHaveTheirOverloads() {
    scalar("popcount(U8[i])", Dsl.popcount(at(U8)));
    scalar("add_sat(U8[i], (uchar)100)", Dsl.saturatingAdd(at(U8), Dsl.lit(100)));
    scalar("trailing_zeros_int(I32[i])", Dsl.countTrailingZeros(at(I32)));
  }

  @Test
  void masksHaveTheWidthOfTheirUse() {
    Expr less = binary(BinaryOp.LT, vector(F32, 4), all(at(F32), 4));
    String text = "vload4(0, F32 + i * 4) < (float4)(F32[i])";
    four("convert_uchar4(-(" + text + "))", less);
    four("select((short4)(1), vload4(0, I16 + i * 4), convert_short4(" + text + "))",
        new Select(less, vector(I16, 4), all(constant(I16, 1), 4)));
    four("select((float4)(1.0f), vload4(0, F32 + i * 4), (" + text + ") & ~(" + text + "))",
        new Select(binary(BinaryOp.AND, less, new Unary(UnaryOp.NOT, less)), vector(F32, 4),
            all(Dsl.lit(F32, 1), 4)));
  }

  @Test
  void selectsReadOnlyWhatTheyTake() {
    scalar("BOOL[i] ? F32[i] : 0.0f", new Select(at(BOOL), at(F32), Dsl.lit(F32, 0)));
    four("BOOL[i] ? vload4(0, F32 + i * 4) : (float4)(0.0f)",
        new Select(all(at(BOOL), 4), vector(F32, 4), all(Dsl.lit(F32, 0), 4)));
    Expr place = new Ramp(I.minus(1), index(1), 4);
    assertEquals("vstore4((float4)(0 <= i - 1 ? F32[i - 1] : 0.0f, "
        + "0 <= i - 1 + 1 ? F32[i - 1 + 1] : 0.0f, 0 <= i - 1 + 2 ? F32[i - 1 + 2] : 0.0f, "
        + "0 <= i - 1 + 3 ? F32[i - 1 + 3] : 0.0f), 0, out + i * 4);",
        Samples.stored(new Select(binary(BinaryOp.LE, all(index(0), 4), place), at(F32, place),
            all(Dsl.lit(F32, 0), 4))));
  }

  @Test
  void functions() {
    scalar("fma(F32[i], F32[i], 0.001f)",
        new Call(MathFunction.FMA, List.of(at(F32), at(F32), Dsl.lit(F32, 1e-3))));
    four("exp(vload4(0, F32 + i * 4))", new Call(MathFunction.EXP, List.of(vector(F32, 4))));
    scalar("fabs(F32[i])", Dsl.abs(at(F32)));
  }
}
