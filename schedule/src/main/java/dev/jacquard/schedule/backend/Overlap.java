package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import java.util.List;
import java.util.Map;

/** Refuses outputs that share memory with another argument. */
final class Overlap {

  private Overlap() {}

  /**
   * Views among {@code given} were copied to the {@code dense} tensors, so that only outputs are
   * compared as given.
   */
  static void check(Program program, Map<String, Tensor> given, Map<String, Tensor> dense) {
    List<Buffer> outputs = program.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      String output = outputs.get(i).name();
      for (Buffer input : program.inputs()) {
        refuse(program, output, "input " + input.name(), dense.get(output),
            dense.get(input.name()));
      }
      for (Buffer other : outputs.subList(0, i)) {
        refuse(program, output, "output " + other.name(), given.get(output),
            given.get(other.name()));
      }
    }
  }

  private static void refuse(Program program, String output, String other, Tensor a, Tensor b) {
    if (a.segment().asOverlappingSlice(b.segment()).isPresent()) {
      throw UserError.here("%s: the output %s shares memory with the %s. Give %s memory of its own."
          .formatted(program.name(), output, other, output));
    }
  }
}
