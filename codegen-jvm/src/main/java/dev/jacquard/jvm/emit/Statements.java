package dev.jacquard.jvm.emit;

import com.palantir.javapoet.CodeBlock;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.List;

/** Statements as Java text; an operation on vectors is a loop over lanes. */
public final class Statements {

  /** What differs between kinds of generated Java. */
  public interface Target extends Dialect {

    /** Stores an element in a global buffer; {@code index} is an i64. */
    CodeBlock store(String buffer, DType type, Term index, Term value);

    /**
     * Makes memory of one item, a Java array, and binds its name.
     *
     * @param size its elements, padding included, simplified
     */
    CodeBlock allocate(Buffer buffer, Expr size, JavaNames names);

    /** Whether the two branches of {@code choice} are written as two conditions. */
    default boolean splitsElse(Stmt.If choice) {
      return false;
    }

    /** Prints a line, or why it cannot. */
    default CodeBlock print(CodeBlock line) {
      return CodeBlock.builder().addStatement("System.out.println($L)", line).build();
    }

    /** Changes an element from what it was, a name, unless it has changed; or why it cannot. */
    Term exchange(String buffer, DType type, Term index, Term was, Term changed);

    /** A barrier, or why there is none. */
    CodeBlock barrier();
  }

  private final Target target;
  private final Expressions expressions;
  private final JavaNames names;
  private final CodeBlock.Builder code = CodeBlock.builder();

  public Statements(Target target, JavaNames names) {
    this.target = target;
    this.expressions = new Expressions(target);
    this.names = names;
  }

  /** The text of {@code stmt}, which sees {@code names}. */
  public static CodeBlock text(Stmt stmt, Target target, JavaNames names) {
    Statements statements = new Statements(target, names);
    statements.emit(stmt);
    return statements.code.build();
  }

  private void emit(Stmt stmt) {
    switch (stmt) {
      case Stmt.For loop -> loop(loop);
      case Stmt.Block(List<Stmt> statements) -> statements.forEach(this::emit);
      case Stmt.If choice -> choice(choice);
      case Stmt.Let let -> let(let);
      case Stmt.Store store when store.atomic() -> change(store);
      case Stmt.Store store -> store(store, CodeBlock.of(""));
      case Stmt.Allocate(Buffer buffer, Stmt body) -> {
        code.add(target.allocate(buffer, names.simplify(buffer.size()), names));
        emit(body);
      }
      case Stmt.Declare(Local local, Expr value) -> declare(local, value);
      case Stmt.Assign(Local local, Expr value) ->
          lanes(local.lanes(), assignment(names.local(local), value));
      case Stmt.Prefetch _ -> { }
      case Stmt.Print print -> print(print);
      case Stmt.Barrier _ -> code.add(target.barrier());
    }
  }

  private void print(Stmt.Print print) {
    CodeBlock.Builder line = CodeBlock.builder().add("$S", "");
    for (int k = 0; k < print.values().size(); k++) {
      line.add(" + $S + ($L)", print.texts().get(k),
          expressions.term(print.values().get(k), names).code());
    }
    code.add(target.print(line.build()));
  }

  private void loop(Stmt.For loop) {
    if (loop.kind().isConcurrent()) {
      throw new CompilerBug("the loop %s over %s is inside a kernel.".formatted(loop.variable(),
          loop.kind()));
    }
    Expr end = names.simplify(loop.min().plus(loop.extent()));
    Expr min = names.simplify(loop.min());
    Term endTerm = expressions.term(end, names);
    Term minTerm = expressions.term(min, names);
    String variable = names.bind(loop.variable(), new Range(loop.min(), loop.extent()));
    boolean narrow = names.isNarrow(loop.variable());
    String type = narrow ? "int" : "long";
    CodeBlock limit = narrow ? narrowed(end, endTerm) : endTerm.code();
    if (!(end instanceof IntConst) && endTerm.strength() < Term.ATOM) {
      String name = names.fresh(loop.variable() + "_end");
      code.addStatement("$L $L = $L", type, name, limit);
      limit = CodeBlock.of("$L", name);
    }
    code.beginControlFlow("for ($L $L = $L; $L < $L; $L++)", type, variable,
        narrow ? narrowed(min, minTerm) : minTerm.code(), variable, limit, variable);
    emit(loop.body());
    code.endControlFlow();
  }

  /** An i64 whose value fits an int, as an int. */
  private static CodeBlock narrowed(Expr e, Term term) {
    return e instanceof IntConst(DType _, long value) ? CodeBlock.of("$L", value)
        : term.narrow() ? term.code() : Term.cast("int", term).code();
  }

  private void choice(Stmt.If choice) {
    if (choice.condition().lanes() > 1) {
      store((Stmt.Store) choice.then(),
          CodeBlock.of("if ($L) ", expressions.term(choice.condition(), names).code()));
    } else if (choice.hasElse() && target.splitsElse(choice)) {
      String taken = names.fresh("taken");
      code.addStatement("boolean $L = $L", taken,
          expressions.term(choice.condition(), names).code());
      branch(taken, choice.then());
      branch("!" + taken, choice.otherwise());
    } else {
      branches(choice);
    }
  }

  private void branch(String condition, Stmt body) {
    code.beginControlFlow("if ($L)", condition);
    emit(body);
    code.endControlFlow();
  }

  private void branches(Stmt.If choice) {
    code.beginControlFlow("if ($L)", expressions.term(choice.condition(), names).code());
    emit(choice.then());
    if (choice.hasElse()) {
      code.nextControlFlow("else");
      emit(choice.otherwise());
    }
    code.endControlFlow();
  }

  private void let(Stmt.Let let) {
    Expr value = let.value();
    Term term = expressions.term(value, names);
    String variable = names.bind(let.variable(), new Range(value, IntConst.index(1)));
    boolean narrow = names.isNarrow(let.variable());
    code.addStatement("$L $L = $L", narrow ? "int" : "long", variable,
        narrow ? narrowed(value, term) : term.code());
    emit(let.body());
  }

  private void declare(Local local, Expr value) {
    String type = JavaType.value(local.type());
    if (local.lanes() == 1) {
      Term term = expressions.term(value, names);
      code.addStatement("$L $L = $L", type, names.bindLocal(local), term.code());
    } else {
      Term term = expressions.term(value, names);
      code.addStatement("$L[] $L = new $L[$L]", type, names.bindLocal(local), type,
          local.lanes());
      lanes(local.lanes(), CodeBlock.of("$L = $L", names.local(local).code(), term.code()));
    }
  }

  private CodeBlock assignment(Term local, Expr value) {
    return CodeBlock.of("$L = $L", local.code(), expressions.term(value, names).code());
  }

  private void lanes(int count, CodeBlock statement) {
    if (count == 1) {
      code.addStatement(statement);
    } else {
      code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", names.lane(), count);
      code.addStatement(statement);
      code.endControlFlow();
    }
  }

  /** @param condition in front of the store of each lane */
  private void store(Stmt.Store store, CodeBlock condition) {
    int lanes = store.indices().stream().mapToInt(Expr::lanes).max().orElse(1);
    Term value = expressions.term(store.value(), names);
    if (lanes > 1 && mayReadAnotherLane(store)) {
      value = inAdvance(store.value(), value, lanes);
    }
    lanes(lanes, CodeBlock.of("$L$L", condition, element(store, value)));
  }

  /** Again until no other item has changed the element between reading and writing it. */
  private void change(Stmt.Store store) {
    DType type = store.value().type();
    String buffer = names.buffer(store.buffer()).name();
    Term index = expressions.index(store.indices(), names);
    Local local = new Local("old", type, 1);
    code.beginControlFlow("while (true)");
    Term read = expressions.term(new Load(store.buffer(), type, store.indices()), names);
    code.addStatement("$L $L = $L", JavaType.value(type), names.bindLocal(local), read.code());
    Term changed = expressions.term(store.changed(local), names);
    code.beginControlFlow("if ($L)", target.exchange(buffer, type, index, names.local(local),
        changed).code());
    code.addStatement("break");
    code.endControlFlow();
    code.endControlFlow();
  }

  /** The values of all lanes, computed before the first is stored. */
  private Term inAdvance(Expr value, Term lane, int lanes) {
    String type = JavaType.value(value.type());
    String values = names.fresh("values");
    code.addStatement("$L[] $L = new $L[$L]", type, values, type, lanes);
    lanes(lanes, CodeBlock.of("$L[$L] = $L", values, names.lane(), lane.code()));
    return Term.atom("$L[$L]", values, names.lane());
  }

  private CodeBlock element(Stmt.Store store, Term value) {
    JavaNames.Place place = names.buffer(store.buffer());
    DType type = store.value().type();
    if (place.array()) {
      return CodeBlock.of("$L[$L] = $L", place.name(),
          expressions.arrayIndex(store.indices(), names),
          JavaType.toElement(type, value, target).code());
    }
    return target.store(place.name(), type, expressions.index(store.indices(), names), value);
  }

  /** Whether a lane may load what another lane has stored. */
  private static boolean mayReadAnotherLane(Stmt.Store store) {
    List<Load> loads = new ArrayList<>();
    Rewrite.walk(store.value(), e -> {
      if (e instanceof Load load && load.buffer().equals(store.buffer())) {
        loads.add(load);
      }
    });
    boolean distinct = store.indices().getFirst() instanceof Ramp(Expr _, Expr stride, int _)
        && stride instanceof IntConst(DType _, long step) && step != 0;
    return !loads.isEmpty() && !(distinct && loads.stream().allMatch(load ->
        load.indices().toString().equals(store.indices().toString())));
  }
}
