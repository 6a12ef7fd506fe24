package dev.jacquard.cli.export;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.jvm.emit.JavaNames;
import dev.jacquard.jvm.emit.JavaType;
import dev.jacquard.jvm.emit.Term;
import dev.jacquard.schedule.ir.Buffer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The program beside the class: runs it on the test input, checks its results, and times it. */
final class ExampleClass {

  private static final List<String> TAKEN = List.of("arguments", "folder", "kernels", "right",
      "times", "run", "start");

  private final Parcel parcel;
  private final TestData data;
  private final Members members;
  private final JavaNames names;

  private ExampleClass(Parcel parcel, TestData data) {
    this.parcel = parcel;
    this.data = data;
    this.members = new Members(parcel.program(), TAKEN);
    this.names = members.names();
  }

  /** The whole compilation unit. */
  static String source(Parcel parcel, TestData data) {
    return new ExampleClass(parcel, data).source();
  }

  private String source() {
    TypeSpec.Builder type = TypeSpec.classBuilder(parcel.className() + "Example")
        .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
        .addJavadoc("Runs {@link $L} on the test input, compares with the results that are right, "
            + "and takes\nthe time. Ends with 1 if a value is wrong.\n", parcel.className())
        .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
        .addMethod(main()).addMethod(read()).addMethod(check());
    return JavaFile.builder(parcel.packageName(), type.build()).indent("  ")
        .skipJavaLangImports(true).addStaticImport(ValueLayout.class, "*").build().toString();
  }

  private MethodSpec main() {
    CodeBlock.Builder code = CodeBlock.builder().addStatement(
        "$1T folder = $1T.of(arguments.length > 0 ? arguments[0] : $2S)", Path.class, "test");
    for (Buffer input : parcel.program().inputs()) {
      code.addStatement("$T $L = read(folder.resolve($S))", MemorySegment.class, name(input),
          input.name() + ".npy");
    }
    for (Buffer output : parcel.program().outputs()) {
      code.addStatement("$T $L = $T.ofAuto().allocate($LL, 4096)", MemorySegment.class,
          name(output), Arena.class, data.storage(output).segment().byteSize());
    }
    ClassName type = ClassName.get(parcel.packageName(), parcel.className());
    if (parcel.isOpenCl()) {
      code.beginControlFlow("try ($1T kernels = new $1T())", type)
          .addStatement("$T.out.println($S + kernels.device())", System.class, "on ");
    } else {
      code.addStatement("$1T kernels = new $1T()", type);
    }
    code.add(runs());
    if (parcel.isOpenCl()) {
      code.endControlFlow();
    }
    code.addStatement("boolean right = true");
    for (Buffer output : parcel.program().outputs()) {
      code.addStatement("right &= check($S, read(folder.resolve($S)),$Wplace -> $L)",
          output.name(), output.name() + ".expected.npy", element(output));
    }
    return MethodSpec.methodBuilder("main").addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addParameter(String[].class, "arguments").addException(IOException.class)
        .addCode(code.addStatement("System.exit(right ? 0 : 1)").build()).build();
  }

  private String name(Buffer buffer) {
    return Members.parameter(buffer, names);
  }

  /** After a first run, which sets things up, as many as take 0.4 s; the first half warms up. */
  private CodeBlock runs() {
    CodeBlock.Builder code = CodeBlock.builder();
    if (members.hasConstants()) {
      code.addStatement("kernels.prepare($L)",
          CodeBlock.join(passed(members.fixedSizes(), members.constants()), ",$W"));
    }
    CodeBlock run = CodeBlock.of("kernels.run($L)",
        CodeBlock.join(passed(members.freeSizes(), members.arguments()), ",$W"));
    return code.addStatement(run).add("""
            $1T<Long> times = new $2T<>();
            for (long start = System.nanoTime(); System.nanoTime() - start < 400_000_000L;) {
              long run = System.nanoTime();
              $3L;
              times.add(System.nanoTime() - run);
            }
            times = times.subList(times.size() / 2, times.size());
            times.sort(null);
            System.out.printf("%.1f us (median of %d warm runs)%n",
                times.get(times.size() / 2) / 1e3, times.size());
            """, List.class, ArrayList.class, run).build();
  }

  private List<CodeBlock> passed(List<Dim> sizes, List<Buffer> buffers) {
    Map<String, Long> values = parcel.setting().workload().sizes().values();
    return Stream.concat(sizes.stream().map(size -> CodeBlock.of("$L", values.get(size.name()))),
        buffers.stream().map(buffer -> CodeBlock.of("$L", name(buffer)))).toList();
  }

  /** The value of an element as a double. */
  private CodeBlock element(Buffer output) {
    DType type = output.type();
    Term raw = Term.atom("$L.get$L(JAVA_$L, place)", name(output),
        type.bytes() == 1 ? "" : "AtIndex",
        JavaType.element(type).toUpperCase(java.util.Locale.ROOT));
    return switch (type) {
      case BOOL -> raw.code();
      case U64 -> CodeBlock.of("($1L >>> 32) * 0x1p32 + ($1L & 0xFFFFFFFFL)", raw.code());
      case I8, I16, I32, I64, U8, U16, U32, F16, BF16, F32, F64 ->
          JavaType.fromElement(type, raw).code();
    };
  }

  private static MethodSpec read() {
    return MethodSpec.methodBuilder("read").addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(MemorySegment.class).addParameter(Path.class, "file")
        .addException(IOException.class).addJavadoc("The numbers of a .npy file.\n")
        .addCode("""
            try ($1T channel = $1T.open(file); $2T arena = $2T.ofConfined()) {
              $3T bytes = channel.map($1T.MapMode.READ_ONLY, 0, channel.size(), arena);
              long header = 10 + bytes.get(JAVA_SHORT_UNALIGNED, 8);
              $3T numbers = bytes.asSlice(header);
              return $2T.ofAuto().allocate(numbers.byteSize(), 4096).copyFrom(numbers);
            }
            """, FileChannel.class, Arena.class, MemorySegment.class).build();
  }

  /** @see TestData for the table of expected values */
  private static MethodSpec check() {
    return MethodSpec.methodBuilder("check").addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(boolean.class).addParameter(String.class, "name")
        .addParameter(MemorySegment.class, "expected")
        .addParameter(LongToDoubleFunction.class, "actual")
        .addJavadoc("Compares with a table of places, values, and what rounding may change.\n")
        .addCode("""
            long rows = expected.byteSize() / 24;
            long wrong = 0;
            double greatest = 0;
            for (long row = 0; row < rows; row++) {
              double value = expected.getAtIndex(JAVA_DOUBLE, 3 * row + 1);
              double given = actual.applyAsDouble((long) expected.getAtIndex(JAVA_DOUBLE, 3 * row));
              double error = given == value || Double.isNaN(given) && Double.isNaN(value) ? 0
                  : Math.abs(given - value);
              greatest = error <= greatest ? greatest : error;
              wrong += error <= expected.getAtIndex(JAVA_DOUBLE, 3 * row + 2) ? 0 : 1;
            }
            System.out.printf("%s: %d of %d values are wrong, greatest error %.3g%n", name, wrong,
                rows, greatest);
            return wrong == 0;
            """).build();
  }
}
