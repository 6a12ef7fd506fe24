package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.data.Tensor;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** One evaluation of an algorithm: the tables of its sources, made producers first. */
final class Evaluation {

  /** Points that one task evaluates, so that threads share the work evenly. */
  private static final long TASKS = 64;

  private final Map<String, Stored> inputs = new HashMap<>();
  private final Map<Func, Table> tables = new IdentityHashMap<>();
  private final Map<Func, Program> programs = new IdentityHashMap<>();
  private final int funcCount;

  Evaluation(Algorithm algorithm, Map<String, Tensor> tensors) {
    funcCount = algorithm.funcs().size();
    tensors.forEach((name, tensor) -> inputs.put(name, Stored.input(tensor)));
  }

  private Table table(Source source) {
    return switch (source) {
      case Input input -> inputs.get(input.name());
      case Func func -> tables.get(func);
    };
  }

  private Program program(Func func) {
    return programs.computeIfAbsent(func,
        f -> Compiler.compile(f, programs.size(), this::table));
  }

  /** Evaluates {@code func} at every point; its producers have tables. */
  void addWhole(Func func) {
    Program program = program(func);
    Tensor values = Tensor.zeros(program.storedType(), program.extents());
    Tensor errors = program.isExact() ? null : Tensor.zeros(DType.F64, program.extents());
    long size = values.size();
    long step = Math.max(1, Math.ceilDiv(size, TASKS));
    LongStream.range(0, Math.ceilDiv(size, step)).parallel().forEach(task ->
        fill(program, task * step, Math.min(size, (task + 1) * step), values, errors));
    tables.put(func, new Stored(program.mins(), values, errors));
  }

  /** Promises the values of {@code func} to whoever reads them. */
  void addLazy(Func func) {
    tables.put(func, new Lazy(program(func)));
  }

  private void fill(Program program, long from, long to, Tensor values, Tensor errors) {
    Frame frame = Frame.first(program.slotCount(), funcCount);
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

  /** All values of a Func that was added whole. */
  Result whole(Func func) {
    Stored stored = (Stored) tables.get(func);
    return new Result(func.name(), func.type(), stored.extents(), stored.values(),
        Optional.ofNullable(stored.errors()), Optional.empty());
  }

  /** The values of a Func at some points; its producers have tables. */
  Result at(Func func, long[] points) {
    Program program = program(func);
    Tensor values = Tensor.zeros(program.storedType(), points.length);
    Tensor errors = program.isExact() ? null : Tensor.zeros(DType.F64, points.length);
    LongConsumer evaluate = i -> {
      Frame frame = Frame.first(program.slotCount(), funcCount);
      program.enter(points[(int) i], frame);
      store(program, frame, i, values, errors);
    };
    LongStream.range(0, points.length).parallel().forEach(evaluate);
    return new Result(func.name(), func.type(), program.extents(), values,
        Optional.ofNullable(errors), Optional.of(points));
  }
}
