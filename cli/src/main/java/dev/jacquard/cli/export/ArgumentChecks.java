package dev.jacquard.cli.export;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.jacquard.dsl.Dim;
import dev.jacquard.jvm.emit.JavaNames;
import dev.jacquard.schedule.ir.Buffer;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** What a generated class refuses, and in which words. */
final class ArgumentChecks {

  private ArgumentChecks() {}

  static CodeBlock size(Dim size, String name) {
    List<String> conditions = new ArrayList<>(List.of(name + " >= " + size.least()));
    if (isBounded(size)) {
      conditions.add(name + " <= " + size.most());
    }
    if (size.multiple() > 1) {
      conditions.add(name + " % " + size.multiple() + " == 0");
    }
    return CodeBlock.builder().addStatement("checkSize($S, $L, $L, $S)", size.name(), name,
        String.join(" && ", conditions), String.join(", ", facts(size))).build();
  }

  /** What a size must be, in words. */
  static List<String> facts(Dim size) {
    List<String> words = new ArrayList<>(List.of("at least " + size.least()));
    if (isBounded(size)) {
      words.add("at most " + size.most());
    }
    if (size.multiple() > 1) {
      words.add("a multiple of " + size.multiple());
    }
    return words;
  }

  /** Whether less is allowed than the parameter's type holds. */
  private static boolean isBounded(Dim size) {
    return size.most() != Integer.MAX_VALUE && size.most() != Long.MAX_VALUE;
  }

  static CodeBlock buffers(List<Buffer> buffers, HostCode host, JavaNames names) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (Buffer buffer : buffers) {
      code.addStatement("check($S, $L,$W$L, $L, $S)", buffer.name(),
          Members.parameter(buffer, names), host.elements(buffer), buffer.type().bytes(),
          ClassComment.declared(buffer));
    }
    return code.build();
  }

  static CodeBlock overlaps(Members members, JavaNames names) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<Buffer> arguments = members.arguments();
    for (int a = 0; a < arguments.size(); a++) {
      for (Buffer other : arguments.subList(0, a)) {
        if (members.isOutput(arguments.get(a))) {
          code.addStatement("checkApart($S, $L, $S, $L)", arguments.get(a).name(),
              Members.parameter(arguments.get(a), names), other.name(),
              Members.parameter(other, names));
        }
      }
      if (members.isOutput(arguments.get(a))) {
        code.addStatement("checkWritable($S, $L)", arguments.get(a).name(),
            Members.parameter(arguments.get(a), names));
      }
    }
    return code.build();
  }

  static void addTo(TypeSpec.Builder type, boolean sizes) {
    if (sizes) {
      type.addMethod(method("checkSize").addParameter(long.class, "size")
          .addParameter(boolean.class, "legal").addParameter(String.class, "facts").addCode("""
              if (!legal) {
                throw new IllegalArgumentException(
                    name + " = " + size + "; it must be " + facts + ".");
              }
              """).build());
    }
    type.addMethod(method("check").addParameter(MemorySegment.class, "given")
        .addParameter(long.class, "elements").addParameter(int.class, "bytes")
        .addParameter(String.class, "declared").addCode("""
            if (given.byteSize() != elements * bytes) {
              throw new IllegalArgumentException(name + " has " + given.byteSize()
                  + " bytes; it must have " + elements * bytes + ": " + elements + " elements of "
                  + declared + ".");
            }
            if (given.maxByteAlignment() < bytes) {
              throw new IllegalArgumentException(name + " is not aligned to its elements of "
                  + bytes + " bytes.");
            }
            if (!given.scope().isAlive()) {
              throw new IllegalStateException("The memory of " + name + " was released.");
            }
            """).build());
    type.addMethod(method("checkWritable").addParameter(MemorySegment.class, "output").addCode("""
        if (output.isReadOnly()) {
          throw new IllegalArgumentException(name + " is read-only.");
        }
        """).build());
    type.addMethod(method("checkApart").addParameter(MemorySegment.class, "output")
        .addParameter(String.class, "otherName").addParameter(MemorySegment.class, "other")
        .addCode("""
            if (output.asOverlappingSlice(other).isPresent()) {
              throw new IllegalArgumentException(name + " shares memory with " + otherName + ".");
            }
            """).build());
  }

  private static MethodSpec.Builder method(String name) {
    return MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(String.class, "name");
  }
}
