package dev.jacquard.jvm;

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

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import java.util.List;

/** What operators, conversions and functions give at their corners, worked out by hand. */
public final class Tables {

  private static final String INTEGERS = """
      ADD,I8,127,1,-128 ADD,I32,2147483647,1,-2147483648 ADD,U16,65535,1,0 ADD,U32,-1,1,0
      SUB,U8,0,1,255 SUB,U32,0,1,-1 SUB,I16,-32768,1,32767 SUB,I64,3,5,-2
      MUL,I32,65536,65536,0 MUL,U32,65535,65537,-1 MUL,U16,65535,65535,1 MUL,I8,16,16,0
      MUL,U64,-1,-1,1
      DIV,I32,7,-2,-3 DIV,I32,-7,2,-4 DIV,I32,-7,-2,4 DIV,I32,7,0,0 DIV,I8,-128,-1,-128
      DIV,I32,-2147483648,-1,-2147483648 DIV,I64,-9223372036854775808,-1,-9223372036854775808
      DIV,I64,-7,2,-4 DIV,U64,-1,2,9223372036854775807 DIV,U32,-1,2,2147483647 DIV,U8,200,7,28
      DIV,U16,9,0,0
      MOD,I32,-7,2,1 MOD,I32,-7,-2,1 MOD,I32,7,-2,1 MOD,I32,5,0,0 MOD,U64,-1,10,5 MOD,I16,-5,3,1
      MOD,I64,-1,-9223372036854775808,9223372036854775807 MOD,U32,-1,10,5
      MIN,U64,-1,1,1 MAX,U64,-1,1,-1 MIN,I8,-1,1,-1 MAX,I16,-1,1,1 MIN,U32,-1,1,1 MAX,U8,200,100,200
      AND,I32,12,10,8 OR,U8,12,10,14 XOR,I64,12,10,6 AND,U32,-1,255,255 XOR,I8,-1,1,-2
      SHL,I8,1,7,-128 SHL,I32,1,33,2 SHL,U16,40000,1,14464 SHL,U32,-1,4,-16
      SHL,I64,1,40,1099511627776
      SHR,I32,-8,1,-4 SHR,U8,255,9,127 SHR,U32,-8,1,2147483644 SHR,U64,-1,63,1 SHR,I64,-1,-1,-1
      SHR,I16,-256,4,-16
      LT,U64,-1,1,0 LT,I64,-1,1,1 LE,U32,-1,1,0 LE,I8,3,3,1 NE,I64,3,4,1 EQ,U8,7,7,1
      NEG,I8,-128,-128 NEG,U8,1,255 NOT,U8,1,254 NOT,I64,0,-1 NOT,U32,0,-1
      ABS,I32,-2147483648,-2147483648 ABS,I8,-5,5 ABS,U64,-1,-1 NEG,U32,1,-1 ABS,I8,-128,-128
      """;

  private static final String BOOLEANS = """
      AND,BOOL,1,0,0 AND,BOOL,1,1,1 OR,BOOL,1,0,1 OR,BOOL,0,0,0 XOR,BOOL,1,1,0 XOR,BOOL,0,1,1
      EQ,BOOL,1,1,1 NE,BOOL,1,0,1 NOT,BOOL,1,0 NOT,BOOL,0,1
      """;

  private Tables() {}

  static Operands integers() {
    Operands operands = new Operands();
    operands.table(INTEGERS);
    return operands;
  }

  static Operands booleans() {
    Operands operands = new Operands();
    operands.table(BOOLEANS);
    Expr yes = operands.integer(BOOL, 1);
    operands.expect(new Select(yes, operands.integer(I32, 5), operands.integer(I32, 6)), 5);
    operands.expect(new Cast(I32, yes), 1);
    operands.expect(new Cast(U64, yes), 1);
    operands.expectReal(new Cast(F32, yes), 1);
    operands.expect(new Cast(BOOL, operands.integer(I32, -2)), 1);
    operands.expect(new Cast(BOOL, operands.real(F32, 0.5)), 1);
    operands.expect(new Cast(BOOL, operands.real(F32, 0)), 0);
    return operands;
  }

  /** Division by constants is emitted in another way. */
  static Operands constantDivisors() {
    Operands operands = new Operands();
    for (DType type : List.of(I8, I16, I32, I64)) {
      Expr minusSeven = operands.integer(type, -7);
      operands.expect(new Binary(BinaryOp.DIV, minusSeven, Operands.constant(type, 4)), -2);
      operands.expect(new Binary(BinaryOp.MOD, minusSeven, Operands.constant(type, 4)), 1);
      operands.expect(new Binary(BinaryOp.DIV, minusSeven, Operands.constant(type, -4)), 2);
    }
    for (DType type : List.of(U8, U16, U32, U64)) {
      Expr most = operands.integer(type, -1);
      operands.expect(new Binary(BinaryOp.MOD, most, Operands.constant(type, 16)), 15);
      operands.expect(new Binary(BinaryOp.DIV, operands.integer(type, 100),
          Operands.constant(type, 7)), 14);
    }
    return operands;
  }

  static Operands casts() {
    Operands operands = new Operands();
    Expr big = operands.integer(I32, 300);
    Expr minus = operands.integer(I32, -1);
    operands.expect(new Cast(I8, big), 44);
    operands.expect(new Cast(U8, big), 44);
    operands.expect(new Cast(U8, minus), 255);
    operands.expect(new Cast(U16, minus), 65535);
    operands.expect(new Cast(U32, minus), -1);
    operands.expect(new Cast(I64, operands.integer(U32, -1)), 0xFFFFFFFFL);
    operands.expect(new Cast(U64, minus), -1);
    operands.expect(new Cast(I64, minus), -1);
    operands.expect(new Cast(I32, operands.integer(I64, 0x1_0000_0007L)), 7);
    operands.expect(new Cast(I16, operands.integer(U64, 0x18000L)), -32768);
    operands.expectReal(new Cast(F32, operands.integer(I32, 16777217)), 16777216);
    operands.expectReal(new Cast(F32, operands.integer(U32, -1)), 0x1p32);
    operands.expectReal(new Cast(F32, operands.integer(I64, -5)), -5);
    operands.expectReal(new Cast(F32, operands.integer(U8, 200)), 200);
    return operands;
  }

  /** Conversions that saturate, and those of 64 unsigned bits. */
  static Operands saturatingCasts() {
    Operands operands = new Operands();
    Expr huge = operands.real(F32, 1e30);
    Expr negative = operands.real(F32, -2.9);
    Expr nan = operands.real(F32, Double.NaN);
    operands.expect(new Cast(I8, huge), 127);
    operands.expect(new Cast(I16, negative), -2);
    operands.expect(new Cast(I32, huge), Integer.MAX_VALUE);
    operands.expect(new Cast(I32, nan), 0);
    operands.expect(new Cast(I64, huge), Long.MAX_VALUE);
    operands.expect(new Cast(U8, negative), 0);
    operands.expect(new Cast(U16, huge), 65535);
    operands.expect(new Cast(U32, huge), -1);
    operands.expect(new Cast(U32, nan), 0);
    operands.expect(new Cast(U64, huge), -1);
    operands.expect(new Cast(U64, operands.real(F32, 0x1p63)), Long.MIN_VALUE);
    operands.expectReal(new Cast(F32, operands.integer(U64, -1)), 0x1p64);
    operands.expectReal(new Cast(F64, operands.integer(U64, Long.MIN_VALUE)), 0x1p63);
    operands.expectReal(new Cast(F32, operands.real(F64, 0.1)), 0.1f);
    operands.expectReal(new Cast(F64, operands.real(F32, 0.1)), 0.1f);
    return operands;
  }

  /** Floats, without what depends on NaN. */
  static Operands floats(DType type) {
    Operands operands = new Operands();
    Expr third = operands.real(type, 1 / 3.0);
    Expr three = operands.real(type, 3);
    double t = type == F32 ? (float) (1 / 3.0) : 1 / 3.0;
    operands.expectReal(new Binary(BinaryOp.ADD, three, three), 6);
    operands.expectReal(new Binary(BinaryOp.SUB, three, operands.real(type, 5)), -2);
    operands.expectReal(new Binary(BinaryOp.MUL, third, third),
        type == F32 ? (float) t * (float) t : t * t);
    operands.expectReal(new Binary(BinaryOp.DIV, operands.real(type, 1), three),
        type == F32 ? 1f / 3f : 1 / 3.0);
    operands.expectReal(new Binary(BinaryOp.MIN, third, three), t);
    operands.expectReal(new Binary(BinaryOp.MAX, third, three), 3);
    operands.expectReal(new Unary(UnaryOp.NEG, three), -3);
    operands.expectReal(new Unary(UnaryOp.ABS, operands.real(type, -0.5)), 0.5);
    operands.expect(new Binary(BinaryOp.LT, third, three), 1);
    operands.expect(new Binary(BinaryOp.LE, three, third), 0);
    operands.expect(new Binary(BinaryOp.EQ, three, Operands.constant(type, 3)), 1);
    operands.expectReal(new Select(new Binary(BinaryOp.NE, third, three),
        Operands.constant(type, -1.5), three), -1.5);
    return operands;
  }

  static Operands nans() {
    Operands operands = new Operands();
    Expr nan = operands.real(F32, Double.NaN);
    Expr one = operands.real(F32, 1);
    for (BinaryOp op : List.of(BinaryOp.MIN, BinaryOp.MAX)) {
      operands.expectReal(new Binary(op, nan, one), Double.NaN);
      operands.expectReal(new Binary(op, one, nan), Double.NaN);
    }
    operands.expect(new Binary(BinaryOp.LT, nan, one), 0);
    operands.expect(new Binary(BinaryOp.EQ, nan, nan), 0);
    operands.expect(new Binary(BinaryOp.NE, nan, nan), 1);
    operands.expectReal(new Binary(BinaryOp.ADD, one, Operands.constant(F32,
        Double.NEGATIVE_INFINITY)), Double.NEGATIVE_INFINITY);
    return operands;
  }

  /** Every function of floats, at a point where its value is known. */
  static Operands functions(List<MathFunction> functions, DType type) {
    Operands operands = new Operands();
    for (MathFunction function : functions.stream().filter(f -> !f.isInteger()).toList()) {
      double a = function == MathFunction.ACOSH ? 1.75 : 0.75;
      List<Expr> arguments = List.of(operands.real(type, a), operands.real(type, 1.5),
          operands.real(type, -2)).subList(0, function.arity());
      operands.expectReal(new Call(function, arguments), expected(function));
    }
    return operands;
  }

  /** To 17 places, at 0.75 (acosh: 1.75), 1.5 and -2. */
  private static double expected(MathFunction function) {
    return switch (function) {
      case ACOS -> 0.72273424781341561;
      case ACOSH -> 1.1588103604299470;
      case ASIN -> 0.84806207898148101;
      case ASINH -> 0.69314718055994531;
      case ATAN -> 0.64350110879328438;
      case ATAN2 -> 0.46364760900080611;
      case ATANH -> 0.97295507452765665;
      case CBRT -> 0.90856029641606983;
      case CEIL, ROUND, RINT -> 1;
      case COPYSIGN, FABS, FMOD -> 0.75;
      case COS -> 0.73168886887382090;
      case COSH -> 1.2946832846768449;
      case ERF -> 0.71115563365351513;
      case ERFC -> 0.28884436634648487;
      case EXP -> 2.1170000166126748;
      case EXP10 -> 5.6234132519034910;
      case EXP2 -> 1.6817928305074290;
      case EXPM1 -> 1.1170000166126748;
      case FDIM, FLOOR, TRUNC -> 0;
      case FMA -> -0.875;
      case HYPOT -> 1.6770509831248424;
      case LGAMMA -> 0.20328095143129537;
      case LOG -> -0.28768207245178093;
      case LOG10 -> -0.12493873660829995;
      case LOG1P -> 0.55961578793542269;
      case LOG2 -> -0.41503749927884381;
      case POW -> 0.64951905283832899;
      case RSQRT -> 1.1547005383792515;
      case SIN -> 0.68163876002333417;
      case SINH -> 0.82231673193582998;
      case SQRT -> 0.86602540378443865;
      case TAN -> 0.93159645994407246;
      case TANH -> 0.63514895238728732;
      case TGAMMA -> 1.2254167024651777;
      default -> throw new AssertionError(function + " of floats");
    };
  }
}
