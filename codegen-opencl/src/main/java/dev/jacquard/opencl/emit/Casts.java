package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;

/** Conversions between types. Integers wrap; floats saturate on their way to integers. */
final class Casts {

  private final ExpressionPrinter printer;

  Casts(ExpressionPrinter printer) {
    this.printer = printer;
  }

  Term print(Cast cast, DType type) {
    Expr operand = cast.operand();
    if (operand.type().isBool()) {
      return fromBool(operand, type);
    }
    if (type.isBool()) {
      return Term.binary(printer.print(operand), "!=", Term.EQUAL, Term.atom("0"));
    }
    if (operand.type().isFloat() && type.isInteger()) {
      return Term.call("convert_" + Words.type(type, cast.lanes()) + "_sat",
          printer.print(operand));
    }
    return operand.type().isFloat() && type.computed() == DType.F32
        && operand.type().computed() == DType.F32 ? narrowed(printer.print(operand), cast, type)
        : converted(operand, type);
  }

  /** Values of f16 and bf16 are carried as floats. */
  private Term narrowed(Term value, Cast cast, DType type) {
    int lanes = cast.lanes();
    return switch (type) {
      case F16 -> printer.context.helpers.call(Helpers.Helper.ROUNDED_F16, DType.F32, lanes, value);
      case BF16 -> widened(bits(value, lanes), lanes);
      default -> value;
    };
  }

  /** The upper halves of floats, rounded. */
  Term bits(Term value, int lanes) {
    return printer.context.helpers.call(Helpers.Helper.BFLOAT_BITS, DType.F32, lanes, value);
  }

  /** The floats of these upper halves. */
  static Term widened(Term bits, int lanes) {
    return Term.call("as_" + Words.type(DType.F32, lanes), Term.binary(
        convert(bits, DType.U32, lanes), "<<", Term.SHIFT, Term.atom("16")));
  }

  private Term converted(Expr operand, DType type) {
    DType from = type.isInteger() && type.bits() == 64 && operand.lanes() > 1 ? operand.type()
        : printer.context.types.of(operand);
    Term value = printer.print(operand, from);
    return from == type ? value : convert(value, type, operand.lanes());
  }

  private Term fromBool(Expr operand, DType type) {
    if (operand.lanes() == 1) {
      return type.isBool() ? printer.print(operand)
          : Term.cast(Words.type(type), printer.print(operand));
    }
    int width = printer.masks.width(operand);
    Term ones = Term.unary("-", printer.masks.print(operand, width));
    return Masks.type(width) == type ? ones : convert(ones, type, operand.lanes());
  }

  static Term convert(Term value, DType type, int lanes) {
    return lanes == 1 ? Term.cast(Words.type(type), value)
        : Term.call("convert_" + Words.type(type, lanes), value);
  }
}
