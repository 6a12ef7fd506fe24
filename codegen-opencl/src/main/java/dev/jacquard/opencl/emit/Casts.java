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
    return converted(operand, type);
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
