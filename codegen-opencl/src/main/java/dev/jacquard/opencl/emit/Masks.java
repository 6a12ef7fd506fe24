package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Comprehension;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.Var;

/**
 * Vectors of booleans: signed integers, -1 for true and 0 for false, of as many bits as OpenCL C
 * wants at their use. Comparing gives the width of the operands; variables hold bytes.
 */
final class Masks {

  private final ExpressionPrinter printer;

  Masks(ExpressionPrinter printer) {
    this.printer = printer;
  }

  /** The element type of a mask of {@code bits}. */
  static DType type(int bits) {
    return switch (bits) {
      case 8 -> DType.I8;
      case 16 -> DType.I16;
      case 32 -> DType.I32;
      default -> DType.I64;
    };
  }

  /** The bits of an element of {@code e} when it is printed without conversions. */
  int width(Expr e) {
    return switch (e) {
      case Binary b when b.left().type().isBool() -> Math.max(width(b.left()), width(b.right()));
      case Binary b -> printer.compared(b).bits();
      case Unary(var _, Expr a) -> width(a);
      case Select(Expr _, Expr t, Expr f) -> Math.max(width(t), width(f));
      case Cast(DType _, Expr a) -> a.type().isBool() ? width(a)
          : printer.context.types.of(a).bits();
      case Load _, Local _, Broadcast _ -> 8;
      case IntConst _, FloatConst _, Var _, RVar _, Dim _, Call _, Ramp _, Instruct _,
          Comprehension _ ->
          throw new CompilerBug("not a vector of booleans: " + e);
    };
  }

  /** With elements of {@code bits}. */
  Term print(Expr e, int bits) {
    return switch (e) {
      case Binary b when b.left().type().isBool() -> logic(b, bits);
      case Binary b -> resized(printer.comparison(b), b, bits);
      case Unary(var _, Expr a) -> Term.unary("~", print(a, bits));
      case Select select -> select(select, bits);
      case Cast(DType _, Expr a) -> a.type().isBool() ? print(a, bits)
          : resized(differsFromZero(printer.print(a), printer.context.types.of(a), a.lanes()), e,
              bits);
      case Load load -> resized(differsFromZero(printer.print(
          new Load(load.buffer(), DType.U8, load.indices())), DType.U8, e.lanes()), e, bits);
      case Local(String name, DType _, int _) ->
          resized(Term.atom(printer.context.names.local(name)), e, bits);
      case Broadcast(Expr value, int lanes) -> Term.vector(Words.type(type(bits), lanes),
          value instanceof IntConst(DType _, long v) ? Long.toString(-v)
              : Term.unary("-", printer.print(value)).text());
      case IntConst _, FloatConst _, Var _, RVar _, Dim _, Call _, Ramp _, Instruct _,
          Comprehension _ ->
          throw new CompilerBug("not a vector of booleans: " + e);
    };
  }

  private static Term differsFromZero(Term value, DType type, int lanes) {
    return Term.binary(value, "!=", Term.EQUAL, Term.vector(Words.type(type, lanes), "0"));
  }

  private Term resized(Term mask, Expr e, int bits) {
    return width(e) == bits ? mask : Casts.convert(mask, type(bits), e.lanes());
  }

  private Term logic(Binary b, int bits) {
    Term left = print(b.left(), bits);
    Term right = print(b.right(), bits);
    return switch (b.op()) {
      case AND, OR, XOR, EQ -> Words.binary(left, b.op(), right);
      case NE -> Words.binary(left, BinaryOp.XOR, right);
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX, SHL, SHR, LT, LE ->
          throw new CompilerBug(b.op() + " of booleans: " + b);
    };
  }

  private Term select(Select s, int bits) {
    if (s.condition() instanceof Broadcast(Expr condition, int _)) {
      return select(new Select(condition, s.whenTrue(), s.whenFalse()), bits);
    }
    if (s.condition().lanes() == 1) {
      return Term.conditional(printer.print(s.condition()), print(s.whenTrue(), bits),
          print(s.whenFalse(), bits));
    }
    if (printer.loads.mayLeaveMemory(s)) {
      Term bytes = Term.unary("-", printer.loads.laneByLane(s, Words.type(type(8), s.lanes())));
      return bits == 8 ? bytes : Casts.convert(bytes, type(bits), s.lanes());
    }
    return Term.call("select", print(s.whenFalse(), bits), print(s.whenTrue(), bits),
        print(s.condition(), bits));
  }
}
