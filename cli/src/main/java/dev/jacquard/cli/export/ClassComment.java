package dev.jacquard.cli.export;

import com.palantir.javapoet.CodeBlock;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.jvm.emit.JavaNames;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.ir.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The comments of the class: what it computes, from what, and what it was made for. */
record ClassComment(Parcel parcel) {

  private static final int COLUMNS = 95;

  /** {@code f32 (m, k)}, and the layout where it is not row-major. */
  static String declared(Buffer buffer) {
    String shape = buffer.extents().stream().map(Object::toString)
        .collect(Collectors.joining(", ", buffer.type() + " (", ")"));
    return buffer.layout().isCanonical() ? shape : shape + " in layout " + buffer.layout();
  }

  static CodeBlock arrays(String method, List<Dim> sizes, List<Buffer> arguments,
      JavaNames names) {
    CodeBlock.Builder text = CodeBlock.builder().add(method.equals("run")
        ? "Runs to completion.\n\n"
        : "Takes the constants, of which it keeps copies, and rearranges them once for all runs.\n"
        + "A later call replaces them.\n\n");
    sizes.forEach(size -> text.add("@param $L $L\n", names.variable(size.name()),
        String.join(", ", ArgumentChecks.facts(size))));
    arguments.forEach(buffer -> text.add("@param $L $L\n", Members.parameter(buffer, names),
        declared(buffer)));
    return text.build();
  }

  static CodeBlock segments(Parcel parcel, String method) {
    String place = parcel.isOpenCl() && method.equals("run") ? " Under PoCL, "
        + "native segments aligned to 4096 bytes are worked on in place; others are copied." : "";
    return CodeBlock.of("$L\n", wrapped("The same on memory of any kind, in the machine's byte "
        + "order." + place));
  }

  @Override
  public String toString() {
    Device device = parcel.setting().choice().device();
    String open = parcel.program().sizes().isEmpty() ? "" : ", with "
        + parcel.program().sizes().stream().map(Object::toString)
            .collect(Collectors.joining(", ")) + " left open";
    return "Computes, for tensors that are row-major where no other layout is told:\n<pre>{@code\n"
        + algorithm() + "\n}</pre>\n\n" + wrapped("<p>Made for %s (%s), under the %s schedule%s. "
        .formatted(device.name(), device.driver(), parcel.schedule().kind(), open)
        + "Threads take turns.") + "\n";
  }

  private String algorithm() {
    return parcel.setting().workload().symbolic().with(bound()).toString().strip();
  }

  private Sizes bound() {
    Map<String, Long> values = new LinkedHashMap<>(parcel.setting().workload().sizes().values());
    parcel.program().sizes().forEach(size -> values.remove(size.name()));
    return new Sizes(values);
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      boolean fits = column + word.length() < COLUMNS;
      lines.append(column == 0 ? "" : fits ? " " : "\n").append(word);
      column = fits ? column + word.length() + 1 : word.length();
    }
    return lines.toString();
  }
}
