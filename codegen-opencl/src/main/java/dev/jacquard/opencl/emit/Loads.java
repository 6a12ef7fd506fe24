package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Select;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads from memory, and the addresses that stores share with them. */
final class Loads {

  private final ExpressionPrinter printer;

  Loads(ExpressionPrinter printer) {
    this.printer = printer;
  }

  Term print(Load load) {
    Expr index = single(load.buffer(), load.indices());
    String buffer = buffer(load.buffer());
    int lanes = load.lanes();
    if (lanes == 1) {
      return element(buffer, Lanes.of(index, 0));
    }
    String vector = Words.type(Words.storage(load.type()), lanes);
    if (isDense(index)) {
      String pointer = pointer(buffer, ((Ramp) index).base());
      return packed(load.buffer(), load.type(), lanes, pointer).map(Term::atom)
          .orElseGet(() -> Term.atom("vload%d(0, %s)".formatted(lanes, pointer)));
    }
    return isUniform(index) ? Term.vector(vector, element(buffer, Lanes.of(index, 0)).text())
        : Term.vector(vector, joined(lanes, elements(buffer, index)));
  }

  /** The vector at {@code pointer} as something to read or assign, where that is better. */
  Optional<String> packed(String buffer, DType type, int lanes, String pointer) {
    return printer.context.helpers.packed(Words.storage(type), lanes).map(name ->
        "*(%s %s *)(%s)".formatted(printer.context.space(buffer), name, pointer));
  }

  /** The text of the element at each lane of a vector {@code index}. */
  IntFunction<String> elements(String buffer, Expr index) {
    if (index instanceof Ramp || Lanes.reads(index)) {
      return lane -> element(buffer, Lanes.of(index, lane)).text();
    }
    String at = printer.context.constant(
        Words.type(printer.context.types.of(index), index.lanes()), "at",
        printer.printAddress(index));
    return lane -> buffer + "[" + at + Words.component(lane) + "]";
  }

  Term element(String buffer, Expr index) {
    return Term.atom(buffer + "[" + printer.printAddress(index).text() + "]");
  }

  /** A difference is computed before it meets the pointer, which may not leave its array. */
  String pointer(String buffer, Expr first) {
    if (first instanceof IntConst(var _, long value) && value == 0) {
      return buffer;
    }
    Term offset = printer.printAddress(first);
    boolean sum = offset.level() >= Term.ADD && offset.text().indexOf('-') < 0;
    return buffer + " + " + (sum ? offset.text() : "(" + offset.text() + ")");
  }

  String buffer(String name) {
    return printer.context.names.get(Names.Kind.BUFFER, name);
  }

  static Expr single(String buffer, List<Expr> indices) {
    if (indices.size() != 1) {
      throw new CompilerBug("%s has %d indices after flattening.".formatted(buffer,
          indices.size()));
    }
    return indices.getFirst();
  }

  static boolean isDense(Expr index) {
    return index instanceof Ramp ramp && ramp.isDense() && ramp.lanes() > 1;
  }

  private static boolean isUniform(Expr index) {
    return index instanceof Broadcast
        || index instanceof Ramp ramp && ramp.stride() instanceof IntConst(var _, long s) && s == 0;
  }

  /** Whether computing {@code e} might read outside a buffer, as far as ranges tell. */
  boolean mayLeaveMemory(Expr e) {
    return e instanceof Load load && !staysInside(load)
        || e.children().stream().anyMatch(this::mayLeaveMemory);
  }

  private boolean staysInside(Load load) {
    Expr index = single(load.buffer(), load.indices());
    Expr size = printer.context.size(load.buffer());
    if (isDense(index)) {
      return printer.context.ranges.proves(((Ramp) index).base(), index.lanes(), size);
    }
    return IntStream.range(0, index.lanes()).allMatch(lane ->
        printer.context.ranges.proves(Lanes.of(index, lane), 1, size));
  }

  /** Each lane on its own, so that a lane's accesses happen only where its condition holds. */
  Term laneByLane(Select select, String vector) {
    return Term.vector(vector, joined(select.lanes(),
        lane -> printer.print(Lanes.of(select, lane)).text()));
  }

  private static String joined(int lanes, IntFunction<String> element) {
    return IntStream.range(0, lanes).mapToObj(element).collect(Collectors.joining(", "));
  }
}
