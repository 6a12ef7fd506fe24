package dev.jacquard.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
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
import java.util.HashMap;
import java.util.Map;

/** Runs of lowered programs on the interpreter, which watches for races, against the oracle. */
public final class Runs {

  private static final Interpreter.Options WATCHED =
      new Interpreter.Options(true, true, 20_000_000);

  private Runs() {}

  /** Compiled for each of the sizes, the schedule computes what the oracle says. */
  public static void agree(Schedule schedule, String... sizes) {
    for (String text : sizes) {
      Algorithm algorithm = schedule.nest().algorithm().with(Sizes.parse(text));
      assertRight(algorithm, Lower.lower(algorithm, schedule), text);
    }
  }

  /** Compiled once, with sizes as arguments, it computes what the oracle says at each of them. */
  public static void agreeCompiledOnce(Schedule schedule, String... sizes) {
    Algorithm symbolic = schedule.nest().algorithm();
    Program program = Lower.lower(symbolic, schedule);
    for (String text : sizes) {
      assertRight(symbolic.with(Sizes.parse(text)), program, text);
    }
  }

  private static void assertRight(Algorithm algorithm, Program program, String sizes) {
    String wrong = compare(algorithm, program);
    assertTrue(wrong.isEmpty(), () -> "at " + sizes + ": " + wrong);
  }

  /** What is wrong with the outputs for two sets of inputs; empty if nothing is. */
  public static String compare(Algorithm algorithm, Program program) {
    for (int seed = 1; seed <= 2; seed++) {
      Map<String, Tensor> inputs = seed == 1 ? Inputs.random(algorithm, seed)
          : Inputs.smallIntegers(algorithm, seed);
      Map<String, Result> wanted = Reference.evaluate(algorithm, inputs);
      Map<String, Tensor> outputs = run(program, inputs, wanted);
      for (Result result : wanted.values()) {
        Check check = Check.of(result, outputs.get(result.name()).toCanonical());
        if (!check.ok()) {
          return check.message();
        }
      }
    }
    return "";
  }

  /** The tensors after a run; outputs begin with contents that show where nothing was written. */
  private static Map<String, Tensor> run(Program program, Map<String, Tensor> inputs,
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
}
