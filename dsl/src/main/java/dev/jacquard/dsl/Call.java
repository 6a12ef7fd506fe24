package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A math function of floats of one type, or of integers of one type. */
public record Call(MathFunction function, List<Expr> arguments) implements Expr {

  public Call {
    arguments = List.copyOf(arguments);
    if (arguments.size() != function.arity()) {
      throw new CompilerBug("%s takes %d arguments: %s".formatted(function, function.arity(),
          arguments));
    }
  }

  static Expr of(MathFunction function, Expr... arguments) {
    Given.all("Argument of " + function.symbol(), arguments);
    Expr widest = arguments[0];
    for (Expr argument : arguments) {
      widest = Conversions.widen(Conversions.common(function.symbol(), widest, argument), widest);
    }
    DType type = widest.type().computed();
    boolean integers = function.isInteger() && function != MathFunction.BITS_OF;
    if (integers ? !type.isInteger() : !type.isFloat()) {
      throw UserError.here("%s(%s) needs %s; it is %s. Cast it: x.cast(%s).".formatted(
          function.symbol(), arguments[0], integers ? "an integer" : "a float", type,
          integers ? "I32" : "F32"));
    }
    if (function == MathFunction.FLOAT_OF && type.bits() < DType.F32.bits()) {
      throw UserError.here("float_of(%s) needs 32 or 64 bits; it is %s. Cast it: x.cast(U32)."
          .formatted(arguments[0], type));
    }
    return new Call(function,
        Stream.of(arguments).map(e -> Conversions.widen(type, e)).toList());
  }

  @Override
  public DType type() {
    return function.result(arguments.getFirst().type());
  }

  @Override
  public int lanes() {
    return arguments.getFirst().lanes();
  }

  @Override
  public List<Expr> children() {
    return arguments;
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    List<Expr> mapped = Rewrite.all(arguments, f);
    return mapped == arguments ? this : new Call(function, mapped);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
