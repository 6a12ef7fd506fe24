package dev.jacquard.dsl;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The text form of expressions: infix, with no more parentheses than needed. Those of an algorithm
 * are read back by {@code dev.jacquard.dsl.text} as they were: a constant shows its type wherever
 * what it stands beside does not give it.
 */
final class Printer {

  private Printer() {}

  static String print(Expr e) {
    return switch (e) {
      case IntConst(DType type, long value) -> type.isBool() ? value == 0 ? "false" : "true"
          : type.format(value) + (type == DType.I64 ? "" : type);
      case FloatConst(DType type, double value) -> real(type, value);
      case Var v -> Names.text(v.name());
      case RVar v -> Names.text(v.name());
      case Dim d -> Names.text(d.name());
      case Local v -> v.name();
      case Unary(UnaryOp op, Expr a) when op == UnaryOp.ABS -> call("abs", List.of(a));
      case Unary(UnaryOp op, Expr a) when isConstant(a) -> op.symbol() + "(" + print(a) + ")";
      case Unary(UnaryOp op, Expr a) -> op.symbol() + wrap(a, 7);
      case Binary b -> binary(b);
      case Select(Expr c, Expr t, Expr f) ->
          "select(" + print(c) + ", " + beside(t, f) + ", " + beside(f, t) + ")";
      case Cast(DType type, Expr a) -> call(type.toString(), List.of(a));
      case Call(MathFunction function, List<Expr> arguments) -> call(function.symbol(), arguments);
      case Access(Source source, List<Expr> indices, Edge edge, int component) ->
          Names.text(source.name()) + (source.types().size() > 1 ? ".v" + component : "")
              + edge(edge) + bracketed(indices);
      case Load(String buffer, DType _, List<Expr> indices) -> buffer + bracketed(indices);
      case Reduce(Combiner combiner, List<RVar> variables, Expr body, boolean insideOnly) ->
          combiner.symbol() + (insideOnly ? " inside" : "") + "(" + join(variables) + ": "
              + print(body) + ")";
      case Update update -> update(update);
      case Tuple(List<Expr> values) -> "{" + join(values) + "}";
      case Print(String label, Expr value) -> "print(" + quoted(label) + ", " + print(value) + ")";
      case Component(Expr tuple, int number) -> print(tuple) + ".v" + number;
      case Instruct i -> call(i.instruction().name(), i.children());
      case Ramp(Expr base, Expr stride, int lanes) ->
          "ramp(" + print(base) + ", " + print(stride) + ", " + lanes + ")";
      case Broadcast(Expr value, int lanes) -> "x" + lanes + "(" + print(value) + ")";
    };
  }

  private static String real(DType type, double value) {
    if (!Double.isFinite(value)) {
      return (value < 0 ? "-" : "") + type + (Double.isNaN(value) ? ".nan" : ".inf");
    }
    return type == DType.F64 ? Double.toString(value)
        : (float) value + (type == DType.F32 ? "f" : type.toString());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private static boolean isConstant(Expr e) {
    return e instanceof IntConst || e instanceof FloatConst;
  }

  /** {@code e}; an integer is without its type if {@code other} gives it. */
  private static String beside(Expr e, Expr other) {
    return isConstant(other) ? print(e) : untyped(e);
  }

  private static String untyped(Expr e) {
    return e instanceof IntConst(DType type, long value) && !type.isBool()
        && (type != DType.U64 || value >= 0) ? Long.toString(value) : print(e);
  }

  private static String binary(Binary b) {
    if (b.op() == BinaryOp.MIN || b.op() == BinaryOp.MAX) {
      return b.op().symbol() + "(" + beside(b.left(), b.right()) + ", "
          + beside(b.right(), b.left()) + ")";
    }
    int precedence = b.op().precedence();
    return operand(b.left(), b.right(), precedence) + " " + b.op().symbol() + " "
        + operand(b.right(), b.left(), precedence + 1);
  }

  private static String operand(Expr e, Expr other, int least) {
    return isConstant(e) ? beside(e, other) : wrap(e, least);
  }

  private static String wrap(Expr e, int least) {
    boolean loose = e instanceof Binary(BinaryOp op, Expr _, Expr _) && op.precedence() < least;
    return loose ? "(" + print(e) + ")" : print(e);
  }

  private static String update(Update update) {
    String order = update.variables().isEmpty() ? "" : "for " + join(update.variables()) + ": ";
    String condition = update.isConditional() ? " where " + print(update.condition()) : "";
    return order + Names.text(update.previous().name()) + bracketed(update.at()) + " = "
        + print(update.value()) + condition;
  }

  private static String edge(Edge edge) {
    return switch (edge.mode()) {
      case NONE -> "";
      case CONSTANT -> ".edge(" + untyped(edge.outside()) + ")";
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
