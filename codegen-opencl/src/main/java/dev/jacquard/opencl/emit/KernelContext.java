package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.schedule.ir.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the printers of one kernel share while they walk it from top to bottom. */
final class KernelContext {

  final Names names = new Names();
  final Ranges ranges = new Ranges();
  final IndexTypes types = new IndexTypes(ranges);
  final Helpers helpers;
  private final Map<String, Buffer> buffers = new HashMap<>();
  private final Set<String> readOnly = new HashSet<>();
  private final List<String> pending = new ArrayList<>();

  KernelContext(Helpers helpers) {
    this.helpers = helpers;
  }

  /** The new identifier of {@code buffer}. */
  String declare(Buffer buffer) {
    buffers.put(buffer.name(), buffer);
    return names.declare(Names.Kind.BUFFER, buffer.name());
  }

  Buffer buffer(String name) {
    Buffer found = buffers.get(name);
    if (found == null) {
      throw new CompilerBug("buffer " + name + " is used but not declared.");
    }
    return found;
  }

  /** The address space of a buffer, and whether it is only read. */
  String space(String buffer) {
    String constant = readOnly.contains(buffer) ? " const" : "";
    return buffer(buffer).memory().name().toLowerCase(Locale.ROOT) + constant;
  }

  void markReadOnly(Set<String> names) {
    readOnly.addAll(names);
  }

  /** A new constant, declared just before the statement that is being printed. */
  String constant(String type, String wish, Term value) {
    String name = names.fresh(wish);
    pending.add("const " + type + " " + name + " = " + value.text() + ";");
    return name;
  }

  /** The declarations that the expressions printed since the last call need before them. */
  List<String> takePending() {
    List<String> taken = List.copyOf(pending);
    pending.clear();
    return taken;
  }
}
