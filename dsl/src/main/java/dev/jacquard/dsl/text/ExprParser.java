package dev.jacquard.dsl.text;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Print;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Recursive descent over an expression; operators by the precedences of {@link BinaryOp}. */
final class ExprParser {

  /** Levels of a tree: passes over it recurse. */
  private static final int DEEPEST = 300;
  /** Factors of a product of i64: arithmetic on indices multiplies sums out. */
  private static final int MOST_FACTORS = 10;
  private static final String PRINT = "print";
  private static final Map<String, BinaryOp> OPERATORS = new HashMap<>();
  private static final Map<String, Function<Expr[], Expr>> FUNCTIONS = new HashMap<>();
  private static final Map<String, Integer> ARITIES = new HashMap<>();

  static {
    for (BinaryOp op : BinaryOp.values()) {
      OPERATORS.put(op.symbol(), op);
    }
    OPERATORS.remove("min");
    OPERATORS.remove("max");
    for (MathFunction function : MathFunction.values()) {
      define(function.symbol(), function.arity(), arguments -> Dsl.call(function, arguments));
    }
    for (DType type : DType.values()) {
      define(type.toString(), 1, arguments -> arguments[0].cast(type));
    }
    ARITIES.put(PRINT, 2);
    define("abs", 1, arguments -> Dsl.abs(arguments[0]));
    define("select", 3, a -> Dsl.select(a[0], a[1], a[2]));
    define("min", 2, arguments -> arguments[0].min(arguments[1]));
    define("max", 2, arguments -> arguments[0].max(arguments[1]));
  }

  private final Tokens tokens;
  private Names names;
  private int depth;
  /** Levels of the tree that was parsed last. */
  private int height;
  /** The most factors in a product of it that are no constants. */
  private int factors;

  ExprParser(Tokens tokens, Names names) {
    this.tokens = tokens;
    this.names = names;
  }

  private static void define(String name, int arity, Function<Expr[], Expr> function) {
    FUNCTIONS.put(name, function);
    ARITIES.put(name, arity);
  }

  Expr parse() {
    return binary(0);
  }

  /** {@code [i, r]}: where an update writes. */
  Expr[] place() {
    tokens.expect("[");
    return list("]").toArray(Expr[]::new);
  }

  /** {@code (1.0f, 0.0f)}. */
  List<Expr> arguments() {
    tokens.expect("(");
    return list(")");
  }

  private Expr binary(int least) {
    Expr left = unary();
    int levels = height;
    int most = factors;
    for (Token token = operator(least); token != null; token = operator(least)) {
      tokens.next();
      int precedence = precedence(token.text());
      Expr first = left;
      Expr second = binary(precedence + 1);
      BinaryOperator<Expr> operator = operation(token.text());
      left = tokens.at(token, () -> operator.apply(first, second));
      levels = grown(token, Math.max(levels, height));
      most = multiplied(token, left, most);
    }
    height = levels;
    factors = most;
    return left;
  }

  private int multiplied(Token token, Expr whole, int first) {
    if (!token.text().equals("*") || whole.type() != DType.I64) {
      return Math.max(first, factors);
    }
    if (first + factors > MOST_FACTORS) {
      throw tokens.error(token, ("this product of i64 has more than %d factors. Give a part of it "
          + "a Func of its own.").formatted(MOST_FACTORS));
    }
    return first + factors;
  }

  private Token operator(int least) {
    Token token = tokens.peek();
    boolean found = !tokens.endsStatement() && token.kind() == Token.Kind.SYMBOL
        && precedence(token.text()) >= least;
    return found ? token : null;
  }

  /** Of an operator; -1 for other symbols. */
  private static int precedence(String symbol) {
    return switch (symbol) {
      case ">", ">=" -> BinaryOp.LT.precedence();
      default -> OPERATORS.containsKey(symbol) ? OPERATORS.get(symbol).precedence() : -1;
    };
  }

  private static BinaryOperator<Expr> operation(String symbol) {
    return switch (symbol) {
      case ">" -> Expr::gt;
      case ">=" -> Expr::ge;
      default -> (left, right) -> Binary.of(OPERATORS.get(symbol), left, right);
    };
  }

  private int grown(Token token, int levels) {
    if (levels >= DEEPEST) {
      throw tokens.error(token, "this expression has more than %d levels; give a part of it a Func "
          .formatted(DEEPEST) + "of its own.");
    }
    return levels + 1;
  }

  private Expr unary() {
    Token token = tokens.peek();
    depth = grown(token, depth);
    try {
      return unary(token);
    } finally {
      depth--;
    }
  }

  private Expr unary(Token token) {
    if (tokens.accept("!")) {
      return grow(token, unary(), Expr::not);
    }
    if (!tokens.accept("-")) {
      return primary();
    }
    Token literal = tokens.peek();
    if (!tokens.endsStatement() && (literal.kind() == Token.Kind.NUMBER
        || literal.kind() == Token.Kind.NAME && Literals.word(literal.text(), true).isPresent())) {
      return constant(literal, true);
    }
    return grow(token, unary(), Expr::unaryMinus);
  }

  private Expr grow(Token token, Expr operand, Function<Expr, Expr> operator) {
    height = grown(token, height);
    return tokens.at(token, () -> operator.apply(operand));
  }

  private Expr constant(Token token, boolean negative) {
    tokens.next();
    height = 1;
    factors = 0;
    return tokens.at(token, () -> token.kind() == Token.Kind.NUMBER
        ? Literals.number(token.text(), negative)
        : Literals.word(token.text(), negative).orElseThrow());
  }

  private Expr primary() {
    Token token = tokens.peek();
    if (tokens.endsStatement()) {
      throw tokens.expected("a value");
    }
    if (tokens.accept("(")) {
      Expr inner = binary(0);
      tokens.expect(")");
      return inner;
    }
    if (tokens.accept("{")) {
      List<Expr> values = list("}");
      return made(token, () -> tuple(values));
    }
    if (token.kind() == Token.Kind.NUMBER) {
      return constant(token, false);
    }
    if (!token.isName()) {
      throw tokens.expected("a value");
    }
    return named(token);
  }

  private static Expr tuple(List<Expr> values) {
    if (values.size() < 2 || values.stream().anyMatch(Tuple.class::isInstance)) {
      throw new UserError("a tuple has two values or more, and none of them is a tuple. Write one "
          + "tuple of single values.");
    }
    return new Tuple(values);
  }

  private Expr named(Token token) {
    boolean plain = token.kind() == Token.Kind.NAME;
    if (plain && Literals.word(token.text(), false).isPresent()) {
      return constant(token, false);
    }
    tokens.next();
    if (plain && tokens.peek().is("(") && !token.text().endsWith(".edge")) {
      return call(token);
    }
    if (tokens.peek().is("[") || tokens.peek().is("(")) {
      return access(token);
    }
    height = 1;
    factors = 1;
    return names.value(tokens, token);
  }

  private Expr call(Token name) {
    if (isReduction(name)) {
      return reduction(name);
    }
    if (name.text().equals(PRINT)) {
      return printed(name);
    }
    List<Expr> arguments = arguments();
    Integer arity = ARITIES.get(name.text());
    if (arity == null) {
      throw tokens.error(name, "there is no function %s. Write it with known ones.%s".formatted(
          name.text(),
          names.sources().containsKey(name.text())
              ? " An element of a Func or input is %s[...].".formatted(name.text())
              : dev.jacquard.dsl.Suggestion.of(name.text(), ARITIES.keySet())));
    }
    if (arity != arguments.size()) {
      throw tokens.error(name, ("%s takes %d arguments; here are %d. Write as many as it "
          + "takes.").formatted(name.text(), arity, arguments.size()));
    }
    return made(name, () -> FUNCTIONS.get(name.text()).apply(arguments.toArray(Expr[]::new)));
  }

  private Expr printed(Token name) {
    tokens.expect("(");
    Token label = tokens.peek();
    if (tokens.endsStatement() || label.kind() != Token.Kind.STRING) {
      throw tokens.expected("a label in quotes");
    }
    tokens.next();
    tokens.expect(",");
    Expr value = binary(0);
    tokens.expect(")");
    return made(name, () -> new Print(unescaped(label.text()), value));
  }

  private static String unescaped(String label) {
    try {
      return label.translateEscapes();
    } catch (IllegalArgumentException e) {
      throw new UserError("the label \"%s\" cannot be read; write \\\\ for \\."
          .formatted(label), e);
    }
  }

  private Expr made(Token token, Supplier<Expr> make) {
    height = grown(token, height);
    return tokens.at(token, make);
  }

  /** Values up to the closing bracket; the height is that of the highest. */
  private List<Expr> list(String closing) {
    List<Expr> values = new ArrayList<>();
    int levels = 0;
    int most = 0;
    while (!tokens.accept(closing)) {
      if (!values.isEmpty()) {
        tokens.expect(",");
      }
      values.add(binary(0));
      levels = Math.max(levels, height);
      most = Math.max(most, factors);
      if (!tokens.peek().is(",") && !tokens.peek().is(closing)) {
        throw tokens.expected("\",\" or \"%s\"".formatted(closing));
      }
    }
    height = levels;
    factors = most;
    return values;
  }

  /** {@code sum(r, s: ...)}: names, then a colon. */
  private boolean isReduction(Token name) {
    int ahead = 1;
    while (tokens.peek(ahead).isName() && tokens.peek(ahead + 1).is(",")) {
      ahead += 2;
    }
    return tokens.peek(ahead).isName() && tokens.peek(ahead + 1).is(":");
  }

  private Expr reduction(Token name) {
    tokens.expect("(");
    List<RVar> variables = new ArrayList<>();
    Names outside = names;
    do {
      Token index = tokens.name("a reduction index");
      RVar variable = tokens.at(index, () -> Dsl.rvar(index.text()));
      if (names.hasIndex(index.text())) {
        throw tokens.error(index, ("%s is already an index around this reduction. Rename "
            + "one.").formatted(index.text()));
      }
      variables.add(variable);
      names = names.with(List.of(variable));
    } while (tokens.accept(","));
    tokens.expect(":");
    Expr body = binary(0);
    names = outside;
    tokens.expect(")");
    return made(name, () -> reduce(name.text(), variables, body));
  }

  private Expr reduce(String word, List<RVar> variables, Expr body) {
    Optional<Reduction> builtIn = Arrays.stream(Reduction.values())
        .filter(known -> known.symbol().equals(word)).findFirst();
    if (builtIn.isPresent() && !(body instanceof Tuple)) {
      return Reduce.of(builtIn.get(), variables, body, body.type());
    }
    Reducer reducer = switch (word) {
      case "argmax" -> Reducer.arg(Reduction.MAX, body.type());
      case "argmin" -> Reducer.arg(Reduction.MIN, body.type());
      default -> names.reducers().get(word);
    };
    if (reducer == null) {
      throw new UserError(("there is no reduction %s of this. Reductions: %s, argmax, argmin%s. "
          + "Write one of them.").formatted(word, String.join(", ",
              Arrays.stream(Reduction.values())
              .map(Reduction::symbol).toList()), names.reducers().keySet().stream()
                  .map(known -> ", " + known).collect(Collectors.joining())));
    }
    return Reduce.of(reducer, variables, body);
  }

  private Expr access(Token token) {
    String name = token.text();
    Optional<Edge.Mode> mode = mode(name).filter(_ -> token.kind() == Token.Kind.NAME
        && isSource(before(name)));
    return mode.isEmpty() ? indexed(token, name, Edge.NONE)
        : indexed(token, before(name), edge(mode.get()));
  }

  /** {@code C} of {@code C.clamp}. */
  private static String before(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  private boolean isSource(String name) {
    return names.sources().containsKey(name) || isComponent(name);
  }

  /** {@code C.v1}, one value of several. */
  private boolean isComponent(String name) {
    return name.substring(name.lastIndexOf('.') + 1).matches("v[0-9]{1,4}")
        && names.sources().get(before(name)) instanceof Func func && func.types().size() > 1;
  }

  private static Optional<Edge.Mode> mode(String name) {
    String word = name.substring(name.lastIndexOf('.') + 1);
    return !name.contains(".") ? Optional.empty() : Arrays.stream(Edge.Mode.values())
        .filter(mode -> mode != Edge.Mode.NONE)
        .filter(mode -> word(mode).equals(word)).findFirst();
  }

  private static String word(Edge.Mode mode) {
    return mode == Edge.Mode.CONSTANT ? "edge" : mode.name().toLowerCase(Locale.ROOT);
  }

  private Edge edge(Edge.Mode mode) {
    if (mode != Edge.Mode.CONSTANT) {
      return new Edge(mode, null);
    }
    tokens.expect("(");
    Expr outside = binary(0);
    tokens.expect(")");
    return Edge.constant(outside);
  }

  private Expr indexed(Token token, String name, Edge edge) {
    boolean component = token.kind() == Token.Kind.NAME && isComponent(name);
    Source source = names.source(tokens, token, component ? before(name) : name);
    Expr[] indices = place();
    factors = 1;
    return made(token, () -> (component ? ((Func) source)
        .value(Integer.parseInt(name.substring(name.lastIndexOf('.') + 2))).edge(edge)
        : source.edge(edge)).at(indices));
  }
}
