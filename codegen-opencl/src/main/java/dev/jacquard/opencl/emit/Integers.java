package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Unary;
import dev.jacquard.opencl.emit.Helpers.Helper;

/**
 * Arithmetic of integers. C leaves the overflow of signed integers undefined, so what may overflow
 * is computed unsigned; where ranges exclude it, the text is plain.
 */
final class Integers {

  private final ExpressionPrinter printer;

  Integers(ExpressionPrinter printer) {
    this.printer = printer;
  }

  Term unary(Unary unary, DType type) {
    Term operand = printer.print(unary.operand(), type);
    return switch (unary.op()) {
      case NEG -> negated(unary, operand, type);
      case NOT -> promotes(unary) ? Term.cast(Words.type(type), Term.unary("~", operand))
          : Term.unary("~", operand);
      case ABS -> type.isSigned() ? printer.context.helpers.call(Helper.ABSOLUTE, type,
          unary.lanes(), operand) : operand;
    };
  }

  Term call(Call call) {
    DType type = call.arguments().getFirst().type();
    Term[] arguments = call.arguments().stream().map(a -> exact(a, type)).toArray(Term[]::new);
    return switch (call.function()) {
      case CTZ -> printer.context.helpers.call(Helper.TRAILING_ZEROS, type, call.lanes(),
          arguments);
      case PHILOX -> printer.context.helpers.call(Helper.PHILOX, type, call.lanes(), arguments);
      case BITS_OF, FLOAT_OF -> Term.call("as_" + Words.type(call.type(), call.lanes()), arguments);
      default -> Term.call(call.function().symbol(), arguments);
    };
  }

  private Term negated(Unary unary, Term operand, DType type) {
    if (printer.neverWraps(unary) || !type.isSigned() && !promotes(unary)) {
      return Term.unary("-", operand);
    }
    return promotes(unary) ? Term.cast(Words.type(type), Term.unary("-", operand))
        : reinterpreted(type, unary.lanes(),
            Term.unary("-", reinterpreted(Words.unsigned(type), unary.lanes(), operand)));
  }

  /** Whether C computes in int what is narrower. */
  private static boolean promotes(Expr e) {
    return e.lanes() == 1 && e.type().bits() < 32;
  }

  private static Term reinterpreted(DType type, int lanes, Term value) {
    return lanes == 1 ? Term.cast(Words.type(type), value)
        : Term.call("as_" + Words.type(type, lanes), value);
  }

  Term binary(Binary b, DType type) {
    return switch (b.op()) {
      case ADD, SUB, MUL -> arithmetic(b, type);
      case DIV -> divided(b, type, Helper.FLOORED_DIV, Helper.EUCLIDEAN_DIV, Helper.CHECKED_DIV);
      case MOD -> divided(b, type, Helper.FLOORED_MOD, Helper.EUCLIDEAN_MOD, Helper.CHECKED_MOD);
      case MIN -> Term.call("min", exact(b.left(), type), exact(b.right(), type));
      case MAX -> Term.call("max", exact(b.left(), type), exact(b.right(), type));
      case AND, OR, XOR -> Words.binary(left(b, type), b.op(), right(b, type));
      case SHL, SHR -> shifted(b, type);
      case LT, LE, EQ, NE -> throw new CompilerBug("a comparison of type " + type + ": " + b);
    };
  }

  /** In {@code type} unless the right operand, if a scalar, brings the width of it. */
  private Term left(Binary b, DType type) {
    return b.lanes() > 1 || printer.context.types.isNarrow(b.right())
        ? printer.print(b.left(), type) : printer.print(b.left());
  }

  private Term right(Binary b, DType type) {
    return b.lanes() > 1 ? printer.print(b.right(), type) : printer.print(b.right());
  }

  private Term arithmetic(Binary b, DType type) {
    if (printer.neverWraps(b) || !type.isSigned() && !promotes(b)) {
      return plain(b, type);
    }
    if (b.lanes() > 1) {
      return reinterpreted(type, b.lanes(), Words.binary(asUnsigned(b.left(), type), b.op(),
          asUnsigned(b.right(), type)));
    }
    Term left = printer.print(b.left());
    boolean unsigned = !promotes(b) || b.op() == BinaryOp.MUL && type == DType.U16;
    Term first = unsigned
        ? Term.cast(Words.type(promotes(b) ? DType.U32 : Words.unsigned(type)), left) : left;
    return Term.cast(Words.type(type), Words.binary(first, b.op(), printer.print(b.right())));
  }

  private Term asUnsigned(Expr e, DType type) {
    DType unsigned = Words.unsigned(type);
    return e instanceof Broadcast(Expr value, int lanes)
        ? printer.broadcast(printer.print(value), unsigned, lanes)
        : reinterpreted(unsigned, e.lanes(), printer.print(e, type));
  }

  private Term plain(Binary b, DType type) {
    if (b.op() == BinaryOp.ADD && b.right() instanceof IntConst(DType t, long value)
        && value < 0 && value != t.minLong() && type.isSigned()) {
      return plain(new Binary(BinaryOp.SUB, b.left(), new IntConst(t, -value)), type);
    }
    return Words.binary(left(b, type), b.op(), right(b, type));
  }

  private Term divided(Binary b, DType type, Helper floored, Helper euclidean, Helper checked) {
    boolean positive = printer.context.ranges.alwaysPositive(b.right());
    if (positive && printer.context.ranges.neverNegative(b.left())) {
      return Words.binary(left(b, type), b.op(), right(b, type));
    }
    Helper helper = !type.isSigned() ? checked : positive ? floored : euclidean;
    return printer.context.helpers.call(helper, type, b.lanes(), printer.print(b.left(), type),
        printer.print(b.right(), type));
  }

  /** OpenCL C takes the distance modulo the width, but of a promoted scalar modulo 32. */
  private Term shifted(Binary b, DType type) {
    long mask = type.bits() - 1;
    Term distance = right(b, type);
    if (constant(b.right()) instanceof IntConst(DType _, long value)) {
      distance = printer.broadcast(Words.constant(DType.I32, value & mask), type, b.lanes());
    } else if (promotes(b)) {
      distance = Words.binary(distance, BinaryOp.AND, Words.constant(DType.I32, mask));
    }
    Term result = Words.binary(printer.print(b.left(), type), b.op(), distance);
    return promotes(b) && b.op() == BinaryOp.SHL ? Term.cast(Words.type(type), result) : result;
  }

  private static Expr constant(Expr e) {
    return e instanceof Broadcast(Expr value, int _) ? value : e;
  }

  /** With exactly {@code type} in C too, as overloaded functions need it. */
  private Term exact(Expr e, DType type) {
    boolean exact = !promotes(e) || e instanceof Load || e instanceof Local || e instanceof Cast
        || e instanceof Call;
    Term term = printer.print(e, type);
    return exact ? term : Term.cast(Words.type(type), term);
  }
}
