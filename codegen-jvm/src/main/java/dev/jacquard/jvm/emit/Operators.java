package dev.jacquard.jvm.emit;

import com.palantir.javapoet.CodeBlock;
import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.UnaryOp;

/** Jacquard's operators and conversions in Java's, which differ in width, sign and division. */
final class Operators {

  private final Dialect dialect;

  Operators(Dialect dialect) {
    this.dialect = dialect;
  }

  Term unary(UnaryOp op, DType type, Term a) {
    return switch (op) {
      case NEG -> wrap(type, prefix("-", a.wide()));
      case NOT -> type.isBool() ? prefix("!", a) : wrap(type, prefix("~", a.wide()));
      case ABS -> type.isSigned() ? wrap(type, dialect.arithmetic("abs", type, a.wide()))
          : a;
    };
  }

  private static Term prefix(String op, Term a) {
    return new Term(CodeBlock.of("$L$L", op, a.in(Term.ATOM)), Term.UNARY,
        false);
  }

  Term binary(Binary b, Term left, Term right) {
    DType type = b.left().type();
    boolean comparison = b.op().isComparison();
    boolean bothNarrow = left.narrow() && right.narrow();
    Term l = bothNarrow && !comparison || isShift(b.op()) ? left.wide() : left;
    return switch (b.op()) {
      case ADD -> wrap(type, Term.infix("+", Term.SUM, l, right));
      case SUB -> wrap(type, Term.infix("-", Term.SUM, l, right));
      case MUL -> wrap(type, Term.infix("*", Term.PRODUCT, l, right));
      case DIV -> divide(type, l, right, b.right());
      case MOD -> remainder(type, l, right, b.right());
      case MIN -> extreme("min", type, left, right);
      case MAX -> extreme("max", type, left, right);
      case AND -> Term.infix("&", Term.AND, l, right);
      case OR -> Term.infix("|", Term.OR, l, right);
      case XOR -> Term.infix("^", Term.XOR, l, right);
      case SHL -> wrap(type, Term.infix("<<", Term.SHIFT, l, distance(type, right)));
      case SHR -> Term.infix(type.isSigned() ? ">>" : ">>>", Term.SHIFT, l,
          distance(type, right));
      case LT -> dialect.order("<", type, left, right);
      case LE -> dialect.order("<=", type, left, right);
      case EQ -> Term.infix("==", Term.EQUALITY, left, right);
      case NE -> Term.infix("!=", Term.EQUALITY, left, right);
    };
  }

  private static boolean isShift(BinaryOp op) {
    return op == BinaryOp.SHL || op == BinaryOp.SHR;
  }

  /** Java takes distances modulo 32 and 64 by itself. */
  private static Term distance(DType type, Term distance) {
    return type == DType.I32 || type == DType.I64 || type == DType.U64 ? distance
        : Term.infix("&", Term.AND, distance, Term.atom("$L", type.bits() - 1));
  }

  private Term divide(DType type, Term l, Term r, Expr divisor) {
    if (type.isFloat() || isPositive(divisor) && !type.isSigned() && type != DType.U64) {
      return Term.infix("/", Term.PRODUCT, l, r);
    }
    if (type == DType.U64) {
      return dialect.arithmetic("divideUnsigned", type, l, r);
    }
    return isPositive(divisor) ? dialect.arithmetic("floorDiv", type, l, r)
        : wrap(type, dialect.arithmetic("divide", type, l, r));
  }

  private Term remainder(DType type, Term l, Term r, Expr divisor) {
    if (isPositive(divisor) && !type.isSigned() && type != DType.U64) {
      return Term.infix("%", Term.PRODUCT, l, r);
    }
    if (type == DType.U64) {
      return dialect.arithmetic("remainderUnsigned", type, l, r);
    }
    return isPositive(divisor) ? dialect.arithmetic("floorMod", type, l, r)
        : dialect.arithmetic("remainder", type, l, r);
  }

  private static boolean isPositive(Expr e) {
    return switch (e) {
      case IntConst c -> c.value() > 0;
      case Broadcast b -> isPositive(b.value());
      default -> false;
    };
  }

  private Term extreme(String name, DType type, Term l, Term r) {
    if (type == DType.U64) {
      return dialect.arithmetic(name + "Unsigned", type, l, r);
    }
    Term result = dialect.arithmetic(name, type, l, r);
    return l.narrow() && r.narrow() ? result.asNarrow() : result;
  }

  /** {@code value}, computed in Java's int or long, brought back to the range of {@code type}. */
  Term wrap(DType type, Term value) {
    return switch (type) {
      case I8 -> Term.cast("byte", value);
      case I16 -> Term.cast("short", value);
      case U8 -> Term.infix("&", Term.AND, value, Term.atom("0xFF"));
      case U16 -> Term.infix("&", Term.AND, value, Term.atom("0xFFFF"));
      case U32 -> Term.infix("&", Term.AND, value, Term.atom("0xFFFFFFFFL"));
      case BOOL, I32, I64, U64, F16, BF16, F32, F64 -> value;
    };
  }

  Term cast(DType from, DType to, Term a) {
    if (from == to) {
      return a;
    }
    if (to.isBool()) {
      return Term.infix("!=", Term.EQUALITY, a, Term.atom("0"));
    }
    if (from.isBool()) {
      return cast(DType.I32, to, Term.choice(a, Term.atom("1"), Term.atom("0")));
    }
    return to.isFloat() ? toFloat(from, to, a) : from.isFloat() ? dialect.fromFloat(from, to, a)
        : integer(from, to, a);
  }

  private static Term integer(DType from, DType to, Term a) {
    boolean halved = JavaType.isLong(from) && !JavaType.isLong(to) && !a.narrow();
    Term low = halved ? Term.cast("int", a) : new Term(a.code(), a.strength(), false);
    return switch (to) {
      case I8 -> Term.cast("byte", a);
      case I16 -> Term.cast("short", a);
      case I32 -> low;
      case U8 -> Term.infix("&", Term.AND, low, Term.atom("0xFF"));
      case U16 -> Term.infix("&", Term.AND, low, Term.atom("0xFFFF"));
      case U32 -> Term.infix("&", Term.AND, a, Term.atom("0xFFFFFFFFL"));
      case I64, U64 -> JavaType.isLong(from) ? a : Term.cast("long", a);
      case BOOL, F16, BF16, F32, F64 -> throw new CompilerBug("integer cast to " + to);
    };
  }

  private Term toFloat(DType from, DType to, Term a) {
    String type = JavaType.value(to);
    if (to.isStorageOnly()) {
      return JavaType.fromElement(to, JavaType.toElement(to, a, dialect));
    }
    if (from.isStorageOnly()) {
      return a;
    }
    return from == DType.U64
        ? dialect.arithmetic(to == DType.F32 ? "unsignedToFloat" : "unsignedToDouble", from, a)
        : Term.cast(type, a);
  }
}
