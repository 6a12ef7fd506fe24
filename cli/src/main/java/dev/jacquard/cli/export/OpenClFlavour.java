package dev.jacquard.cli.export;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.jvm.emit.Helpers;
import dev.jacquard.jvm.emit.JavaNames;
import dev.jacquard.opencl.emit.OpenClEmitter;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.element.Modifier;
import org.jocl.CL;
import org.jocl.cl_kernel;

/** A class that calls OpenCL through JOCL. */
final class OpenClFlavour implements Flavour {

  private final Parcel parcel;
  private final OpenClMembers fixed;

  OpenClFlavour(Parcel parcel) {
    this.parcel = parcel;
    this.fixed = new OpenClMembers(parcel);
  }

  @Override
  public List<String> taken() {
    return OpenClMembers.NAMES;
  }

  @Override
  public JavaFile.Builder imports(JavaFile.Builder file) {
    return file.addStaticImport(CL.class, "*");
  }

  @Override
  public void addState(TypeSpec.Builder type, Members members) {
    type.addSuperinterface(AutoCloseable.class);
    fixed.addFields(type);
    for (Kernel kernel : members.program().kernels()) {
      type.addField(FieldSpec.builder(cl_kernel.class, members.field(kernel), Modifier.PRIVATE,
          Modifier.FINAL).build());
    }
    ClassName memory = ClassName.get("", OpenClMembers.MEMORY);
    for (Buffer buffer : members.globals()) {
      type.addField(FieldSpec.builder(memory, members.field(buffer), Modifier.PRIVATE,
          Modifier.FINAL).initializer("new $T()", memory).build());
    }
    CodeBlock.Builder kernels = CodeBlock.builder();
    members.program().kernels().forEach(kernel -> kernels.addStatement(
        "$L = clCreateKernel(program, $S, null)", members.field(kernel),
        OpenClEmitter.functionName(kernel)));
    fixed.addConstructors(type, kernels.build());
    fixed.addClose(type, members);
  }

  @Override
  public void addMachinery(TypeSpec.Builder type, Members members, Helpers helpers) {
    fixed.addMethods(type);
  }

  @Override
  public CodeBlock begin() {
    return CodeBlock.builder().beginControlFlow("if (closed)")
        .addStatement("throw new IllegalStateException($S)", parcel.className() + " is closed.")
        .endControlFlow().build();
  }

  @Override
  public String place(Buffer buffer, Members members, JavaNames names) {
    return members.field(buffer);
  }

  /** An output whose layout has padding is read too, so that the padding stays as it is. */
  @Override
  public CodeBlock bring(String field, String argument, Buffer buffer, boolean output) {
    boolean read = !output || buffer.layout().isBlocked();
    return CodeBlock.of("$L.bind($L, $L);\n", field, argument, read);
  }

  @Override
  public CodeBlock keep(String field, String argument) {
    return CodeBlock.of("$L.copyOf($L);\n", field, argument);
  }

  @Override
  public CodeBlock drop(String field) {
    return CodeBlock.of("$L.release();\n", field);
  }

  @Override
  public CodeBlock reserve(String field, CodeBlock bytes) {
    return CodeBlock.of("$L.reserve($L);\n", field, bytes);
  }

  @Override
  public CodeBlock launch(Kernel kernel, String field, List<String> buffers,
      Function<Expr, CodeBlock> value) {
    List<CodeBlock> global = new ArrayList<>();
    List<CodeBlock> local = new ArrayList<>();
    int axes = Math.max(1, Math.max(kernel.groups().size(), kernel.items().size()));
    for (int axis = 0; axis < axes; axis++) {
      Expr items = extent(kernel.items(), axis);
      global.add(value.apply(extent(kernel.groups(), axis).times(items)));
      local.add(value.apply(items));
    }
    CodeBlock sizes = kernel.sizes().stream().map(size -> CodeBlock.of(",$W$L", value.apply(size)))
        .collect(CodeBlock.joining(""));
    return CodeBlock.builder().addStatement("launch($L,$Wnew long[] {$L},$Wnew long[] {$L},"
        + "$Wnew $L[] {$L}$L)", field, CodeBlock.join(global, ",$W"), CodeBlock.join(local, ",$W"),
        OpenClMembers.MEMORY, String.join(", ", buffers), sizes).build();
  }

  private static Expr extent(List<Kernel.Axis> axes, int axis) {
    return axis < axes.size() ? axes.get(axis).extent() : IntConst.index(1);
  }

  @Override
  public CodeBlock finish() {
    return CodeBlock.of("clFinish(queue);\n");
  }

  @Override
  public CodeBlock deliver(String field, String argument) {
    return CodeBlock.of("$L.deliver($L);\n", field, argument);
  }
}
