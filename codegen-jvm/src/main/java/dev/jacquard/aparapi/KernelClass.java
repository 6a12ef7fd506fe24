package dev.jacquard.aparapi;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Range;
import dev.jacquard.jvm.emit.JavaNames;
import dev.jacquard.jvm.emit.JavaType;
import dev.jacquard.jvm.emit.ProgramClass;
import dev.jacquard.jvm.emit.Statements;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * The Java class of one kernel: its buffers and sizes are fields, its work-items run
 * {@code run()}. Fields are named as {@link #fields} says, in the order of the arguments.
 */
final class KernelClass {

  private static final Pattern NAME = Pattern.compile("class (\\w+)");

  private KernelClass() {}

  /**
   * The simple name of the class of a source. Aparapi keeps what it compiled by the name of the
   * class, so that the name ends with a hash of the text.
   */
  static String name(String source) {
    Matcher matcher = NAME.matcher(source);
    if (!matcher.find()) {
      throw new CompilerBug("no class in " + source);
    }
    return matcher.group(1);
  }

  /** The names of the fields: the kernel's buffers, then its sizes. */
  static List<String> fields(Kernel kernel) {
    List<String> fields = new ArrayList<>();
    JavaNames names = names();
    kernel.buffers().forEach(b -> fields.add(names.bindBuffer(b.name(), false)));
    kernel.sizes().forEach(s -> fields.add(names.bindSize(s.name(), isNarrow(s))));
    return fields;
  }

  /** Words of OpenCL C that Java allows as names, and those of Aparapi's kernels. */
  private static JavaNames names() {
    JavaNames names = new JavaNames();
    List.of("this", "run", "passid", "kernel", "global", "local", "constant", "half", "uint",
        "uchar", "ushort", "ulong", "bool", "signed", "unsigned", "struct", "union", "typedef",
        "sizeof", "inline", "register", "restrict", "extern", "auto", "size_t")
        .forEach(names::fresh);
    return names;
  }

  private static boolean isNarrow(Dim size) {
    return size.most() <= Integer.MAX_VALUE;
  }

  /** The whole compilation unit. */
  static String source(Program program, Kernel kernel) {
    String plain = ProgramClass.name(program) + "_" + kernel.name();
    String text = source(program, kernel, plain);
    return text.replaceFirst(plain, plain + "_" + Integer.toHexString(text.hashCode()));
  }

  private static String source(Program program, Kernel kernel, String name) {
    KernelLimits.check(kernel);
    AparapiTarget target = new AparapiTarget(kernel.name());
    JavaNames names = names();
    TypeSpec.Builder type = TypeSpec.classBuilder(name)
        .addModifiers(Modifier.PUBLIC, Modifier.FINAL).superclass(DeviceKernel.class)
        .addJavadoc("The kernel $L.\n", kernel.name());
    CodeBlock.Builder code = CodeBlock.builder();
    for (Buffer buffer : kernel.buffers()) {
      type.addField(JavaType.array(buffer.type()), names.bindBuffer(buffer.name(), false),
          Modifier.PUBLIC);
    }
    for (Dim size : kernel.sizes()) {
      type.addField(isNarrow(size) ? int.class : long.class,
          names.bindSize(size.name(), isNarrow(size)), Modifier.PUBLIC);
    }
    axes(kernel.groups(), "getGroupId", names, code);
    axes(kernel.items(), "getLocalId", names, code);
    code.add(Statements.text(kernel.body(), target, names));
    target.fields().forEach(type::addField);
    type.addMethod(MethodSpec.methodBuilder("run").addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC).addCode(code.build()).build());
    String text = JavaFile.builder(ProgramClass.PACKAGE, type.build()).indent("  ")
        .skipJavaLangImports(true).build().toString();
    return withHelpers(text, target.helpers());
  }

  /** JavaPoet has no way to add methods as text. */
  private static String withHelpers(String text, List<String> helpers) {
    StringBuilder all = new StringBuilder(text.substring(0, text.lastIndexOf('}')));
    helpers.forEach(helper -> all.append('\n').append(helper.indent(2)));
    return all.append("}\n").toString();
  }

  private static void axes(List<Kernel.Axis> axes, String method, JavaNames names,
      CodeBlock.Builder code) {
    for (int a = 0; a < axes.size(); a++) {
      Expr extent = axes.get(a).extent();
      String variable = names.bind(axes.get(a).variable(), Range.to(extent));
      code.addStatement("$L $L = $L($L)", names.isNarrow(axes.get(a).variable()) ? "int" : "long",
          variable, method, a);
    }
  }
}
