package dev.jacquard.schedule.fuzz;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.interpret.Interpreter;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

/** Runs samples on the interpreter, which watches for races, and compares with the oracle. */
final class Trial {

  /** How a sample ended: right, refused with a message, or as it never should. */
  enum Kind { RIGHT, REFUSED, FAILED }

  /**
   * @param text why it was refused or failed
   * @param sort the first words of it: a smaller sample should fail for the same reason
   */
  record Outcome(Kind kind, String sort, String text) {

    static final Outcome RIGHT = new Outcome(Kind.RIGHT, "", "");

    /** A failure, if the schedule was refused: rules should make legal ones. */
    Outcome acceptedBySchedule() {
      boolean refused = kind == Kind.REFUSED && !sort.equals("UserError");
      return refused ? new Outcome(Kind.FAILED, sort, text) : this;
    }
  }

  private static final Interpreter.Options WATCHED = new Interpreter.Options(true, true, 20_000_000);

  private Trial() {}

  static Outcome of(Sample sample) {
    Program program = null;
    try {
      for (Sizes sizes : sample.sizes()) {
        Algorithm algorithm = sample.algorithm(sizes);
        program = sample.symbolic() && program != null ? program
            : Lower.lower(algorithm, sample.schedule());
        String wrong = compare(Sample.bind(algorithm, sizes), program, sizes);
        if (!wrong.isEmpty()) {
          return new Outcome(Kind.FAILED, "wrong", wrong);
        }
      }
      return Outcome.RIGHT;
    } catch (UserError | Unsupported refusal) {
      return new Outcome(Kind.REFUSED, refusal.getClass().getSimpleName(), refusal.getMessage());
    } catch (RuntimeException | StackOverflowError | AssertionError fault) {
      return failure(fault);
    }
  }

  static Outcome failure(Throwable fault) {
    return new Outcome(Kind.FAILED, fault.getClass().getSimpleName() + at(fault), trace(fault));
  }

  private static String compare(Algorithm algorithm, Program program, Sizes sizes) {
    for (int seed = 1; seed <= 2; seed++) {
      Map<String, Tensor> inputs = seed == 1 ? Inputs.random(algorithm, seed)
          : Inputs.smallIntegers(algorithm, seed);
      Map<String, Result> wanted = Reference.evaluate(algorithm, inputs);
      Map<String, Tensor> outputs = run(program, inputs, wanted);
      for (Result result : wanted.values()) {
        Check check = Check.of(result, outputs.get(result.name()).toCanonical());
        if (!check.ok()) {
          return "at %s: %s".formatted(sizes, check.message());
        }
      }
    }
    return "";
  }

  /** The outputs of one run; they begin with contents that show where nothing was written. */
  static Map<String, Tensor> run(Program program, Map<String, Tensor> inputs,
      Map<String, Result> wanted) {
    InterpreterBackend backend = new InterpreterBackend(WATCHED);
    Map<String, Tensor> arguments = new HashMap<>();
    for (Buffer input : program.inputs()) {
      Tensor given = inputs.get(input.name());
      Tensor unread = Tensor.zeros(input.type(), new long[input.extents().size()]);
      arguments.put(input.name(), (given == null ? unread : given).to(input.layout()));
    }
    for (Buffer output : program.outputs()) {
      Tensor tensor = Tensor.zeros(output.type(), output.layout(),
          wanted.get(output.name()).shape());
      arguments.put(output.name(), tensor.fill(output.type().isBool() ? 1 : 77));
    }
    try (Executable executable = backend.load(backend.emit(program, null),
        backend.devices().getFirst())) {
      executable.run(arguments);
    }
    return arguments;
  }

  private static String at(Throwable fault) {
    for (StackTraceElement element : fault.getStackTrace()) {
      if (element.getClassName().startsWith("dev.jacquard.")
          && !element.getMethodName().equals("<init>")) {
        return " in " + element.getClassName() + "." + element.getMethodName();
      }
    }
    return "";
  }

  private static String trace(Throwable fault) {
    StringWriter text = new StringWriter();
    fault.printStackTrace(new PrintWriter(text));
    String all = text.toString();
    return all.lines().limit(25).reduce("", (a, b) -> a + b + "\n");
  }
}
