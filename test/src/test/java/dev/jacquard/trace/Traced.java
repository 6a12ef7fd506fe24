package dev.jacquard.trace;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.print;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.lower.Lower;
import java.util.ServiceLoader;

/** Runs a traced program on the backend of the given name. */
final class Traced {

  private Traced() {}

  static Schedule untraced() {
    Var i = var("i");
    Func func = func("T", i).is(
        print("twice", input("V", F32, lit(2)).at(i).times(2)).plus(1));
    return Schedule.of(func);
  }

  static Backend backend(String name) {
    for (Backend backend : ServiceLoader.load(Backend.class)) {
      if (backend.name().equals(name)) {
        return backend;
      }
    }
    throw new AssertionError("no backend " + name);
  }

  static Artifact emit(Backend backend, Schedule schedule) {
    Device device = backend.devices().getFirst();
    return backend.emit(Lower.lower(schedule.nest().algorithm(), schedule), device.target());
  }

  static void main(String[] name) {
    Backend backend = backend(name[0]);
    Artifact artifact = emit(backend, untraced().trace());
    Tensor values = Tensor.zeros(F32, 2).fill(1.25);
    values.setDoubleAt(1, -4.25);
    try (Executable program = backend.load(artifact, backend.devices().getFirst())) {
      program.run(values, Tensor.zeros(F32, 2));
    }
  }
}
