package dev.jacquard.dsl;

import java.util.List;
import java.util.stream.Collectors;

/** The text form of expressions: infix, with no more parentheses than needed. */
final class Printer {

  private Printer() {}

  static String print(Expr e) {
    return switch (e) {
      case IntConst(DType type, long value) -> integer(type, value);
      case FloatConst(DType type, double value) -> real(type, value);
      case Var v -> v.name();
      case RVar v -> v.name();
      case Dim d -> d.name();
      case Local v -> v.name();
      case Unary(UnaryOp op, Expr a) when op == UnaryOp.ABS -> call("abs", List.of(a));
      case Unary(UnaryOp op, Expr a) -> op.symbol() + wrap(a, 7);
      case Binary b -> binary(b);
      case Select(Expr c, Expr t, Expr f) -> call("select", List.of(c, t, f));
      case Cast(DType type, Expr a) -> call(type.toString(), List.of(a));
      case Call(MathFunction function, List<Expr> arguments) -> call(function.symbol(), arguments);
      case Access(Source source, List<Expr> indices, Edge edge, int component) -> source.name()
          + (source.types().size() > 1 ? ".v" + component : "") + edge(edge) + bracketed(indices);
      case Load(String buffer, DType _, List<Expr> indices) -> buffer + bracketed(indices);
      case Reduce(Combiner combiner, List<RVar> variables, Expr body, boolean insideOnly) ->
          combiner.symbol() + (insideOnly ? " inside" : "") + "(" + join(variables) + ": "
              + print(body) + ")";
      case Update update -> update(update);
      case Tuple(List<Expr> values) -> "{" + join(values) + "}";
      case Print(String label, Expr value) -> "print(\"" + label + "\", " + print(value) + ")";
      case Component(Expr tuple, int number) -> print(tuple) + ".v" + number;
      case Ramp(Expr base, Expr stride, int lanes) ->
          "ramp(" + print(base) + ", " + print(stride) + ", " + lanes + ")";
      case Broadcast(Expr value, int lanes) -> "x" + lanes + "(" + print(value) + ")";
    };
  }

  private static String integer(DType type, long value) {
    if (type.isBool()) {
      return value == 0 ? "false" : "true";
    }
    return type == DType.U64 ? Long.toUnsignedString(value) : Long.toString(value);
  }

  private static String real(DType type, double value) {
    return switch (type) {
      case F64 -> Double.toString(value);
      case F32 -> (float) value + "f";
      default -> type + "(" + (float) value + "f)";
    };
  }

  private static String binary(Binary b) {
    if (b.op() == BinaryOp.MIN || b.op() == BinaryOp.MAX) {
      return call(b.op().symbol(), List.of(b.left(), b.right()));
    }
    int precedence = b.op().precedence();
    return wrap(b.left(), precedence) + " " + b.op().symbol() + " "
        + wrap(b.right(), precedence + 1);
  }

  private static String wrap(Expr e, int least) {
    boolean loose = e instanceof Binary(BinaryOp op, Expr _, Expr _) && op.precedence() < least;
    return loose ? "(" + print(e) + ")" : print(e);
  }

  private static String update(Update update) {
    String order = update.variables().isEmpty() ? "" : "for " + join(update.variables()) + ": ";
    String condition = update.isConditional() ? " where " + print(update.condition()) : "";
    return order + update.previous().name() + bracketed(update.at()) + " = "
        + print(update.value()) + condition;
  }

  private static String edge(Edge edge) {
    return switch (edge.mode()) {
      case NONE -> "";
      case CONSTANT -> ".edge(" + print(edge.outside()) + ")";
      default -> "." + edge.mode().name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static String call(String name, List<Expr> arguments) {
    return name + "(" + join(arguments) + ")";
  }

  private static String bracketed(List<Expr> indices) {
    return "[" + join(indices) + "]";
  }

  private static String join(List<? extends Expr> items) {
    return items.stream().map(Printer::print).collect(Collectors.joining(", "));
  }
}
