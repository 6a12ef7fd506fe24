package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.data.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One evaluation of an algorithm: the tables of its sources, made producers first. */
final class Evaluation implements Compiler.Tables {

  /** Points that one task evaluates, so that threads share the work evenly. */
  private static final long TASKS = 64;

  private final Map<String, Stored> inputs = new HashMap<>();
  private final Map<Func, List<Table>> tables = new IdentityHashMap<>();
  private final Map<Func, List<Program>> programs = new IdentityHashMap<>();
  private final int programCount;
  private final boolean relaxed;
  private int compiled;

  Evaluation(Algorithm algorithm, Map<String, Tensor> tensors) {
    relaxed = algorithm.isRelaxed();
    programCount = algorithm.funcs().stream().mapToInt(func -> func.types().size()).sum();
    tensors.forEach((name, tensor) -> inputs.put(name, Stored.input(tensor)));
  }

  @Override
  public Table table(Source source, int component) {
    return switch (source) {
      case Input input -> inputs.get(input.name());
      case Func func -> tables.get(func).get(component);
    };
  }

  @Override
  public boolean isRelaxed() {
    return relaxed;
  }

  private List<Program> programs(Func func) {
    List<Program> found = programs.get(func);
    if (found == null) {
      found = IntStream.range(0, func.types().size())
          .mapToObj(k -> Compiler.compile(func, k, compiled++, this)).toList();
      programs.put(func, found);
    }
    return found;
  }

  /** Evaluates {@code func} at every point; its producers have tables. */
  void addWhole(Func func) {
    tables.put(func, func.definition() instanceof Update update ? updated(func, update)
        : programs(func).stream().map(this::whole).toList());
  }

  /** The tables of the Func that an update changes, changed. */
  private List<Table> updated(Func func, Update update) {
    IntStream.range(0, func.types().size()).forEach(k -> inexactIfNeeded(func, update, k));
    new UpdateCode(func, update, this).run(programCount);
    return tables.get(update.previous());
  }

  private void inexactIfNeeded(Func func, Update update, int component) {
    Stored stored = (Stored) table(update.previous(), component);
    if (stored.isExact() && !UpdateCode.isExact(func, update, this)) {
      change(update.previous(), component, old -> ((Stored) old).inexact());
    }
  }

  private void change(Func func, int component, UnaryOperator<Table> change) {
    List<Table> all = new ArrayList<>(tables.get(func));
    all.set(component, change.apply(all.get(component)));
    tables.put(func, all);
  }

  private Table whole(Program program) {
    Tensor values = Tensor.zeros(program.storedType(), program.extents());
    Tensor errors = program.isExact() ? null : Tensor.zeros(DType.F64, program.extents());
    long size = values.size();
    long step = Math.max(1, Math.ceilDiv(size, TASKS));
    LongStream.range(0, Math.ceilDiv(size, step)).parallel().forEach(task ->
        fill(program, task * step, Math.min(size, (task + 1) * step), values, errors));
    return new Stored(program.mins(), values, errors);
  }

  /** Promises the values of {@code func} to whoever reads them. */
  void addLazy(Func func) {
    tables.put(func, programs(func).stream().map(program -> (Table) new Lazy(program)).toList());
  }

  private void fill(Program program, long from, long to, Tensor values, Tensor errors) {
    Frame frame = Frame.first(program.slotCount(), programCount);
    program.enter(from, frame);
    for (long i = from; i < to; i++, program.advance(frame)) {
      store(program, frame, i, values, errors);
    }
  }

  private static void store(Program program, Frame frame, long at, Tensor values, Tensor errors) {
    if (program.real() != null) {
      values.setDoubleAt(at, program.real().at(frame));
    } else {
      values.setLongAt(at, program.whole().at(frame));
    }
    if (errors != null) {
      errors.setDoubleAt(at, frame.error);
    }
  }

  /** All values of a Func that was added whole, by the name of their memory. */
  Map<String, Result> whole(Func func) {
    Map<String, Result> results = new LinkedHashMap<>();
    for (int k = 0; k < func.types().size(); k++) {
      Stored stored = (Stored) table(func, k);
      results.put(func.buffer(k), new Result(func.buffer(k), func.types().get(k),
          stored.extents(), stored.values(), Optional.ofNullable(stored.errors()),
          Optional.empty()));
    }
    return results;
  }

  /** The values of a pure Func or reduction at some points; its producers have tables. */
  Map<String, Result> at(Func func, long[] points) {
    Map<String, Result> results = new LinkedHashMap<>();
    for (int k = 0; k < func.types().size(); k++) {
      results.put(func.buffer(k), at(func.buffer(k), programs(func).get(k), points));
    }
    return results;
  }

  private Result at(String name, Program program, long[] points) {
    Tensor values = Tensor.zeros(program.storedType(), points.length);
    Tensor errors = program.isExact() ? null : Tensor.zeros(DType.F64, points.length);
    LongConsumer evaluate = i -> {
      Frame frame = Frame.first(program.slotCount(), programCount);
      program.enter(points[(int) i], frame);
      store(program, frame, i, values, errors);
    };
    LongStream.range(0, points.length).parallel().forEach(evaluate);
    return new Result(name, program.type(), program.extents(), values,
        Optional.ofNullable(errors), Optional.of(points));
  }
}
