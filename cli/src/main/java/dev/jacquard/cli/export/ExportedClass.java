package dev.jacquard.cli.export;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.jacquard.dsl.Dim;
import dev.jacquard.jvm.emit.Helpers;
import dev.jacquard.jvm.emit.JavaNames;
import dev.jacquard.jvm.emit.JavaType;
import dev.jacquard.jvm.emit.ProgramClass;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The class that is taken home: {@code run}, {@code prepare} where there are constants. */
final class ExportedClass {

  private final Parcel parcel;
  private final Flavour flavour;
  private final Members members;
  private final Helpers helpers = new Helpers();

  private ExportedClass(Parcel parcel) {
    this.parcel = parcel;
    this.flavour = parcel.isOpenCl() ? new OpenClFlavour(parcel) : new JvmFlavour(parcel);
    this.members = new Members(parcel.program(), flavour.taken());
  }

  /** The whole compilation unit. */
  static String source(Parcel parcel) {
    return new ExportedClass(parcel).source();
  }

  private String source() {
    TypeSpec.Builder type = TypeSpec.classBuilder(parcel.className())
        .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
        .addJavadoc("$L", new ClassComment(parcel));
    members.fixedSizes().forEach(size -> type.addField(type(size), name(size), Modifier.PRIVATE));
    if (members.hasConstants()) {
      type.addField(FieldSpec.builder(boolean.class, "prepared", Modifier.PRIVATE).build());
    }
    flavour.addState(type, members);
    if (members.hasConstants()) {
      addBoth(type, "prepare", members.fixedSizes(), members.constants(), prepare());
    }
    addBoth(type, "run", members.freeSizes(), members.arguments(), run());
    flavour.addMachinery(type, members, helpers);
    ArgumentChecks.addTo(type, !parcel.program().sizes().isEmpty());
    return helpers.addTo(flavour.imports(JavaFile.builder(parcel.packageName(), type.build()))
        .indent("  ").skipJavaLangImports(true).build().toString());
  }

  private static Class<?> type(Dim size) {
    return Members.isNarrow(size) ? int.class : long.class;
  }

  private String name(Dim size) {
    return members.name(size);
  }

  /** A method over arrays that calls the one over segments. */
  private void addBoth(TypeSpec.Builder type, String method, List<Dim> sizes,
      List<Buffer> arguments, CodeBlock body) {
    JavaNames names = members.names();
    MethodSpec.Builder arrays = MethodSpec.methodBuilder(method).addModifiers(Modifier.PUBLIC)
        .addJavadoc(ClassComment.arrays(method, sizes, arguments, names));
    MethodSpec.Builder segments = MethodSpec.methodBuilder(method)
        .addModifiers(Modifier.PUBLIC, Modifier.SYNCHRONIZED)
        .addJavadoc(ClassComment.segments(parcel, method));
    List<CodeBlock> passed = new ArrayList<>();
    for (Dim size : sizes) {
      arrays.addParameter(type(size), name(size));
      segments.addParameter(type(size), name(size));
      passed.add(CodeBlock.of("$L", name(size)));
    }
    for (Buffer buffer : arguments) {
      String name = Members.parameter(buffer, names);
      arrays.addParameter(JavaType.array(buffer.type()), name);
      segments.addParameter(MemorySegment.class, name);
      passed.add(CodeBlock.of("$T.ofArray($L)", MemorySegment.class, name));
    }
    type.addMethod(arrays.addStatement("$L($L)", method, CodeBlock.join(passed, ",$W")).build());
    type.addMethod(segments.addCode(body).build());
  }

  private HostCode host(JavaNames names) {
    return new HostCode(members, flavour, ProgramClass.expressions(helpers), names);
  }

  private CodeBlock run() {
    JavaNames names = members.names();
    HostCode host = host(names);
    CodeBlock.Builder code = CodeBlock.builder();
    if (members.hasConstants()) {
      code.beginControlFlow("if (!prepared)").addStatement(
          "throw new IllegalStateException($S)", "Call prepare first.").endControlFlow();
    }
    members.freeSizes().forEach(size -> code.add(ArgumentChecks.size(size, name(size))));
    code.add(ArgumentChecks.buffers(members.arguments(), host, names));
    code.add(ArgumentChecks.overlaps(members, names)).add(flavour.begin());
    members.arguments().forEach(buffer -> code.add(flavour.bring(members.field(buffer),
        Members.parameter(buffer, names), buffer, members.isOutput(buffer))));
    code.add(host.all(parcel.program().run()));
    parcel.program().outputs().forEach(buffer -> code.add(flavour.deliver(members.field(buffer),
        Members.parameter(buffer, names))));
    return code.add(flavour.finish()).build();
  }

  private CodeBlock prepare() {
    JavaNames names = members.names();
    HostCode host = host(names);
    CodeBlock.Builder code = CodeBlock.builder();
    members.fixedSizes().forEach(size -> code.add(ArgumentChecks.size(size, name(size))));
    code.add(ArgumentChecks.buffers(members.constants(), host, names)).add(flavour.begin());
    code.addStatement("prepared = false");
    members.fixedSizes().forEach(size -> code.addStatement("this.$1L = $1L", name(size)));
    members.constants().forEach(buffer -> code.add(flavour.keep(members.field(buffer),
        Members.parameter(buffer, names))));
    code.add(host.all(parcel.program().prepare())).add(flavour.finish());
    for (Buffer buffer : members.constants()) {
      if (!readBy(parcel.program().run()).contains(buffer.name())) {
        code.add(flavour.drop(members.field(buffer)));
      }
    }
    return code.addStatement("prepared = true").build();
  }

  private java.util.Set<String> readBy(List<HostStmt> statements) {
    return statements.stream().flatMap(statement -> switch (statement) {
      case HostStmt.Launch(String kernel) -> parcel.program().kernel(kernel).buffers().stream()
          .map(Buffer::name);
      case HostStmt.Loop loop -> readBy(loop.body()).stream();
      case HostStmt.If choice -> java.util.stream.Stream.concat(readBy(choice.then()).stream(),
          readBy(choice.otherwise()).stream());
      case HostStmt.Alloc _, HostStmt.Assert _ -> java.util.stream.Stream.<String>empty();
    }).collect(Collectors.toSet());
  }
}
