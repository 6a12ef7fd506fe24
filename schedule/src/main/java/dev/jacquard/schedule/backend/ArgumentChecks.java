package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with an argument taken by itself: its name, type, rank or layout. */
final class ArgumentChecks {

  private final String program;
  private final List<Buffer> expected;

  ArgumentChecks(String program, List<Buffer> expected) {
    this.program = program;
    this.expected = expected;
  }

  void names(Map<String, Tensor> given) {
    for (Buffer buffer : expected) {
      if (given.get(buffer.name()) == null) {
        throw UserError.here(("%s needs the tensor %s; it was given %s. Arguments: %s. Add "
            + "it.").formatted(
            program, buffer.name(), given.isEmpty() ? "none" : String.join(", ", given.keySet()),
            signature()));
      }
    }
    noOthers(given);
  }

  void noOthers(Map<String, Tensor> given) {
    for (String name : given.keySet()) {
      if (expected.stream().noneMatch(buffer -> buffer.name().equals(name))) {
        throw UserError.here(("%s has no tensor %s to set here. Arguments: %s. Leave it "
            + "out.").formatted(program,
            name, expected.isEmpty() ? "none" : signature()));
      }
    }
  }

  void typeAndRank(Buffer buffer, Tensor tensor) {
    if (tensor.type() != buffer.type()) {
      throw UserError.here(("%s: %s is %s; the tensor given is %s %s. Convert it, or declare %s as "
          + "%s.").formatted(program, buffer.name(), declared(buffer), tensor.type(),
              shape(tensor.shape()), buffer.name(), tensor.type().name()));
    }
    if (tensor.rank() != buffer.extents().size()) {
      throw UserError.here(("%s: %s is %s, of %d dimensions; the tensor given has %d: %s. Give one "
          + "of as many dimensions.").formatted(program, buffer.name(), declared(buffer),
              buffer.extents().size(), tensor.rank(), shape(tensor.shape())));
    }
  }

  /** Devices reach memory by its address, where nothing would notice that it was given back. */
  void alive(Buffer buffer, Tensor tensor) {
    if (!tensor.segment().scope().isAlive()) {
      throw UserError.here("%s: the memory of the tensor given for %s was released: its Arena is "
          .formatted(program, buffer.name()) + "closed. Keep it open until the run has ended.");
    }
  }

  void layout(Buffer buffer, Tensor tensor) {
    if (!tensor.layout().equals(buffer.layout())) {
      throw UserError.here(("%s: %s is expected in layout \"%s\"; the tensor given has layout "
          + "\"%s\". Convert it: tensor.to(Layout.parse(\"%s\")).").formatted(program,
          buffer.name(), buffer.layout(), tensor.layout(), buffer.layout()));
    }
  }

  private String signature() {
    return expected.stream().map(buffer -> buffer.name() + " " + declared(buffer))
        .collect(Collectors.joining(", "));
  }

  /** {@code f32 (m, k)}. */
  static String declared(Buffer buffer) {
    return buffer.type() + " (" + buffer.extents().stream().map(Expr::toString)
        .collect(Collectors.joining(", ")) + ")";
  }

  static String shape(long[] shape) {
    return Arrays.stream(shape).mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
