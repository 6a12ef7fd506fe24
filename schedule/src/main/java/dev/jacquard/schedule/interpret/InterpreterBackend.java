package dev.jacquard.schedule.interpret;

import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Program;
import java.util.List;
import java.util.Map;

/** The backend that is always there: slow, checked at every access, and the meaning of the rest. */
public final class InterpreterBackend implements Backend {

  private static final Target SCALAR = new Target(Target.Kind.INTERPRETER, 4, 1, 1024, 0, 64,
      1L << 34, true);
  private static final Device DEVICE = new Device("interpreter", "interpreter",
      "loop interpreter", "dev.jacquard", SCALAR);

  private final Interpreter.Options options;

  public InterpreterBackend() {
    this(Interpreter.Options.PROGRAM);
  }

  /** A backend that reads and watches accesses in another way. */
  public InterpreterBackend(Interpreter.Options options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "interpreter";
  }

  @Override
  public List<Device> devices() {
    return List.of(DEVICE);
  }

  /** No sources: the program itself is what runs. */
  @Override
  public Artifact emit(Program program, Target target) {
    return new Artifact(name(), program, Map.of(), "");
  }

  @Override
  public Executable load(Artifact artifact, Device device) {
    return new InterpretedProgram(artifact.program(), device, options);
  }
}
