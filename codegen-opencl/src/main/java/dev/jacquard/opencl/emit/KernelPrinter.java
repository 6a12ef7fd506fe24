package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One kernel function. */
final class KernelPrinter {

  private final Kernel kernel;
  private final KernelContext context;

  KernelPrinter(Kernel kernel, Helpers helpers) {
    this.kernel = kernel;
    this.context = new KernelContext(helpers);
  }

  String print() {
    if (kernel.groups().size() > 3 || kernel.items().size() > 3) {
      throw new CompilerBug("kernel %s has more than three axes.".formatted(kernel.name()));
    }
    String function = OpenClEmitter.functionName(kernel);
    context.names.fresh(function);
    String signature = "kernel void " + function + "(" + parameters() + ") {";
    StatementPrinter body = new StatementPrinter(context);
    axes(body, kernel.groups(), kernel.items().isEmpty() ? "get_global_id" : "get_group_id");
    axes(body, kernel.items(), "get_local_id");
    body.print(isAlone() ? withoutBarriers(kernel.body()) : kernel.body());
    List<String> lines = new ArrayList<>(List.of(comment()));
    if (!kernel.items().isEmpty()) {
      lines.add("__attribute__((reqd_work_group_size(" + groupSize() + ")))");
    }
    lines.add(signature);
    lines.addAll(body.localArrays());
    lines.addAll(body.lines());
    return String.join("\n", lines) + "\n}\n";
  }

  /** Whether a group has one item, which waits for nobody; PoCL 3.1 may abort where it does. */
  private boolean isAlone() {
    return kernel.items().stream().allMatch(
        axis -> axis.extent() instanceof IntConst count && count.value() == 1);
  }

  private static Stmt withoutBarriers(Stmt s) {
    return s instanceof Stmt.Barrier ? Stmt.Block.EMPTY
        : s.mapChildren(KernelPrinter::withoutBarriers);
  }

  private static void axes(StatementPrinter body, List<Kernel.Axis> axes, String place) {
    for (int d = 0; d < axes.size(); d++) {
      body.axis(axes.get(d).variable(), axes.get(d).extent(), place + "(" + d + ")");
    }
  }

  private String comment() {
    return "// %s: %s groups of %s items".formatted(kernel.name(), extents(kernel.groups()),
        extents(kernel.items())).replace("of 1 items", "of 1 item");
  }

  private static String extents(List<Kernel.Axis> axes) {
    return axes.isEmpty() ? "1" : axes.stream().map(axis -> axis.extent().toString())
        .map(text -> text.contains(" ") ? "(" + text + ")" : text)
        .collect(Collectors.joining(" x "));
  }

  private String groupSize() {
    List<String> sizes = new ArrayList<>();
    kernel.items().forEach(axis -> sizes.add(axis.extent().toString()));
    while (sizes.size() < 3) {
      sizes.add("1");
    }
    return String.join(", ", sizes);
  }

  private String parameters() {
    Set<String> written = new HashSet<>();
    collectWritten(kernel.body(), written);
    List<String> parameters = new ArrayList<>();
    context.markReadOnly(kernel.buffers().stream().map(Buffer::name)
        .filter(name -> !written.contains(name)).collect(Collectors.toSet()));
    for (Buffer buffer : kernel.buffers()) {
      parameters.add("global %s%s *restrict %s".formatted(
          written.contains(buffer.name()) ? "" : "const ", Words.pointed(buffer.type()),
          context.declare(buffer)));
    }
    for (Dim size : kernel.sizes()) {
      parameters.add("const long " + context.names.declare(Names.Kind.SIZE, size.name()));
    }
    return String.join(", ", parameters);
  }

  private static void collectWritten(Stmt statement, Set<String> written) {
    if (statement instanceof Stmt.Store store) {
      written.add(store.buffer());
    }
    statement.children().forEach(child -> collectWritten(child, written));
  }
}
