package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Unsupported;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How OpenCL C calls types, operators, constants and components. */
final class Words {

  private static final Set<Integer> LANES = Set.of(1, 2, 3, 4, 8, 16);

  private Words() {}

  /** A scalar value; f16 and bf16 are floats there, of which memory keeps 16 bits. */
  static String type(DType type) {
    return switch (type) {
      case BOOL -> "bool";
      case I8 -> "char";
      case I16 -> "short";
      case I32 -> "int";
      case I64 -> "long";
      case U8 -> "uchar";
      case U16 -> "ushort";
      case U32 -> "uint";
      case U64 -> "ulong";
      case F16, BF16, F32 -> "float";
      case F64 -> "double";
    };
  }

  /** A value of any number of lanes; a vector of booleans is a mask of bytes. */
  static String type(DType type, int lanes) {
    if (!LANES.contains(lanes)) {
      throw new Unsupported(("OpenCL C has no vectors of %d lanes; it has 2, 3, 4, 8 and 16. Use "
          + "one of these.").formatted(lanes));
    }
    return lanes == 1 ? type(type) : type(type.isBool() ? DType.I8 : type) + lanes;
  }

  /** An element in memory; a boolean is a byte, 0 or 1, an f16 or bf16 its bits. */
  static String stored(DType type) {
    return type(type.isStorageOnly() ? DType.U16 : storage(type));
  }

  /** As {@link #stored}, but OpenCL C lets a pointer name an f16. */
  static String pointed(DType type) {
    return type == DType.F16 ? "half" : stored(type);
  }

  static DType storage(DType type) {
    return type.isBool() ? DType.U8 : type;
  }

  /** The signed integers as wide as {@code type}: what comparing vectors of it gives. */
  static DType signed(DType type) {
    return switch (type.bits()) {
      case 8 -> DType.I8;
      case 16 -> DType.I16;
      case 32 -> DType.I32;
      default -> DType.I64;
    };
  }

  static DType unsigned(DType type) {
    return switch (type.bits()) {
      case 8 -> DType.U8;
      case 16 -> DType.U16;
      case 32 -> DType.U32;
      default -> DType.U64;
    };
  }

  static Term constant(DType type, long value) {
    String text = switch (type) {
      case BOOL -> value == 0 ? "false" : "true";
      case I32 -> value == type.minLong() ? "INT_MIN" : Long.toString(value);
      case I64 -> value == type.minLong() ? "LONG_MIN" : value + "L";
      case U32 -> value + "u";
      case U64 -> type.format(value) + "ul";
      case I8, I16, U8, U16 -> Long.toString(value);
      case F16, BF16, F32, F64 -> throw new CompilerBug("an integer constant of type " + type);
    };
    return new Term(text, text.startsWith("-") ? Term.UNARY : Term.ATOM);
  }

  static Term constant(IntConst constant) {
    return constant(constant.type(), constant.value());
  }

  /** The shortest decimal that reads back as exactly {@code value}. */
  static Term constant(DType type, double value) {
    boolean single = type != DType.F64;
    if (Double.isNaN(value)) {
      return single ? Term.atom("NAN") : Term.cast("double", Term.atom("NAN"));
    }
    if (Double.isInfinite(value)) {
      Term infinity = Term.atom("INFINITY");
      Term signed = value < 0 ? Term.unary("-", infinity) : infinity;
      return single ? signed : Term.cast("double", signed);
    }
    String text = single ? (float) value + "f" : Double.toString(value);
    return new Term(text, text.startsWith("-") ? Term.UNARY : Term.ATOM);
  }

  static String symbol(BinaryOp op) {
    return switch (op) {
      case MIN, MAX -> throw new CompilerBug(op + " is a function in C");
      case ADD, SUB, MUL, DIV, MOD, AND, OR, XOR, SHL, SHR, LT, LE, EQ, NE -> op.symbol();
    };
  }

  static int level(BinaryOp op) {
    return switch (op) {
      case MUL, DIV, MOD -> Term.MULTIPLY;
      case ADD, SUB -> Term.ADD;
      case SHL, SHR -> Term.SHIFT;
      case LT, LE -> Term.COMPARE;
      case EQ, NE -> Term.EQUAL;
      case AND, OR, XOR -> Term.BITS;
      case MIN, MAX -> Term.ATOM;
    };
  }

  static Term binary(Term left, BinaryOp op, Term right) {
    return Term.binary(left, symbol(op), level(op), right);
  }

  /** {@code .s0} to {@code .sf}. */
  static String component(int lane) {
    return ".s" + Integer.toHexString(lane);
  }

  /** {@code 0, step, 2 * step, ...}. */
  static String multiples(long step, int lanes) {
    return IntStream.range(0, lanes).mapToObj(lane -> Long.toString(lane * step))
        .collect(Collectors.joining(", "));
  }
}
