package dev.jacquard.fuzz;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs samples and compares with the oracle. */
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

  private Trial() {}

  static Outcome of(Sample sample, Machine machine) {
    try (Executable executable = machine.load(lower(sample))) {
      return compare(sample, executable);
    } catch (RuntimeException | StackOverflowError | AssertionError fault) {
      return outcome(fault);
    }
  }

  /** The one program of a sample: it has several sizes only where they are arguments. */
  static Program lower(Sample sample) {
    return Lower.lower(sample.algorithm(sample.sizes().getFirst()), sample.schedule());
  }

  /** How {@code executable} runs at all sizes of the sample. */
  static Outcome compare(Sample sample, Executable executable) {
    try {
      for (Sizes sizes : sample.sizes()) {
        String wrong = wrong(Sample.bind(sample.algorithm(), sizes), executable);
        if (!wrong.isEmpty()) {
          return new Outcome(Kind.FAILED, "wrong", "at " + sizes + ": " + wrong);
        }
      }
      return Outcome.RIGHT;
    } catch (RuntimeException | StackOverflowError | AssertionError fault) {
      return outcome(fault);
    }
  }

  /** What is wrong with the outputs for three sets of inputs; empty if nothing is. */
  static String wrong(Algorithm algorithm, Executable executable) {
    for (Map<String, Tensor> inputs : List.of(Inputs.random(algorithm, 1),
        Inputs.smallIntegers(algorithm, 2), ends(Inputs.random(algorithm, 3)))) {
      Map<String, Result> wanted = Reference.evaluate(algorithm, inputs);
      Map<String, Tensor> outputs = run(executable, inputs, wanted);
      for (Result result : wanted.values()) {
        Check check = Check.of(result, outputs.get(result.name()).toCanonical());
        if (!check.ok()) {
          return check.message();
        }
      }
    }
    return "";
  }

  /** The same with integers at the ends of their types, where arithmetic wraps. */
  private static Map<String, Tensor> ends(Map<String, Tensor> inputs) {
    Random random = new Random(3);
    inputs.values().stream().filter(tensor -> tensor.type().isInteger()).forEach(tensor -> {
      DType type = tensor.type();
      for (long k = 0; k < tensor.size(); k++) {
        boolean low = random.nextBoolean();
        long step = random.nextLong(4);
        tensor.setLongAt(k, low ? type.minLong() + step : type.maxLong() - step);
      }
    });
    return inputs;
  }

  /** The tensors after a run. */
  private static Map<String, Tensor> run(Executable executable, Map<String, Tensor> inputs,
      Map<String, Result> wanted) {
    Program program = executable.program();
    Map<String, Tensor> arguments = arguments(program, inputs, wanted);
    Map<String, Tensor> constants = new HashMap<>();
    program.constants().forEach(name -> constants.put(name, arguments.get(name)));
    executable.prepare(constants);
    executable.run(arguments);
    return arguments;
  }

  /** What a run takes; outputs begin with contents that show where nothing was written. */
  static Map<String, Tensor> arguments(Program program, Map<String, Tensor> inputs,
      Map<String, Result> wanted) {
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
    return arguments;
  }

  static Outcome outcome(Throwable fault) {
    return fault instanceof UserError || fault instanceof Unsupported
        ? new Outcome(Kind.REFUSED, fault.getClass().getSimpleName(), fault.getMessage())
        : failure(fault);
  }

  static Outcome failure(Throwable fault) {
    return new Outcome(Kind.FAILED, fault.getClass().getSimpleName() + at(fault), trace(fault));
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
