package dev.jacquard.fuzz;

import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.interpret.Interpreter;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.ir.Program;

/** What a sample is run on. */
record Machine(Backend backend) {

  private static final long MOST_STEPS = 20_000_000;

  /** The interpreter, which watches for races and for reads of what nothing wrote. */
  static Machine interpreter() {
    return new Machine(new InterpreterBackend(new Interpreter.Options(true, true, MOST_STEPS)));
  }

  static Machine openCl() {
    return new Machine(new OpenClBackend());
  }

  /** {@code interpreter}, {@code opencl}, and those with a planted fault. */
  static Machine named(String name) {
    return switch (name) {
      case "opencl" -> openCl();
      case "interpreter" -> interpreter();
      case "wrong" -> new Machine(new FaultyBackend(interpreter().backend(), false));
      case "crash" -> new Machine(new FaultyBackend(interpreter().backend(), true));
      default -> throw new IllegalArgumentException(name);
    };
  }

  Device device() {
    return backend.devices().getFirst();
  }

  Executable load(Program program) {
    return backend.load(backend.emit(program, device().target()), device());
  }
}
