package dev.jacquard.schedule.interpret;

import static dev.jacquard.dsl.DType.BOOL;
import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I16;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.I8;
import static dev.jacquard.dsl.DType.U32;
import static dev.jacquard.dsl.DType.U64;
import static dev.jacquard.dsl.DType.U8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

  private static Tensor value(Expr e) {
    Expr lanes = e.lanes() > 1 ? new Ramp(IntConst.index(0), IntConst.index(1), e.lanes())
        : IntConst.index(0);
    Buffer out = new Buffer("out", e.type(), Memory.GLOBAL, List.of(IntConst.index(e.lanes())));
    Tensor result = Tensor.zeros(e.type(), e.lanes());
    Interpreter.run(new Stmt.Store("out", List.of(lanes), e), Map.of("out", out),
        Map.of("out", result), Map.of());
    return result;
  }

  private static Expr c(DType type, long value) {
    return new IntConst(type, value);
  }

  private static Expr f(double value) {
    return new FloatConst(F32, value);
  }

  @ParameterizedTest
  @CsvSource({
      "ADD,I8,127,1,-128", "SUB,U8,0,1,255", "MUL,I32,65536,65536,0", "MUL,U32,65535,65537,-1",
      "DIV,I32,7,-2,-3", "DIV,I32,-7,2,-4", "DIV,I32,-7,-2,4", "DIV,I32,7,0,0",
      "DIV,I8,-128,-1,-128", "DIV,I64,-9223372036854775808,-1,-9223372036854775808",
      "DIV,U64,-1,2,9223372036854775807", "DIV,U32,-1,2,2147483647",
      "MOD,I32,-7,2,1", "MOD,I32,-7,-2,1", "MOD,I32,7,-2,1", "MOD,I32,5,0,0", "MOD,U64,-1,10,5",
      "MOD,I64,-1,-9223372036854775808,9223372036854775807",
      "MIN,U64,-1,1,1", "MAX,U64,-1,1,-1", "MIN,I8,-1,1,-1", "MAX,I16,-1,1,1",
      "AND,I32,12,10,8", "OR,U8,12,10,14", "XOR,I64,12,10,6", "AND,BOOL,1,0,0", "OR,BOOL,1,0,1",
      "XOR,BOOL,1,1,0", "SHL,I8,1,7,-128", "SHL,I32,1,33,2", "SHR,I32,-8,1,-4", "SHR,U8,255,9,127",
      "SHR,U32,-8,1,2147483644", "SHR,U64,-1,63,1", "SHR,I64,-1,-1,-1",
      "LT,U64,-1,1,0", "LT,I64,-1,1,1", "LE,U32,-1,1,0", "LE,I8,3,3,1", "EQ,BOOL,1,1,1",
      "NE,I64,3,4,1"})
  void integersFollowTheirType(BinaryOp op, DType type, long a, long b, long expected) {
    Expr e = new Binary(op, c(type, a), c(type, b));
    assertEquals(e.type().wrap(expected), value(e).getLong(0), e + " of " + type);
  }

  @ParameterizedTest
  @CsvSource({"NEG,I8,-128,-128", "NEG,U8,1,255", "NOT,U8,1,254", "NOT,I64,0,-1", "NOT,BOOL,1,0",
      "NOT,BOOL,0,1", "ABS,I32,-2147483648,-2147483648", "ABS,I8,-5,5", "ABS,U64,-1,-1"})
  void unaryOperatorsWrap(UnaryOp op, DType type, long a, long expected) {
    assertEquals(expected, value(new Unary(op, c(type, a))).getLong(0));
  }

  @Test
  void floatsAreRoundedAtEachOperation() {
    Expr third = new Binary(BinaryOp.DIV, f(1), f(3));
    Expr e = new Binary(BinaryOp.SUB, new Binary(BinaryOp.MUL, third, f(3)), f(1));
    assertEquals(1f / 3f * 3f - 1f, (float) value(e).getDouble(0));
    Expr huge = new Binary(BinaryOp.MUL, f(3e38), f(10));
    assertEquals(Double.POSITIVE_INFINITY,
        value(new Binary(BinaryOp.MUL, huge, f(0.01))).getDouble(0));
  }

  @Test
  void minimumAndMaximumPropagateNan() {
    for (BinaryOp op : List.of(BinaryOp.MIN, BinaryOp.MAX)) {
      assertEquals(Double.NaN, value(new Binary(op, f(Double.NaN), f(1))).getDouble(0));
      assertEquals(Double.NaN, value(new Binary(op, f(1), f(Double.NaN))).getDouble(0));
    }
  }

  @Test
  void comparisonsWithNanAreFalseExceptUnequal() {
    for (BinaryOp op : List.of(BinaryOp.LT, BinaryOp.LE, BinaryOp.EQ)) {
      assertEquals(0, value(new Binary(op, f(Double.NaN), f(Double.NaN))).getLong(0), op.name());
    }
    assertEquals(1, value(new Binary(BinaryOp.NE, f(Double.NaN), f(1))).getLong(0));
  }

  @Test
  void castsWrapTruncateAndSaturate() {
    assertEquals(-1, value(new Cast(I8, c(I32, 255))).getLong(0));
    assertEquals(44, value(new Cast(U8, c(I32, 300))).getLong(0));
    assertEquals(1, value(new Cast(BOOL, c(I32, -2))).getLong(0));
    assertEquals(127, value(new Cast(I8, f(1e9))).getLong(0));
    assertEquals(-2, value(new Cast(I16, f(-2.9))).getLong(0));
    assertEquals(0, value(new Cast(U8, f(-3))).getLong(0));
    assertEquals(0, value(new Cast(I32, f(Double.NaN))).getLong(0));
    assertEquals(-1L, value(new Cast(U64, f(1e30))).getLong(0));
    assertEquals(0x8000_0000_0000_0000L, value(new Cast(U64, f(0x1p63))).getLong(0));
    assertEquals(1, value(new Cast(BOOL, f(0.5))).getLong(0));
    assertEquals(0x1p64, value(new Cast(F32, c(U64, -1))).getDouble(0));
    assertEquals(16777216, value(new Cast(F32, c(I32, 16777217))).getDouble(0));
    assertEquals(0.1f, value(new Cast(F32, new FloatConst(F64, 0.1))).getDouble(0));
  }

  @Test
  void functionsAreThoseOfOpenCl() {
    assertEquals(Math.fma(0.1f, 10f, -1f), (float) value(new Call(MathFunction.FMA,
        List.of(f(0.1), f(10), f(-1)))).getDouble(0));
    assertEquals((float) Math.sqrt(2), (float) value(new Call(MathFunction.SQRT,
        List.of(f(2)))).getDouble(0));
    assertEquals(-3, value(new Call(MathFunction.ROUND, List.of(f(-2.5)))).getDouble(0));
  }

  @Test
  void vectorsAreEvaluatedLaneByLane() {
    Expr ramp = new Ramp(c(I64, 5), c(I64, -2), 4);
    Expr sum = new Binary(BinaryOp.ADD, ramp, new Broadcast(c(I64, 10), 4));
    assertArrayEquals(new long[] {15, 13, 11, 9}, value(sum).toLongArray());
    Expr chosen = new Select(new Binary(BinaryOp.LT, ramp, new Broadcast(c(I64, 2), 4)), ramp, sum);
    assertArrayEquals(new long[] {15, 13, 1, -1}, value(chosen).toLongArray());
    Expr real = new Ramp(f(0.5), f(0.25), 3);
    assertArrayEquals(new float[] {0.5f, 0.75f, 1}, value(real).toFloatArray());
  }

  @Test
  void theBranchNotTakenDoesNotHappen() {
    Expr outside = new Load("out", I32, List.of(c(I64, 99)));
    Expr safe = new Select(c(BOOL, 0), outside, c(I32, 7));
    assertEquals(7, value(safe).getLong(0));
  }

  @Test
  void variablesAndSizesAreKnownByName() {
    Buffer out = new Buffer("out", I64, Memory.GLOBAL, List.of());
    Tensor result = Tensor.zeros(I64);
    Expr e = new Var("i").times(new dev.jacquard.dsl.Dim("n", 8)).plus(1);
    Interpreter.run(new Stmt.Store("out", List.of(), e), Map.of("out", out),
        Map.of("out", result), Map.of("i", 3L, "n", 5L));
    assertEquals(16, result.getLong());
    assertEquals(U32, c(U32, 1).type());
  }
}
