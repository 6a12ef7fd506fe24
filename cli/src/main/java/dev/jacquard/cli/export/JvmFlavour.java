package dev.jacquard.cli.export;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.jacquard.dsl.Expr;
import dev.jacquard.jvm.emit.Helpers;
import dev.jacquard.jvm.emit.JavaNames;
import dev.jacquard.jvm.emit.ProgramClass;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import javax.lang.model.element.Modifier;

/** A class that is all Java: its kernels are methods, whose work-groups share the common pool. */
final class JvmFlavour implements Flavour {

  private static final String KERNEL = "KernelMethod";

  private final Parcel parcel;

  JvmFlavour(Parcel parcel) {
    this.parcel = parcel;
  }

  @Override
  public List<String> taken() {
    return List.of("WORTH_SHARING", "prepared");
  }

  @Override
  public JavaFile.Builder imports(JavaFile.Builder file) {
    return file.addStaticImport(ValueLayout.class, "*");
  }

  @Override
  public void addState(TypeSpec.Builder type, Members members) {
    type.addField(FieldSpec.builder(long.class, "WORTH_SHARING", Modifier.PRIVATE, Modifier.STATIC,
        Modifier.FINAL).addJavadoc("Kernels over fewer bytes take less time than waking threads.\n")
        .initializer("1 << 16").build());
    for (Buffer buffer : members.globals()) {
      if (!members.isArgument(buffer) || members.isConstant(buffer)) {
        type.addField(FieldSpec.builder(MemorySegment.class, members.field(buffer),
            Modifier.PRIVATE).initializer("$T.NULL", MemorySegment.class).build());
      }
    }
  }

  @Override
  public void addMachinery(TypeSpec.Builder type, Members members, Helpers helpers) {
    type.addMethods(ProgramClass.methods(members.program(), helpers, Modifier.PRIVATE));
    ClassName kernel = ClassName.get("", KERNEL);
    type.addMethod(MethodSpec.methodBuilder("launch")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addJavadoc("Runs all work-groups of a kernel, in parts that threads share.\n")
        .addParameter(kernel, "kernel").addParameter(long[].class, "groups")
        .addParameter(MemorySegment[].class, "buffers").addParameter(long[].class, "sizes")
        .varargs().addCode("""
            if ($1T.of(groups).anyMatch(extent -> extent <= 0)) {
              return;
            }
            long all = $1T.of(groups).reduce(1, Math::multiplyExact);
            long bytes = 0;
            for ($2T buffer : buffers) {
              bytes += buffer.byteSize();
            }
            int threads = Runtime.getRuntime().availableProcessors();
            long wanted = bytes > WORTH_SHARING ? 4 * threads : 1;
            long size = Math.min(1 << 30, Math.ceilDiv(all, Math.min(wanted, all)));
            $1T parts = $1T.range(0, Math.ceilDiv(all, size));
            (wanted == 1 ? parts : parts.parallel()).forEach(part -> kernel.run(buffers, sizes,
                groups, part * size, (int) Math.min(size, all - part * size)));
            """, LongStream.class, MemorySegment.class).build());
    type.addMethod(MethodSpec.methodBuilder("reserve").returns(MemorySegment.class)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addJavadoc("The same memory if it is large enough, else other memory.\n")
        .addParameter(MemorySegment.class, "memory").addParameter(long.class, "bytes")
        .addStatement("return memory.byteSize() >= bytes ? memory : "
            + "$T.ofAuto().allocate(bytes, 64)", Arena.class).build());
    type.addType(TypeSpec.interfaceBuilder(KERNEL).addModifiers(Modifier.PRIVATE)
        .addMethod(MethodSpec.methodBuilder("run").addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
            .addParameter(MemorySegment[].class, "buffers").addParameter(long[].class, "sizes")
            .addParameter(long[].class, "groups").addParameter(long.class, "first")
            .addParameter(int.class, "count").build()).build());
  }

  @Override
  public CodeBlock begin() {
    return CodeBlock.of("");
  }

  @Override
  public String place(Buffer buffer, Members members, JavaNames names) {
    return members.isArgument(buffer) && !members.isConstant(buffer)
        ? Members.parameter(buffer, names) : members.field(buffer);
  }

  @Override
  public CodeBlock bring(String field, String argument, Buffer buffer, boolean output) {
    return CodeBlock.of("");
  }

  @Override
  public CodeBlock keep(String field, String argument) {
    return CodeBlock.of("$1L = reserve($1L, $2L.byteSize()).copyFrom($2L);\n", field, argument);
  }

  @Override
  public CodeBlock drop(String field) {
    return CodeBlock.of("$L = $T.NULL;\n", field, MemorySegment.class);
  }

  @Override
  public CodeBlock reserve(String field, CodeBlock bytes) {
    return CodeBlock.of("$1L = reserve($1L, $2L);\n", field, bytes);
  }

  @Override
  public CodeBlock launch(Kernel kernel, String field, List<String> buffers,
      Function<Expr, CodeBlock> value) {
    CodeBlock groups = kernel.groups().stream().map(axis -> value.apply(axis.extent()))
        .collect(CodeBlock.joining(",$W"));
    CodeBlock sizes = kernel.sizes().stream().map(size -> CodeBlock.of(",$W$L", value.apply(size)))
        .collect(CodeBlock.joining(""));
    return CodeBlock.builder().addStatement("launch($L::$L,$Wnew long[] {$L},$Wnew $T[] {$L}$L)",
        parcel.className(), kernel.name(), groups, MemorySegment.class,
        String.join(", ", buffers), sizes).build();
  }

  @Override
  public CodeBlock finish() {
    return CodeBlock.of("");
  }

  @Override
  public CodeBlock deliver(String field, String argument) {
    return CodeBlock.of("");
  }
}
