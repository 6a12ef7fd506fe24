package dev.jacquard.jvm.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Range;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The Java class of a program: a static method per kernel, of one signature. */
public final class ProgramClass {

  /** The package of generated classes. */
  public static final String PACKAGE = "dev.jacquard.generated";

  private ProgramClass() {}

  /** The simple name of the class of {@code program}. */
  public static String name(Program program) {
    String legal = program.name().replaceAll("[^A-Za-z0-9_]", "_");
    return "Program" + Character.toUpperCase(legal.charAt(0)) + legal.substring(1);
  }

  /** The whole compilation unit. */
  public static String source(Program program) {
    TypeSpec.Builder type = TypeSpec.classBuilder(name(program))
        .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
        .addJavadoc("The kernels of $L.\n", program.name());
    Helpers helpers = new Helpers();
    type.addMethods(methods(program, helpers, Modifier.PUBLIC));
    return helpers.addTo(JavaFile.builder(PACKAGE, type.build()).indent("  ")
        .skipJavaLangImports(true).addStaticImport(ValueLayout.class, "*").build().toString());
  }

  /**
   * The methods of the kernels, in text that sees the static members of {@link ValueLayout}.
   *
   * @param helpers learns what the class must hold beside them
   */
  public static List<MethodSpec> methods(Program program, Helpers helpers, Modifier access) {
    return program.kernels().stream().map(kernel -> method(kernel, helpers, access)).toList();
  }

  /** What prints scalar expressions outside of kernels. */
  public static Expressions expressions(Helpers helpers) {
    return new Expressions(new SegmentTarget("", true, helpers));
  }

  private static MethodSpec method(Kernel kernel, Helpers helpers, Modifier access) {
    return MethodSpec.methodBuilder(kernel.name()).addModifiers(access, Modifier.STATIC)
        .addJavadoc("Runs $L work-groups from number $L, of the index space $L.\n", "count",
            "first", axes(kernel))
        .addParameter(MemorySegment[].class, "buffers").addParameter(long[].class, "sizes")
        .addParameter(long[].class, "groups").addParameter(long.class, "first")
        .addParameter(int.class, "count").addCode(body(kernel, helpers)).build();
  }

  private static String axes(Kernel kernel) {
    return kernel.groups().stream().map(a -> a.variable() + " < " + a.extent())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static CodeBlock body(Kernel kernel, Helpers helpers) {
    JavaNames names = new JavaNames();
    List.of("buffers", "sizes", "groups", "first", "count").forEach(names::fresh);
    CodeBlock.Builder code = CodeBlock.builder();
    for (int b = 0; b < kernel.buffers().size(); b++) {
      Buffer buffer = kernel.buffers().get(b);
      code.addStatement("$T $L = buffers[$L]", MemorySegment.class,
          names.bindBuffer(buffer.name(), false), b);
    }
    for (int s = 0; s < kernel.sizes().size(); s++) {
      Dim size = kernel.sizes().get(s);
      boolean narrow = size.most() <= Integer.MAX_VALUE;
      code.addStatement("$L $L = $L", narrow ? "int" : "long", names.bindSize(size.name(), narrow),
          CodeBlock.of(narrow ? "Math.toIntExact(sizes[$L])" : "sizes[$L]", s));
    }
    groups(kernel, helpers, names, code);
    return code.build();
  }

  private static void groups(Kernel kernel, Helpers helpers, JavaNames names,
      CodeBlock.Builder code) {
    if (kernel.groups().isEmpty()) {
      items(kernel, helpers, names, code);
      return;
    }
    String at = names.fresh("at");
    code.beginControlFlow("for (int $1L = 0; $1L < count; $1L++)", at);
    if (kernel.groups().size() == 1) {
      single(kernel.groups().getFirst(), at, names, code);
    } else {
      several(kernel.groups(), at, names, code);
    }
    items(kernel, helpers, names, code);
    code.endControlFlow();
  }

  private static void single(Kernel.Axis axis, String at, JavaNames names,
      CodeBlock.Builder code) {
    String variable = names.bind(axis.variable(), Range.to(axis.extent()));
    boolean narrow = names.isNarrow(axis.variable());
    code.addStatement(narrow ? "int $L = (int) first + $L" : "long $L = first + $L", variable, at);
  }

  private static void several(List<Kernel.Axis> axes, String at, JavaNames names,
      CodeBlock.Builder code) {
    String group = names.fresh("group");
    code.addStatement("long $L = first + $L", group, at);
    for (int a = 0; a < axes.size(); a++) {
      String variable = names.bind(axes.get(a).variable(), Range.to(axes.get(a).extent()));
      boolean narrow = names.isNarrow(axes.get(a).variable());
      CodeBlock place = a < axes.size() - 1 ? CodeBlock.of("$L % groups[$L]", group, a)
          : CodeBlock.of("$L", group);
      code.addStatement(narrow ? "int $L = (int) ($L)" : "long $L = $L", variable, place);
      if (a < axes.size() - 1) {
        code.addStatement("$L /= groups[$L]", group, a);
      }
    }
  }

  private static void items(Kernel kernel, Helpers helpers, JavaNames names,
      CodeBlock.Builder code) {
    long count = 1;
    for (Kernel.Axis axis : kernel.items().reversed()) {
      long extent = constant(kernel, axis.extent());
      String variable = names.bind(axis.variable(), Range.to(axis.extent()));
      code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", variable, extent);
      count *= extent;
    }
    code.add(Statements.text(kernel.body(),
        new SegmentTarget(kernel.name(), count == 1, helpers), names));
    kernel.items().forEach(_ -> code.endControlFlow());
  }

  private static long constant(Kernel kernel, Expr extent) {
    if (extent instanceof IntConst(DType _, long value)) {
      return value;
    }
    throw new CompilerBug("kernel %s has %s items.".formatted(kernel.name(), extent));
  }
}
