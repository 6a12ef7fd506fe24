package dev.jacquard.opencl.device;

import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How messages write parameters: {@code B f32 [k, n] in layout "1/32 0 1%32"}. */
final class Signature {

  private Signature() {}

  static Stream<Buffer> parameters(Program program) {
    return Stream.concat(program.inputs().stream(), program.outputs().stream());
  }

  static String of(Program program) {
    return parameters(program).map(Signature::of).collect(Collectors.joining(", "));
  }

  static String of(Buffer buffer) {
    return buffer.name() + " " + buffer.type() + " " + shape(buffer) + (buffer.layout()
        .isCanonical() ? "" : " in layout " + quoted(buffer.layout()));
  }

  static String shape(Buffer buffer) {
    return buffer.extents().stream().map(Object::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static String quoted(Layout layout) {
    return "\"" + layout + "\"";
  }

  static String names(Collection<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }
}
