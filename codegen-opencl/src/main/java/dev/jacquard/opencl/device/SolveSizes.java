package dev.jacquard.opencl.device;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The symbolic sizes of a program from the shapes of tensors: a size is known where it is a
 * dimension's whole extent. All shapes must then agree with the extents that the program declares.
 */
final class SolveSizes {

  private record Origin(String tensor, int dimension, long value) {}

  private final Program program;
  private final Map<String, Long> sizes;
  private final Map<String, Origin> origins = new HashMap<>();

  /** @param known sizes that hold already, by name */
  SolveSizes(Program program, Map<String, Long> known) {
    this.program = program;
    this.sizes = new LinkedHashMap<>(known);
  }

  /** The sizes that the tensors give; those of no tensor are left out. */
  Map<String, Long> solve(List<Argument> arguments) {
    arguments.forEach(argument -> take(argument.parameter(), argument.tensor()));
    arguments.forEach(argument -> compare(argument.parameter(), argument.tensor()));
    program.sizes().stream().filter(dim -> sizes.containsKey(dim.name()))
        .forEach(dim -> dim.require(sizes.get(dim.name())));
    return sizes;
  }

  /** Fails unless all sizes of the program are known. */
  static void requireAll(Program program, Map<String, Long> sizes) {
    for (Dim dim : program.sizes()) {
      if (!sizes.containsKey(dim.name())) {
        throw new UserError(("%s: no argument tells the size %s, because none has a dimension "
            + "that is just %s. Arguments: %s. Give %s when compiling.").formatted(program.name(),
            dim, dim, Signature.of(program), dim));
      }
    }
  }

  private void take(Buffer buffer, Tensor tensor) {
    List<Expr> extents = buffer.extents();
    if (tensor.rank() != extents.size()) {
      throw new UserError("%s: %s has shape %s, but %s is expected, which has %d dimension%s."
          .formatted(program.name(), buffer.name(), Arrays.toString(tensor.shape()),
              Signature.shape(buffer), extents.size(), extents.size() == 1 ? "" : "s"));
    }
    for (int d = 0; d < extents.size(); d++) {
      if (extents.get(d) instanceof Dim dim) {
        take(dim, new Origin(buffer.name(), d, tensor.extent(d)));
      }
    }
  }

  private void take(Dim dim, Origin found) {
    Origin first = origins.putIfAbsent(dim.name(), found);
    Long known = sizes.putIfAbsent(dim.name(), found.value());
    if (first != null && first.value() != found.value()) {
      throw new UserError(("%s: the arguments disagree about the size %s: dimension %d of %s is "
          + "%d, dimension %d of %s is %d.").formatted(program.name(), dim, first.dimension(),
          first.tensor(), first.value(), found.dimension(), found.tensor(), found.value()));
    }
    if (known != null && known != found.value()) {
      throw new UserError(("%s: the size %s was %d when constants were prepared, but dimension "
          + "%d of %s is %d.").formatted(program.name(), dim, known, found.dimension(),
          found.tensor(), found.value()));
    }
  }

  private void compare(Buffer buffer, Tensor tensor) {
    for (int d = 0; d < tensor.rank(); d++) {
      Expr extent = buffer.extents().get(d);
      if (!(extent instanceof Dim) && isKnown(extent)) {
        compare(buffer, tensor, d, extent);
      }
    }
  }

  private boolean isKnown(Expr e) {
    return e instanceof Dim dim ? sizes.containsKey(dim.name())
        : e.children().stream().allMatch(this::isKnown);
  }

  private void compare(Buffer buffer, Tensor tensor, int d, Expr extent) {
    long expected = SizeValue.of(extent, sizes);
    if (tensor.extent(d) != expected) {
      String text = extent.toString();
      throw new UserError("%s: %s has shape %s, but %s is expected: dimension %d is %d, not %s."
          .formatted(program.name(), buffer.name(), Arrays.toString(tensor.shape()),
              Signature.shape(buffer), d, tensor.extent(d), text.equals("" + expected) ? text
                  : text + " = " + expected));
    }
  }
}
