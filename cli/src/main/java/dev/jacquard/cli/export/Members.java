package dev.jacquard.cli.export;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.jvm.emit.JavaNames;
import dev.jacquard.schedule.backend.Preparation;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parts of a program as members of its class: what they are called, and who is given what. */
final class Members {

  private final Program program;
  private final List<String> taken;
  private final Set<String> fixed;
  private final Map<String, Buffer> globals = new LinkedHashMap<>();
  private final Map<String, String> bufferFields = new LinkedHashMap<>();
  private final Map<String, String> kernelFields = new LinkedHashMap<>();

  /** @param taken names of the class that a parameter would hide */
  Members(Program program, List<String> taken) {
    this.program = program;
    this.taken = taken;
    this.fixed = fixed(program);
    program.inputs().forEach(this::add);
    program.outputs().forEach(this::add);
    program.prepare().forEach(this::add);
    program.run().forEach(this::add);
    JavaNames names = new JavaNames();
    taken.forEach(names::fresh);
    globals.keySet().forEach(name -> bufferFields.put(name, names.fresh("buffer"
        + Character.toUpperCase(name.charAt(0)) + name.substring(1))));
    program.kernels().forEach(kernel -> kernelFields.put(kernel.name(),
        names.fresh(kernel.name())));
  }

  private void add(Buffer buffer) {
    globals.put(buffer.name(), buffer);
  }

  private void add(HostStmt statement) {
    switch (statement) {
      case HostStmt.Alloc(Buffer buffer) -> add(buffer);
      case HostStmt.Loop loop -> loop.body().forEach(this::add);
      case HostStmt.If choice -> {
        choice.then().forEach(this::add);
        choice.otherwise().forEach(this::add);
      }
      case HostStmt.Launch _, HostStmt.Assert _ -> { }
    }
  }

  /** The sizes that constants and what is prepared of them depend on. */
  private static Set<String> fixed(Program program) {
    if (program.constants().isEmpty()) {
      return Set.of();
    }
    Set<String> names = new HashSet<>(new Preparation<Object>(program).dependsOn());
    program.inputs().stream().filter(b -> program.constants().contains(b.name()))
        .flatMap(b -> b.extents().stream()).forEach(extent -> Rewrite.walk(extent, e -> {
          if (e instanceof Dim dim) {
            names.add(dim.name());
          }
        }));
    return names;
  }

  Program program() {
    return program;
  }

  /** All buffers in global memory, arguments first. */
  List<Buffer> globals() {
    return List.copyOf(globals.values());
  }

  boolean isArgument(Buffer buffer) {
    return program.inputs().contains(buffer) || program.outputs().contains(buffer);
  }

  boolean isConstant(Buffer buffer) {
    return program.constants().contains(buffer.name());
  }

  boolean hasConstants() {
    return !program.constants().isEmpty();
  }

  /** What {@code prepare} is given. */
  List<Buffer> constants() {
    return program.inputs().stream().filter(this::isConstant).toList();
  }

  /** What {@code run} is given, inputs first. */
  List<Buffer> arguments() {
    List<Buffer> all = new ArrayList<>(program.inputs());
    all.removeIf(this::isConstant);
    all.addAll(program.outputs());
    return all;
  }

  boolean isOutput(Buffer buffer) {
    return program.outputs().contains(buffer);
  }

  /** The open sizes that {@code prepare} is given, which the class then keeps. */
  List<Dim> fixedSizes() {
    return program.sizes().stream().filter(size -> fixed.contains(size.name())).toList();
  }

  /** The open sizes that {@code run} is given. */
  List<Dim> freeSizes() {
    return program.sizes().stream().filter(size -> !fixed.contains(size.name())).toList();
  }

  static boolean isNarrow(Dim size) {
    return size.most() <= Integer.MAX_VALUE;
  }

  /** The field that keeps a buffer; each has one, whether or not the class declares it. */
  String field(Buffer buffer) {
    return bufferFields.get(buffer.name());
  }

  /** The field that keeps a kernel. */
  String field(Kernel kernel) {
    return kernelFields.get(kernel.name());
  }

  /** The names that a method sees, the same in each: fields, then sizes, then arguments. */
  JavaNames names() {
    JavaNames names = new JavaNames();
    taken.forEach(names::fresh);
    bufferFields.values().forEach(names::fresh);
    kernelFields.values().forEach(names::fresh);
    program.sizes().forEach(size -> names.bindSize(size.name(), isNarrow(size)));
    globals().stream().filter(this::isArgument)
        .forEach(buffer -> names.bindBuffer(buffer.name(), false));
    return names;
  }

  /** The parameter or field of an open size. */
  String name(Dim size) {
    return names().variable(size.name()).toString();
  }

  /** The parameter of an argument. */
  static String parameter(Buffer buffer, JavaNames names) {
    return names.buffer(buffer.name()).name();
  }
}
