package dev.jacquard.opencl.device;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A caller's tensors, checked: all are there and none else, of the right types and layouts, and no
 * output shares memory with another argument. Shapes are checked by {@link SolveSizes}.
 */
final class CheckArguments {

  private final Program program;
  private final Map<String, Tensor> given;
  private final List<Argument> arguments = new ArrayList<>();

  private CheckArguments(Program program, Map<String, Tensor> given) {
    this.program = program;
    this.given = given;
  }

  /** The arguments of {@code prepare}: the constants, all of them. */
  static List<Argument> constants(Program program, Map<String, Tensor> given) {
    for (String name : given.keySet()) {
      if (!program.constants().contains(name)) {
        throw new UserError("%s: %s is not a constant. prepare takes %s.".formatted(
            program.name(), name, Signature.names(program.constants())));
      }
    }
    return new CheckArguments(program, given).all(Set.copyOf(program.constants()), Set.of());
  }

  /** The arguments of a run; {@code optional} names may be left out. */
  static List<Argument> of(Program program, Map<String, Tensor> given, Set<String> optional) {
    return new CheckArguments(program, given).all(Signature.parameters(program)
        .map(Buffer::name).collect(Collectors.toSet()), optional);
  }

  private List<Argument> all(Set<String> wanted, Set<String> optional) {
    collect(program.inputs(), false, wanted, optional);
    collect(program.outputs(), true, wanted, optional);
    refuseUnknown();
    arguments.forEach(this::checkType);
    arguments.forEach(this::checkLayout);
    arguments.stream().filter(Argument::output).forEach(this::checkOverlap);
    return arguments;
  }

  private void collect(List<Buffer> parameters, boolean output, Set<String> wanted,
      Set<String> optional) {
    for (Buffer parameter : parameters) {
      Tensor tensor = given.get(parameter.name());
      if (tensor != null) {
        arguments.add(new Argument(parameter, tensor, output));
      } else if (wanted.contains(parameter.name()) && !optional.contains(parameter.name())) {
        throw new UserError("%s: the argument %s is missing. It takes %s; given: %s.".formatted(
            program.name(), parameter.name(), Signature.of(program),
            Signature.names(given.keySet())));
      }
    }
  }

  private void refuseUnknown() {
    if (given.size() == arguments.size()) {
      return;
    }
    Set<String> known = Signature.parameters(program).map(Buffer::name)
        .collect(Collectors.toSet());
    given.keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
      throw new UserError("%s has no argument %s. It takes %s.".formatted(program.name(), name,
          Signature.of(program)));
    });
  }

  private void checkType(Argument argument) {
    Buffer parameter = argument.parameter();
    if (argument.tensor().type() != parameter.type()) {
      throw new UserError("%s: %s is a tensor of %s, but %s is expected. It takes %s.".formatted(
          program.name(), parameter.name(), argument.tensor().type(), parameter.type(),
          Signature.of(program)));
    }
  }

  /** Ranks are compared with shapes, later: then a layout of another rank is no fault of its own. */
  private void checkLayout(Argument argument) {
    Buffer parameter = argument.parameter();
    Tensor tensor = argument.tensor();
    if (tensor.rank() == parameter.extents().size()
        && !tensor.layout().equals(parameter.layout())) {
      String expected = Signature.quoted(parameter.layout());
      throw new UserError(("%s: %s is in layout %s, but its schedule expects %s. Pass "
          + "%s.to(Layout.parse(%s)).").formatted(program.name(), parameter.name(),
          Signature.quoted(tensor.layout()), expected, parameter.name(), expected));
    }
  }

  private void checkOverlap(Argument output) {
    for (Argument other : arguments) {
      if (other != output && output.overlaps(other)) {
        Tensor tensor = output.tensor();
        throw new UserError(("%s: the output %s shares memory with %s. An output needs memory of "
            + "its own: Tensor.zeros(DType.%s, %s).").formatted(program.name(), output.name(),
            other.name(), tensor.type().name(), Arrays.stream(tensor.shape())
                .mapToObj(Long::toString).collect(Collectors.joining(", "))));
      }
    }
  }
}
