package dev.jacquard.dsl.text;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.UpdateDeclaration;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The statements of an algorithm, in any order in which names are known before they are used. */
final class AlgorithmParser {

  private static final int VERSION = 1;

  /** {@code require first == second for index of func}. */
  private record Requirement(Token token, String func, String index, Expr first, Expr second) {}

  private final Tokens tokens;
  private final Names names = new Names();
  private final Map<String, Token> declared = new LinkedHashMap<>();
  private final List<Func> funcs = new ArrayList<>();
  private final List<Requirement> requirements = new ArrayList<>();
  private List<Func> outputs = new ArrayList<>();
  private Sizes sizes = Sizes.NONE;
  private boolean relaxed;

  AlgorithmParser(TextFile file) {
    this.tokens = new Tokens(file);
  }

  Algorithm algorithm() {
    header();
    while (tokens.peek().kind() != Token.Kind.END) {
      statement();
      tokens.expectEnd();
    }
    Token end = tokens.peek();
    if (outputs.isEmpty()) {
      throw tokens.error(end, "the text has no output; write output C(i) = ...");
    }
    Algorithm algorithm = Algorithm.inOrder(funcs, outputs);
    for (Requirement r : requirements) {
      Algorithm before = algorithm;
      algorithm = tokens.at(r.token,
          () -> before.requiring(r.func, r.index, r.first, r.second));
    }
    checkUsed(algorithm);
    return relaxed ? algorithm.relaxed() : algorithm;
  }

  Sizes sizes() {
    return sizes;
  }

  private void header() {
    Token first = tokens.peek();
    if (!first.starts() || !first.isWord("jacquard")) {
      throw tokens.error(first, "expected \"jacquard %d\" on the first line, found %s."
          .formatted(VERSION, first.shown()));
    }
    tokens.next();
    Token number = tokens.peek();
    long version = tokens.integer("a version");
    if (version != VERSION) {
      throw tokens.error(number, "version %d of the text form is not known; this Jacquard reads "
          .formatted(version) + "version %d. Write it in that form.".formatted(VERSION));
    }
    tokens.expectEnd();
  }

  private void statement() {
    Token word = tokens.peek();
    if (!word.starts()) {
      throw tokens.error(word, "a statement begins at the start of its line. Move it there.");
    }
    tokens.next();
    switch (word.text()) {
      case "floats" -> floats(word);
      case "dim" -> dim();
      case "input" -> input();
      case "func" -> func();
      case "output" -> outputs.add(func());
      case "outputs" -> outputs();
      case "require" -> requirement(word);
      case "reducer" -> reducer();
      case "sizes" -> sizesGiven();
      default -> throw tokens.error(word, ("expected floats, dim, input, reducer, func, output, "
          + "outputs, require, sizes or a section, found %s.").formatted(word.shown()));
    }
  }

  private void floats(Token word) {
    if (!tokens.acceptWord("relaxed")) {
      throw tokens.error(word, "floats are strict or relaxed; strict ones go without saying. Write "
          + "floats relaxed, or remove the line.");
    }
    relaxed = true;
  }

  private Token declaration(String what) {
    Token name = tokens.name(what);
    if (declared.putIfAbsent(name.text(), name) != null) {
      throw tokens.error(name, "%s is declared already, at %s. Rename one.".formatted(name.text(),
          tokens.place(declared.get(name.text()))));
    }
    return name;
  }

  private void dim() {
    Token name = declaration("the name of a size");
    tokens.expect("=");
    long size = tokens.integer("its default");
    Dim plain = tokens.at(name, () -> Dsl.dim(name.text(), 1));
    long least = plain.least();
    long most = plain.most();
    long multiple = plain.multiple();
    while (tokens.accept(",")) {
      if (tokens.acceptWord("at")) {
        if (tokens.acceptWord("least")) {
          least = tokens.integer("the least size");
        } else {
          tokens.expectWord("most");
          most = tokens.integer("the greatest size");
        }
      } else {
        tokens.expectWord("multiple");
        tokens.expectWord("of");
        multiple = tokens.integer("what it is a multiple of");
      }
    }
    names.values().put(name.text(), checked(name, size, least, most, multiple));
  }

  private Dim checked(Token name, long size, long least, long most, long multiple) {
    if (least < 0 || multiple < 1) {
      throw tokens.error(name, "a size is at least 0 and a multiple of 1 or more. Write such "
          + "numbers.");
    }
    return tokens.at(name, () -> new Dim(name.text(), size, least, most, multiple));
  }

  private void input() {
    Token name = declaration("the name of an input");
    tokens.expect(":");
    Token word = tokens.name("a type");
    DType type = tokens.at(word, () -> DType.parse(word.text()));
    tokens.expect("[");
    List<Expr> extents = new ArrayList<>();
    while (!tokens.accept("]")) {
      if (!extents.isEmpty()) {
        tokens.expect(",");
      }
      extents.add(size(names));
    }
    boolean constant = tokens.acceptWord("constant");
    names.sources().put(name.text(),
        tokens.at(name, () -> new Input(name.text(), type, extents, constant)));
  }

  private Expr size(Names known) {
    return new ExprParser(tokens, new Names(known.values(), Map.of(), Map.of())).parse();
  }

  /** {@code reducer complex(1.0f, 0.0f) = {a0 * b0 - a1 * b1, a0 * b1 + a1 * b0}}. */
  private void reducer() {
    Token name = declaration("the name of a reducer");
    boolean ordered = !tokens.peek().is("(");
    if (ordered) {
      tokens.expectWord("ordered");
    }
    List<Expr> identity = new ExprParser(tokens, new Names()).arguments();
    tokens.expect("=");
    List<Local> locals = new ArrayList<>();
    for (int k = 0; k < identity.size(); k++) {
      locals.add(new Local("a" + k, identity.get(k).type(), 1));
      locals.add(new Local("b" + k, identity.get(k).type(), 1));
    }
    Expr combined = new ExprParser(tokens, new Names().with(locals)).parse();
    names.reducers().put(name.text(), tokens.at(name, () -> ordered
        ? Reducer.ordered(name.text(), identity, (_, _) -> Tuple.values(combined))
        : Reducer.of(name.text(), identity, (_, _) -> Tuple.values(combined))));
  }

  private Func func() {
    Token name = declaration("the name of a Func");
    Func func = tokens.accept(":") ? update(name) : defined(name);
    names.sources().put(name.text(), func);
    funcs.add(func);
    return func;
  }

  /** {@code C.1: for r: C.0[r] = C.0[r - 1] + C.0[r] where r < m for r in [1, n)}. */
  private Func update(Token name) {
    List<RVar> variables = new ArrayList<>();
    if (tokens.acceptWord("for")) {
      do {
        Token index = tokens.name("a reduction index");
        variables.add(tokens.at(index, () -> Dsl.rvar(index.text())));
      } while (tokens.accept(","));
      tokens.expect(":");
    }
    Token target = tokens.name("the Func that is updated");
    if (!(names.source(tokens, target, target.text()) instanceof Func previous)) {
      throw tokens.error(target, ("%s is an input; only a Func is updated. Write a Func that "
          + "copies it first.").formatted(target.text()));
    }
    ExprParser expressions = new ExprParser(tokens,
        names.with(previous.indices()).with(variables));
    Expr[] at = expressions.place();
    tokens.expect("=");
    Expr value = expressions.parse();
    Optional<Expr> condition = tokens.acceptWord("where") ? Optional.of(expressions.parse())
        : Optional.empty();
    Set<String> own = new HashSet<>();
    variables.forEach(r -> own.add(r.name()));
    reductionIndices(value, own);
    Map<String, Range> ranges = ranges(own);
    return tokens.at(name, () -> {
      UpdateDeclaration place = previous.update(at)
          .over(ranged(variables, ranges).toArray(RVar[]::new));
      return condition.map(place::where).orElse(place).is(withRanges(value, ranges));
    }).writtenAt(tokens.place(name));
  }

  private Func defined(Token name) {
    List<Var> indices = new ArrayList<>();
    tokens.expect("(");
    while (!tokens.accept(")")) {
      if (!indices.isEmpty()) {
        tokens.expect(",");
      }
      Token index = tokens.name("an index");
      indices.add(tokens.at(index, () -> Dsl.var(index.text())));
    }
    Func.Declaration declaration = tokens.at(name,
        () -> Dsl.func(base(name.text()), indices.toArray(Var[]::new)));
    tokens.expect("=");
    Expr definition = new ExprParser(tokens, names.with(indices)).parse();
    return ranged(name, declaration, definition, indices);
  }

  /** The Func whose first stage this is: {@code C} of {@code C.0}, if a later one updates it. */
  private String base(String name) {
    boolean first = name.endsWith(".0") && tokens.isUpdated(name);
    return first ? name.substring(0, name.length() - 2) : name;
  }

  private Func ranged(Token name, Func.Declaration declaration, Expr definition,
      List<Var> indices) {
    Set<String> own = new HashSet<>();
    indices.forEach(index -> own.add(index.name()));
    reductionIndices(definition, own);
    Map<String, Range> ranges = ranges(own);
    Expr whole = withRanges(definition, ranges);
    Func func = tokens.at(name, () -> declaration.is(whole));
    for (Var index : indices) {
      Range range = ranges.get(index.name());
      func = range == null ? func : func.over(index, range);
    }
    return func.writtenAt(tokens.place(name));
  }

  private static void reductionIndices(Expr e, Set<String> found) {
    if (e instanceof Reduce reduce) {
      reduce.variables().forEach(r -> found.add(r.name()));
    }
    e.children().forEach(child -> reductionIndices(child, found));
  }

  /** {@code for i in [0, n), r in [1, m - 1)}, or nothing. */
  private Map<String, Range> ranges(Set<String> indices) {
    Map<String, Range> ranges = new LinkedHashMap<>();
    boolean more = tokens.acceptWord("for");
    while (more) {
      Token index = tokens.name("an index");
      if (!indices.contains(index.text())) {
        throw tokens.error(index, ("%s is no index of this Func. Write one of its "
            + "indices.").formatted(index.text()));
      }
      tokens.expectWord("in");
      tokens.expect("[");
      Expr min = size(names);
      tokens.expect(",");
      Token at = tokens.peek();
      boolean extent = tokens.accept("+");
      Expr end = size(names);
      tokens.expect(")");
      Range range = tokens.at(at, () -> range(min, end, extent));
      if (ranges.put(index.text(), range) != null) {
        throw tokens.error(index, "%s has a range already. Leave one out.".formatted(index.text()));
      }
      more = tokens.accept(",");
    }
    return ranges;
  }

  private static Range range(Expr min, Expr end, boolean extent) {
    if (min.type() != DType.I64 || end.type() != DType.I64) {
      throw new UserError(("the ends of a range are i64, not %s and %s. Write whole numbers and "
          + "sizes.").formatted(min.type(), end.type()));
    }
    return extent || min.equals(Dsl.lit(0)) ? new Range(min, end) : Range.between(min, end);
  }

  private static Expr withRanges(Expr e, Map<String, Range> ranges) {
    return e instanceof Reduce(var combiner, List<RVar> variables, Expr body, boolean insideOnly)
        ? new Reduce(combiner, ranged(variables, ranges), withRanges(body, ranges), insideOnly)
        : e.mapChildren(child -> withRanges(child, ranges));
  }

  private static List<RVar> ranged(List<RVar> variables, Map<String, Range> ranges) {
    return variables.stream().map(r -> new RVar(r.name(), ranges.get(r.name()))).toList();
  }

  private void outputs() {
    List<Func> ordered = new ArrayList<>();
    do {
      Token name = tokens.name("the name of an output");
      Source source = names.source(tokens, name, name.text());
      if (!(source instanceof Func func) || !outputs.contains(func) || ordered.contains(func)) {
        throw tokens.error(name, ("%s is no output, or is named twice. Name each output "
            + "once.").formatted(name.text()));
      }
      ordered.add(func);
    } while (tokens.accept(","));
    outputs = ordered;
  }

  private void requirement(Token word) {
    Expr both = size(names);
    tokens.expectWord("for");
    String index = tokens.name("an index").text();
    tokens.expectWord("of");
    String func = tokens.name("a Func").text();
    if (!(both instanceof Binary(BinaryOp op, Expr first, Expr second)) || op != BinaryOp.EQ) {
      throw tokens.error(word, "a requirement is of the form m == n. Write it so.");
    }
    requirements.add(new Requirement(word, func, index, first, second));
  }

  private void sizesGiven() {
    do {
      Token name = tokens.name("a size");
      names.value(tokens, name);
      tokens.expect("=");
      sizes = sizes.with(name.text(), tokens.integer("a number"));
    } while (tokens.accept(","));
  }

  /** What nothing reads would be no part of the algorithm, and its text would not say so. */
  private void checkUsed(Algorithm algorithm) {
    Set<String> used = new HashSet<>();
    algorithm.dims().forEach(dim -> used.add(dim.name()));
    algorithm.inputs().forEach(input -> used.add(input.name()));
    outputs.forEach(func -> Uses.add(func, names.sources(), used));
    funcs.forEach(func -> Uses.of(func.definition(), names.sources(), used));
    declared.forEach((name, token) -> {
      if (!used.contains(name)) {
        throw tokens.error(token, "nothing uses %s; remove it, or make it an output.".formatted(
            name));
      }
    });
  }

  /** The names of the sources that an expression reads. */
  private static final class Uses {

    private Uses() {}

    static void of(Expr e, Map<String, Source> sources, Set<String> used) {
      switch (e) {
        case Access access -> add(access.source(), sources, used);
        case Update update -> add(update.previous(), sources, used);
        case Reduce reduce -> used.add(reduce.combiner().symbol());
        default -> { }
      }
      e.children().forEach(child -> of(child, sources, used));
    }

    static void add(Source source, Map<String, Source> sources, Set<String> used) {
      sources.forEach((name, known) -> {
        if (known == source) {
          used.add(name);
        }
      });
    }
  }
}
