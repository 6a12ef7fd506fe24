package dev.jacquard.opencl.device;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Instruction;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Uses;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Before a kernel uses an instruction: a small one that does is compiled, run and checked. */
final class ProbeInstructions {

  private static final Map<String, Optional<String>> FAULTS = new ConcurrentHashMap<>();

  private ProbeInstructions() {}

  /** @throws Unsupported if an instruction of the program does not do here what it means */
  static void check(Program program, OpenClBackend backend, Found found) {
    for (Instruction instruction : Uses.instructions(program)) {
      String key = found.device().id() + " " + instruction.name() + " " + instruction.text();
      FAULTS.computeIfAbsent(key, _ -> fault(instruction, backend, found)).ifPresent(fault -> {
        throw new Unsupported("%s uses the instruction %s, which %s (%s) does not carry out. Leave "
            .formatted(program.name(), instruction, found.device().id(), found.device().name())
            + "tensorize out there: " + fault);
      });
    }
  }

  private static Optional<String> fault(Instruction instruction, OpenClBackend backend,
      Found found) {
    try {
      Func meaning = instruction.meaning();
      Algorithm algorithm = Algorithm.of(meaning);
      Artifact artifact = backend.emit(Lower.lower(algorithm,
          Schedule.of(algorithm).tensorize("l", instruction)), found.device().target());
      try (Executable probe = backend.unprobed(artifact, found)) {
        return compare(algorithm, meaning, probe);
      }
    } catch (CompilerBug textThatDoesNotBuild) {
      return Optional.of(textThatDoesNotBuild.reason() + " Mend the instruction's text.");
    } catch (RuntimeException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Optional<String> compare(Algorithm algorithm, Func meaning, Executable probe) {
    Map<String, Tensor> arguments = new HashMap<>(Inputs.random(algorithm, 1));
    Result wanted = Reference.evaluate(algorithm, arguments).get(meaning.name());
    Tensor output = Tensor.zeros(meaning.type(), wanted.shape());
    arguments.put(meaning.name(), output);
    probe.run(arguments);
    Check check = Check.of(wanted, output);
    return check.ok() ? Optional.empty() : Optional.of(check.message());
  }
}
