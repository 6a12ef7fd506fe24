package dev.jacquard.cli.export;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.jacquard.dsl.Expr;
import dev.jacquard.jvm.emit.Helpers;
import dev.jacquard.jvm.emit.JavaNames;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import java.util.List;
import java.util.function.Function;

/** What differs between a class that calls OpenCL and one that is all Java. */
interface Flavour {

  /** The names of the members that every class of this kind has. */
  List<String> taken();

  /** Adds the fields and constructors, which the class begins with. */
  void addState(TypeSpec.Builder type, Members members);

  /** Adds the methods that {@code run} calls, after it. */
  void addMachinery(TypeSpec.Builder type, Members members, Helpers helpers);

  /** What the text of the class imports statically. */
  JavaFile.Builder imports(JavaFile.Builder file);

  /** What {@code run} and {@code prepare} begin with, once their arguments are checked. */
  CodeBlock begin();

  /** Where kernels find a buffer: a field, or the parameter that it is. */
  String place(Buffer buffer, Members members, JavaNames names);

  /** Makes the contents of an argument of {@code run} available to kernels under its field. */
  CodeBlock bring(String field, String argument, Buffer buffer, boolean output);

  /** Copies a constant into memory of the class. */
  CodeBlock keep(String field, String argument);

  /** Gives back the copy of a constant that {@code run} does not read. */
  CodeBlock drop(String field);

  /** Makes a temporary of at least so many bytes, unless there is one. */
  CodeBlock reserve(String field, CodeBlock bytes);

  /**
   * Runs a kernel over an index space, at once or after what was launched before.
   *
   * @param field of the kernel
   * @param buffers the {@link #place}s of its buffers
   * @param value the text of extents and sizes, an int or a long
   */
  CodeBlock launch(Kernel kernel, String field, List<String> buffers,
      Function<Expr, CodeBlock> value);

  /** Waits for what was launched. */
  CodeBlock finish();

  /** Copies a result to where the caller wants it. */
  CodeBlock deliver(String field, String argument);
}
