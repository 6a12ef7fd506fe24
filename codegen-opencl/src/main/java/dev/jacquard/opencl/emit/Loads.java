package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Select;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.FirstLanes;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads from memory, and the addresses that stores share with them. */
final class Loads {

  /** Bytes: what x86 can write past its caches from a vector register. */
  private static final int LEAST_STREAMED = 16;

  private final ExpressionPrinter printer;

  Loads(ExpressionPrinter printer) {
    this.printer = printer;
  }

  Term print(Load load) {
    Expr index = single(load.buffer(), load.indices());
    int lanes = load.lanes();
    if (lanes == 1) {
      return element(load, address(Lanes.of(index, 0)));
    }
    String vector = Words.type(Words.storage(load.type()), lanes);
    if (isDense(index)) {
      return dense(load, lanes, pointer(load.buffer(), ((Ramp) index).base()));
    }
    return column(load, index).orElseGet(() -> gathered(load, index, vector));
  }

  private Optional<Term> column(Load load, Expr index) {
    return index instanceof Ramp ramp ? Columns.of(printer.context.buffer(load.buffer()), ramp)
        .flatMap(j -> printer.context.helpers.column(load.type(), load.lanes(),
            buffer(load.buffer()), j)) : Optional.empty();
  }

  private Term gathered(Load load, Expr index, String vector) {
    IntFunction<Term> places = places(index);
    return Term.vector(vector, isUniform(index) ? element(load, address(Lanes.of(index, 0))).text()
        : joined(load.lanes(), lane -> element(load, places.apply(lane)).text()));
  }

  private Term dense(Load load, int lanes, String pointer) {
    return switch (load.type()) {
      case F16 -> Term.atom("vload_half%d(0, %s)".formatted(lanes, pointer));
      case BF16 -> Casts.widened(plain(load.buffer(), DType.U16, lanes, pointer), lanes);
      default -> plain(load.buffer(), load.type(), lanes, pointer);
    };
  }

  private Term plain(String buffer, DType type, int lanes, String pointer) {
    return packed(buffer, type, lanes, pointer).map(Term::atom)
        .orElseGet(() -> Term.atom("vload%d(0, %s)".formatted(lanes, pointer)));
  }

  /** The function of an instruction, over words of adjacent elements. */
  Term instruct(Instruct instruct) {
    List<Term> arguments = new ArrayList<>(List.of(printer.print(instruct.accumulator())));
    instruct.operands().forEach(load -> arguments.add(words(load)));
    return Term.call(printer.context.helpers.instruction(instruct.instruction()),
        arguments.toArray(Term[]::new));
  }

  private Term words(Load load) {
    Expr index = single(load.buffer(), load.indices());
    String space = printer.context.space(load.buffer());
    boolean same = index instanceof Broadcast;
    String type = printer.context.helpers.words(load.type(), same ? 1 : index.lanes());
    Term word = Term.atom("*(%s %s *)(%s)".formatted(space, type, pointer(load.buffer(),
        same ? ((Broadcast) index).value() : ((Ramp) index).base())));
    return same ? Term.vector(Words.type(DType.U32, index.lanes()), word.text()) : word;
  }

  private Term element(Load load, Term place) {
    String buffer = buffer(load.buffer());
    return switch (load.type()) {
      case F16 -> Term.atom("vload_half(%s, %s)".formatted(place.text(), halves(load.buffer())));
      case BF16 -> Casts.widened(Term.atom(buffer + "[" + place.text() + "]"), 1);
      default -> Term.atom(buffer + "[" + place.text() + "]");
    };
  }

  /** The statement, without a semicolon, that stores {@code value} as an element. */
  String stored(String buffer, DType type, Term place, Term value) {
    String element = buffer(buffer) + "[" + place.text() + "] = ";
    return switch (type) {
      case F16 -> "vstore_half_rte(%s, %s, %s)".formatted(value.text(), place.text(),
          halves(buffer));
      case BF16 -> element + printer.casts.bits(value, 1).text();
      default -> element + value.text();
    };
  }

  /** The statement, without a semicolon, that stores the vector {@code value}. */
  String stored(String buffer, DType type, int lanes, Expr first, Term value) {
    String pointer = pointer(buffer, first);
    if (isStreamed(buffer, type, lanes, first)) {
      return streamed(Words.type(type, lanes), value, pointer);
    }
    if (type == DType.F16) {
      return "vstore_half%d_rte(%s, 0, %s)".formatted(lanes, value.text(), pointer);
    }
    Term elements = type == DType.BF16 ? printer.casts.bits(value, lanes) : value;
    return packed(buffer, type == DType.BF16 ? DType.U16 : type, lanes, pointer)
        .map(target -> target + " = " + elements.text())
        .orElseGet(() -> "vstore%d(%s, 0, %s)".formatted(lanes, elements.text(), pointer));
  }

  /** Clang takes the alignment from the value's type, which a packed load leaves too small. */
  private static String streamed(String vector, Term value, String pointer) {
    return "__builtin_nontemporal_store(%s, (global %s *)(%s))".formatted(
        Term.cast(vector, value).text(), vector, pointer);
  }

  /** Past the caches, as Clang's compilers for CPUs can with whole vectors at their alignment. */
  private boolean isStreamed(String buffer, DType type, int lanes, Expr first) {
    Buffer target = printer.context.buffer(buffer);
    boolean whole = lanes != 3 && lanes * type.bytes() >= LEAST_STREAMED && !type.isStorageOnly()
        && !type.isBool();
    return target.hint() == StoreHint.STREAM && printer.context.helpers.isClang() && whole
        && printer.context.ranges.isMultiple(first, lanes);
  }

  /** The vector at {@code pointer} as something to read or assign, where that is better. */
  private Optional<String> packed(String buffer, DType type, int lanes, String pointer) {
    return printer.context.helpers.packed(Words.storage(type), lanes).map(name ->
        "*(%s %s *)(%s)".formatted(printer.context.space(buffer), name, pointer));
  }

  /** OpenCL's own function does nothing in drivers for CPUs that are built on Clang. */
  String prefetch(String buffer, Expr index) {
    return (printer.context.helpers.isClang() ? "__builtin_prefetch(%s, 0, 3);"
        : "prefetch(%s, 1);").formatted(pointer(buffer, index));
  }

  /** The index at each lane of a vector {@code index}. */
  IntFunction<Term> places(Expr index) {
    if (index instanceof Ramp || Lanes.reads(index)) {
      return lane -> address(Lanes.of(index, lane));
    }
    String at = printer.context.constant(
        Words.type(printer.context.types.of(index), index.lanes()), "at",
        printer.printAddress(index));
    return lane -> Term.atom(at + Words.component(lane));
  }

  private Term address(Expr index) {
    return printer.printAddress(index);
  }

  /** The first element of a buffer of f16; C has no arrays of them, but pointers to them. */
  private String halves(String buffer) {
    return printer.context.buffer(buffer).memory() == Memory.GLOBAL ? buffer(buffer)
        : "(%s half *)%s".formatted(printer.context.space(buffer), buffer(buffer));
  }

  /** A difference is computed before it meets the pointer, which may not leave its array. */
  private String pointer(String buffer, Expr first) {
    String start = printer.context.buffer(buffer).type() == DType.F16 ? halves(buffer)
        : buffer(buffer);
    if (first instanceof IntConst(var _, long value) && value == 0) {
      return start;
    }
    Term offset = printer.printAddress(first);
    boolean sum = offset.level() >= Term.ADD && offset.text().indexOf('-') < 0;
    return start + " + " + (sum ? offset.text() : "(" + offset.text() + ")");
  }

  private String buffer(String name) {
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
        || !(e instanceof Select select && isPartial(select))
        && e.children().stream().anyMatch(this::mayLeaveMemory);
  }

  private boolean staysInside(Load load) {
    Expr index = single(load.buffer(), load.indices());
    Expr size = printer.context.buffer(load.buffer()).size();
    if (isDense(index)) {
      return printer.context.ranges.proves(((Ramp) index).base(), index.lanes(), size);
    }
    return IntStream.range(0, index.lanes()).allMatch(lane ->
        printer.context.ranges.proves(Lanes.of(index, lane), 1, size));
  }

  /** Whether only the first lanes of a dense vector are loaded and the others are zero. */
  boolean isPartial(Select select) {
    return select.whenTrue() instanceof Load load && isPlain(load.type())
        && isDense(single(load.buffer(), load.indices())) && isZero(select.whenFalse())
        && FirstLanes.count(select.condition()).isPresent() && mayLeaveMemory(load);
  }

  private static boolean isPlain(DType type) {
    return !type.isStorageOnly() && !type.isBool();
  }

  private static boolean isZero(Expr e) {
    return e instanceof Broadcast(Expr value, int _)
        && (value instanceof IntConst(DType _, long i) && i == 0
        || value instanceof FloatConst(DType _, double f) && Double.doubleToRawLongBits(f) == 0);
  }

  Term partial(Select select) {
    Load load = (Load) select.whenTrue();
    return Term.call(printer.context.helpers.partialLoad(load.type(), load.lanes(),
        space(load.buffer())), count(select.condition()),
        Term.atom(pointer(load.buffer(), ((Ramp) load.indices().getFirst()).base())));
  }

  private String space(String buffer) {
    return printer.context.buffer(buffer).memory().name().toLowerCase(Locale.ROOT);
  }

  private Term count(Expr condition) {
    return printer.printAddress(FirstLanes.count(condition).orElseThrow());
  }

  /** The statement, without a semicolon, that stores the first lanes; empty if there is none. */
  Optional<String> partiallyStored(Expr condition, Stmt.Store store, Term value) {
    Expr index = single(store.buffer(), store.indices());
    DType type = store.value().type();
    return isDense(index) && isPlain(type) && FirstLanes.count(condition).isPresent()
        ? Optional.of(Term.call(printer.context.helpers.partialStore(type, index.lanes(),
            space(store.buffer())), value, count(condition),
            Term.atom(pointer(store.buffer(), ((Ramp) index).base()))).text())
        : Optional.empty();
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
