package dev.jacquard.jvm.emit;

import dev.jacquard.dsl.DType;

/** How values and elements of a type look in Java. Integers are carried as {@link DType} says. */
public final class JavaType {

  private JavaType() {}

  /** The type of a value in a register. */
  public static String value(DType type) {
    return switch (type) {
      case BOOL -> "boolean";
      case I8, I16, I32, U8, U16 -> "int";
      case U32, I64, U64 -> "long";
      case F16, BF16, F32 -> "float";
      case F64 -> "double";
    };
  }

  /** The type of an element in memory. */
  public static String element(DType type) {
    return switch (type) {
      case BOOL, I8, U8 -> "byte";
      case I16, U16, F16, BF16 -> "short";
      case I32, U32 -> "int";
      case I64, U64 -> "long";
      case F32 -> "float";
      case F64 -> "double";
    };
  }

  /** The type of an array of elements. */
  public static Class<?> array(DType type) {
    return switch (element(type)) {
      case "byte" -> byte[].class;
      case "short" -> short[].class;
      case "int" -> int[].class;
      case "long" -> long[].class;
      case "float" -> float[].class;
      default -> double[].class;
    };
  }

  /** The constant of ValueLayout for an element. */
  static String layout(DType type) {
    return "JAVA_" + element(type).toUpperCase(java.util.Locale.ROOT);
  }

  /** Whether its values are Java longs. */
  static boolean isLong(DType type) {
    return value(type).equals("long");
  }

  /** The value of an element that was read as its Java type. */
  public static Term fromElement(DType type, Term element) {
    return switch (type) {
      case BOOL -> Term.infix("!=", Term.EQUALITY, element, Term.atom("0"));
      case U8 -> Term.infix("&", Term.AND, element, Term.atom("0xFF"));
      case U16 -> Term.infix("&", Term.AND, element, Term.atom("0xFFFF"));
      case U32 -> Term.infix("&", Term.AND, element, Term.atom("0xFFFFFFFFL"));
      case F16 -> Term.atom("Float.float16ToFloat($L)", element.code());
      case BF16 -> Term.atom("Float.intBitsToFloat($L << 16)", element.in(Term.UNARY));
      case I8, I16, I32, I64, U64, F32, F64 -> element;
    };
  }

  /** The Java value to write for an element; a float is rounded to it. */
  public static Term toElement(DType type, Term value, Dialect dialect) {
    return switch (type) {
      case BOOL -> Term.cast("byte", Term.choice(value, Term.atom("1"), Term.atom("0")));
      case I8, U8 -> Term.cast("byte", value);
      case I16, U16 -> Term.cast("short", value);
      case U32 -> Term.cast("int", value);
      case F16 -> Term.atom("Float.floatToFloat16($L)", value.code());
      case BF16 -> dialect.arithmetic("toBfloat16", type, value);
      case I32, I64, U64, F32, F64 -> value;
    };
  }
}
