package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.Var;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random expressions over the inputs of {@link Samples} at {@code 16 * i + lanes * j}. Floats are
 * only scaled by powers of two, so that contraction to FMA changes no bit, and never divided.
 */
final class RandomExpressions {

  private static final List<DType> TYPES = List.of(DType.values());
  private static final List<BinaryOp> COMPARISONS =
      List.of(BinaryOp.LT, BinaryOp.LE, BinaryOp.EQ, BinaryOp.NE);
  private static final List<BinaryOp> LOGIC =
      List.of(BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR, BinaryOp.EQ, BinaryOp.NE);
  private static final List<BinaryOp> INTEGER = List.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL,
      BinaryOp.DIV, BinaryOp.MOD, BinaryOp.MIN, BinaryOp.MAX, BinaryOp.AND, BinaryOp.OR,
      BinaryOp.XOR, BinaryOp.SHL, BinaryOp.SHR);
  private static final List<BinaryOp> FLOAT =
      List.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MIN, BinaryOp.MAX);
  /** Those from integers of a type to integers. */
  private static final List<MathFunction> CALLS = Arrays.stream(MathFunction.values())
      .filter(f -> f.isInteger() && f != MathFunction.BITS_OF && f != MathFunction.FLOAT_OF)
      .toList();
  private static final long[] INTEGERS = {0, 1, -1, 2, -3, 7, 16, 100, -128, 255, 65535,
      Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE};
  private static final double[] SCALES = {2, -0.5, 4};

  private final RandomGenerator random;
  private final int lanes;

  RandomExpressions(RandomGenerator random, int lanes) {
    this.random = random;
    this.lanes = lanes;
  }

  private <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  Expr base() {
    return new Var("i").times(16).plus(new Var("j").times(lanes));
  }

  Expr of(DType type, int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return leaf(type);
    }
    return switch (random.nextInt(6)) {
      case 0 -> of(other(type), depth - 1).cast(type);
      case 1 -> new Select(of(DType.BOOL, depth - 1), of(type, depth - 1), of(type, depth - 1));
      case 2 -> unary(type.computed(), depth - 1).cast(type);
      default -> binary(type.computed(), depth - 1).cast(type);
    };
  }

  private DType other(DType type) {
    DType found = any(TYPES);
    return found == type ? other(type) : found;
  }

  private Expr leaf(DType type) {
    return switch (random.nextInt(type == DType.I64 ? 5 : 4)) {
      case 0 -> full(constant(type));
      case 1 -> Samples.at(type, gathered());
      case 2 -> Samples.at(type, place(base(), 1));
      case 3 -> lanes == 1 ? Samples.at(type, base())
          : Samples.at(type, place(new Var("i").times(2), random.nextInt(4)));
      default -> place(base().plus(random.nextInt(-9, 9)), random.nextInt(-2, 3));
    };
  }

  private Expr place(Expr base, long stride) {
    return lanes == 1 ? base : new Ramp(base, IntConst.index(stride), lanes);
  }

  private Expr gathered() {
    Expr index = new Cast(DType.I64, Samples.at(any(List.of(DType.I32, DType.U8)),
        place(base(), 1)));
    Expr least = new Binary(BinaryOp.MAX, index, full(IntConst.index(0)));
    return new Binary(BinaryOp.MIN, least, full(IntConst.index(Samples.SIZE - 1)));
  }

  private Expr full(Expr e) {
    return lanes == 1 ? e : new Broadcast(e, lanes);
  }

  private Expr constant(DType type) {
    return type.isFloat() ? new FloatConst(type, random.nextInt(-5, 6) / 2.0)
        : new IntConst(type, INTEGERS[random.nextInt(INTEGERS.length)]);
  }

  private Expr unary(DType type, int depth) {
    if (type.isInteger() && random.nextBoolean()) {
      MathFunction function = any(CALLS);
      DType of = function == MathFunction.PHILOX ? DType.U32 : type;
      Expr[] arguments = new Expr[function.arity()];
      Arrays.setAll(arguments, _ -> of(of, function.arity() > 2 ? 0 : depth));
      return new Call(function, List.of(arguments)).cast(type);
    }
    if (type.isFloat() && random.nextBoolean()) {
      return new Call(any(List.of(MathFunction.FLOOR, MathFunction.CEIL, MathFunction.TRUNC)),
          List.of(of(type, depth)));
    }
    List<UnaryOp> legal = type.isBool() ? List.of(UnaryOp.NOT) : type.isFloat()
        ? List.of(UnaryOp.NEG, UnaryOp.ABS) : List.of(UnaryOp.values());
    return new Unary(any(legal), of(type, depth));
  }

  private Expr binary(DType type, int depth) {
    if (type.isBool()) {
      DType compared = other(type).computed();
      return random.nextBoolean() ? new Binary(any(LOGIC), of(type, depth), of(type, depth))
          : new Binary(any(COMPARISONS), of(compared, depth), of(compared, depth));
    }
    if (type.isFloat()) {
      return random.nextInt(4) == 0 ? new Binary(BinaryOp.MUL, of(type, depth),
          full(new FloatConst(type, SCALES[random.nextInt(SCALES.length)])))
          : new Binary(any(FLOAT), of(type, depth), of(type, depth));
    }
    return new Binary(any(INTEGER), of(type, depth),
        random.nextInt(3) == 0 ? full(constant(type)) : of(type, depth));
  }
}
