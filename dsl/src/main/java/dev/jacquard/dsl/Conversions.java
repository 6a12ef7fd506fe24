package dev.jacquard.dsl;

/** The implicit conversions: literals adapt, types widen only where no value is lost. */
final class Conversions {

  private Conversions() {}

  /** {@code e} in the type in which its values are computed: f32 for f16 and bf16. */
  static Expr computed(Expr e) {
    return widen(e.type().computed(), e);
  }

  /** The type that both operands can take without loss. */
  static DType common(String operator, Expr left, Expr right) {
    if (left.type() == right.type() || adapts(right, left.type())) {
      return left.type();
    }
    if (adapts(left, right.type())) {
      return right.type();
    }
    DType a = left.type().computed();
    DType b = right.type().computed();
    boolean stored = left.type().isStorageOnly() && right.type().isStorageOnly();
    if (stored || !isLossless(a, b) && !isLossless(b, a)) {
      throw UserError.here(("%s mixes %s and %s, and neither holds every value of the other. "
          + "Cast one side: x.cast(%s).").formatted(applied(operator, left, right), left.type(),
              right.type(), a.isFloat() ? a.name() : b.name()));
    }
    return isLossless(a, b) ? b : a;
  }

  private static String applied(String operator, Expr left, Expr right) {
    boolean infix = operator.length() <= 2;
    return infix ? left + " " + operator + " " + right
        : operator + "(" + left + ", " + right + ")";
  }

  /** {@code e} as {@code type}; the conversion is known to lose nothing. */
  static Expr widen(DType type, Expr e) {
    if (e.type() == type) {
      return e;
    }
    return switch (e) {
      case IntConst(DType _, long value) when type.isFloat() -> new FloatConst(type, value);
      case IntConst(DType _, long value) -> new IntConst(type, value);
      case FloatConst(DType _, double value) -> new FloatConst(type, value);
      default -> Cast.of(type, e);
    };
  }

  /** Whether {@code e} becomes {@code type} without a cast. */
  static boolean fits(Expr e, DType type) {
    return adapts(e, type) || isLossless(e.type(), type);
  }

  private static boolean adapts(Expr e, DType type) {
    return switch (e) {
      case IntConst(DType from, long value) when !from.isBool() && !type.isBool() ->
          (value >= 0 || from != DType.U64 && type != DType.U64)
              && (type.isFloat() || type.wrap(value) == value);
      case FloatConst _ -> type.isFloat();
      default -> false;
    };
  }

  /** Whether every value of {@code from} is a value of {@code to}. */
  static boolean isLossless(DType from, DType to) {
    if (from == to) {
      return true;
    }
    if (from.isBool() || to.isBool()) {
      return false;
    }
    if (to.isFloat()) {
      return from.isFloat() ? from.bits() < to.bits()
          : from.bits() - (from.isSigned() ? 1 : 0) <= to.precision();
    }
    if (from.isFloat() || from.isSigned() && !to.isSigned()) {
      return false;
    }
    return from.isSigned() == to.isSigned() ? from.bits() < to.bits()
        : from.bits() + 1 <= to.bits();
  }
}
