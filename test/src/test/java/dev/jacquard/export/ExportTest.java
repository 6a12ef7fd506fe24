package dev.jacquard.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ir.Memory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {

  private static final Map<String, String> SIZES = Map.ofEntries(
      Map.entry("matmul", "m=13,n=37,k=7"),
      Map.entry("batchedMatmul", "b=3,m=5,n=19,k=7"),
      Map.entry("matmulTransposed", "m=5,n=19,k=7"),
      Map.entry("matmulI8", "m=5,n=19,k=7"),
      Map.entry("matmulU8I8", "m=5,n=19,k=7"),
      Map.entry("matmulBf16", "m=5,n=19,k=7"),
      Map.entry("conv2d", "n=2,h=7,w=9,ci=3,co=19,kh=3,kw=3,stride=2,padding=1"),
      Map.entry("capsuleConv", "n=2,ci=3,co=2,h=7,w=5,k=3,stride=2"),
      Map.entry("softmax", "rows=5,columns=13"), Map.entry("blur", "h=11,w=37,radius=1"),
      Map.entry("layernorm", "rows=5,columns=33"), Map.entry("rmsnorm", "rows=5,columns=33"),
      Map.entry("biasGelu", "rows=3,columns=21"), Map.entry("biasGeluTanh", "rows=3,columns=21"),
      Map.entry("sum", "n=1001"), Map.entry("transpose", "rows=19,columns=37"),
      Map.entry("attention", "h=2,n=9,m=13,d=5"), Map.entry("causalAttention", "h=2,n=9,d=5"),
      Map.entry("depthwiseConv2d", "n=2,h=7,w=9,c=5,k=3,stride=2,padding=1"),
      Map.entry("blur3x3", "h=5,w=37"), Map.entry("unsharp", "h=5,w=37"),
      Map.entry("harris", "h=5,w=37"),
      Map.entry("winogradConv2d", "n=2,h=5,w=6,ci=3,co=5,padding=1"),
      Map.entry("im2colConv2d", "n=2,h=7,w=9,ci=3,co=19,kh=3,kw=3,stride=2,padding=1"));

  /// Schedules as a search may find them: copies, panels, temporaries, work-items, layouts that the
  /// caller must keep to, constants that are packed or that every run reads.
  private static final Map<String, UnaryOperator<Schedule>> TUNED = Map.of(
      "matmul", s -> s.tile("i", "j", 4, 16).reorder("j.outer", "i.outer", "r", "i.inner",
          "j.inner").pack(input("matmul", "B"), "j", 16).vectorize("j.inner", 16)
          .unroll("i.inner").cacheWrite(Memory.PRIVATE, "i.outer").parallel("j.outer", "i.outer")
          .layout("C", Layout.parse("1/16 0 1%16")),
      "batchedMatmul", s -> s.cacheRead(input("batchedMatmul", "A")).split("j", 8).groups("q", "i")
          .items("j.inner"),
      "conv2d", s -> s.pack(input("conv2d", "W"), "o", 8).vectorize("o", 8).parallel("b", "y"),
      "capsuleConv", s -> s.parallel("b", "o").layout("P", Layout.parse("0 2 3 1 4 5")),
      "softmax", s -> s.func("Y.exp").computeRoot().func("Y.scale.sum").computeRoot(),
      "blur", s -> s.func("Y.rows").computeRoot().vectorize("x", 16).func("Y.columns").computeRoot()
          .parallel("y"));

  @TempDir
  private Path folder;

  private static Input input(String op, String name) {
    return Ops.find(op).algorithm().inputs().stream().filter(i -> i.name().equals(name))
        .findFirst().orElseThrow();
  }

  private static void requireDevice(String target) {
    boolean there = !target.equals("opencl") || !new OpenClBackend().devices().isEmpty();
    assertTrue(there || !String.valueOf(System.getenv("JACQUARD_REQUIRE")).contains("opencl"));
    assumeTrue(there, "no OpenCL device");
  }

  static Stream<Arguments> combinations() {
    return Ops.all().stream().map(Op::name).flatMap(op -> Stream.of("opencl", "jvm")
        .flatMap(target -> Stream.of("untuned", "tuned")
            .map(schedule -> Arguments.of(op, target, schedule))));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void everyOpRunsAlone(String op, String target, String schedule) throws Exception {
    requireDevice(target);
    Path file = Files.writeString(folder.resolve("schedule.json"),
        TUNED.getOrDefault(op, s -> s).apply(Schedule.of(Ops.find(op).algorithm())).toJson());
    Exported exported = Exported.of("%s --size %s --target %s --package com.example --schedule %s"
        .formatted(op, SIZES.get(op), target, schedule.equals("tuned") ? file : schedule),
        folder.resolve("exported"));
    exported.compile();
    requireRight(exported.run("com.example." + Character.toUpperCase(op.charAt(0))
        + op.substring(1) + "Example"));
  }

  private static void requireRight(Exported.Ran ran) {
    assertEquals(0, ran.code(), ran.err() + ran.out());
    assertTrue(ran.out().contains(": 0 of "), ran.out());
    assertEquals("", ran.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"opencl", "jvm"})
  void openSizesAreParameters(String target) throws Exception {
    requireDevice(target);
    Exported matmul = Exported.of("matmul --size m=13,n=37,k=7 --open m,n,k --target " + target,
        folder.resolve("matmul"));
    matmul.compile();
    requireRight(matmul.run("MatmulExample"));
    Exported conv = Exported.of("conv2d --size %s --open n,co --target %s".formatted(
        SIZES.get("conv2d"), target), folder.resolve("conv"));
    assertTrue(conv.read("Conv2d.java").contains("public void prepare(int co, float[] W) {"));
    assertTrue(conv.read("Conv2d.java").contains("public void run(int n, float[] X, float[] Y) {"));
    conv.compile();
    requireRight(conv.run("Conv2dExample"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"opencl", "jvm"})
  void theScriptRunsItAndTellsAWrongValue(String target) throws Exception {
    requireDevice(target);
    Exported exported = Exported.of("blur --size h=5,w=9 --target " + target,
        folder.resolve("exported"));
    requireRight(exported.process("sh", "run.sh"));
    Path table = exported.folder().resolve("test/Y.expected.npy");
    byte[] bytes = Files.readAllBytes(table);
    bytes[bytes.length - 9] ^= 0x7F; // the exponent of the last value
    Files.write(table, bytes);
    Exported.Ran wrong = exported.process("sh", "run.sh");
    assertEquals(1, wrong.code(), wrong.err());
    assertTrue(wrong.out().contains("Y: 1 of 45 values are wrong, "), wrong.out());
    if (target.equals("opencl")) {
      exported.process("rm", "-r", "lib");
      assertEquals(new Exported.Ran(1, "", "Put the jar of JOCL (org.jocl:jocl of Maven Central) "
          + "into lib.\n"), exported.process("sh", "run.sh"));
    }
  }

  @Test
  void theScriptNamesAJdkThatIsTooOld() throws Exception {
    Exported exported = Exported.of("blur --size h=5,w=9 --target jvm",
        folder.resolve("exported"));
    Path compiler = Files.createDirectories(folder.resolve("old/bin")).resolve("javac");
    String message = "This needs a JDK 23 or newer; " + compiler + " is %s. "
        + "Set JAVA_HOME to one.\n";
    String[] script = {"env", "JAVA_HOME=" + folder.resolve("old"), "sh", "run.sh"};
    assertEquals(new Exported.Ran(1, "", message.formatted("missing")), exported.process(script));
    Files.writeString(compiler, "#!/bin/sh\necho javac 17.0.2\n");
    assertTrue(compiler.toFile().setExecutable(true));
    assertEquals(new Exported.Ran(1, "", message.formatted("17")),
        exported.process(script));
  }

  @Test
  void aFileOfTheUsersIsExportedUnderItsName() throws Exception {
    Path example = root().resolve("docs/examples/Product.java");
    Exported exported = Exported.of(example + " --size m=13,n=40,k=7 --target jvm",
        folder.resolve("exported"));
    exported.compile();
    requireRight(exported.run("ProductExample"));
    assertTrue(exported.read("Product.java").contains("under the own schedule"));
  }

  @Test
  void helpersThatKernelsCallComeAlong() throws Exception {
    Path source = Files.writeString(folder.resolve("Bell.java"), """
        import static dev.jacquard.dsl.DType.*;
        import static dev.jacquard.dsl.Dsl.*;
        import dev.jacquard.dsl.*;

        class Bell {
          static Func op() {
            Dim n = dim("n", 9);
            Var i = var("i");
            return func("int", i).is(erf(input("class", F64, n).at(i))
                .plus(input("D", I64, n).at(i).div(input("E", I64, n).at(i)).cast(F64)));
          }
        }
        """);
    Exported exported = Exported.of(source + " --target jvm", folder.resolve("exported"));
    exported.compile();
    requireRight(exported.run("BellExample"));
    String text = exported.read("Bell.java");
    assertTrue(text.contains("public void run(double[] class_, long[] D, long[] E, double[] int_)"),
        text);
    assertTrue(text.contains("private static double erfSeries(double x) {"), text);
    assertFalse(text.contains("gamma"), text);
    assertFalse(text.contains("dev.jacquard"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"opencl", "jvm"})
  void tuplesAreSeveralOutputs(String target) throws Exception {
    requireDevice(target);
    Path source = Files.writeString(folder.resolve("Two.java"), """
        import static dev.jacquard.dsl.DType.*;
        import static dev.jacquard.dsl.Dsl.*;
        import dev.jacquard.dsl.*;

        class Two {
          static Func op() {
            Var i = var("i");
            Input x = input("X", BF16, dim("n", 19));
            return func("T", i).is(tuple(x.at(i).times(x.at(i)).cast(BF16), x.at(i).cast(I32)));
          }
        }
        """);
    Exported exported = Exported.of(source + " --target " + target, folder.resolve("exported"));
    assertTrue(exported.read("Two.java").contains(
        "public void run(short[] X, short[] T_v0, int[] T_v1) {"), exported.read("Two.java"));
    exported.compile();
    requireRight(exported.run("TwoExample"));
  }

  @Test
  void filesAreListed() {
    Exported.Ran ran = Exported.command("softmax --size rows=2,columns=3 --target jvm --json",
        folder.resolve("out"));
    assertEquals(0, ran.code(), ran.err());
    assertEquals("{\"op\":\"softmax\",\"sizes\":{\"rows\":2,\"columns\":3},\"open\":[],\"device\":"
        + "\"jvm\",\"backend\":\"jvm\",\"schedule\":{\"kind\":\"untuned\",\"origin\":\"the default "
        + "for any algorithm\"},\"class\":\"Softmax\",\"out\":\"" + folder.resolve("out")
        + "\",\"files\":" + List.of("Softmax.java", "SoftmaxExample.java", "run.sh", "README.md",
            "test/X.npy", "test/Y.expected.npy").toString().replace("[", "[\"")
            .replace("]", "\"]").replace(", ", "\",\"") + "}\n", ran.out());
  }

  private static Path root() {
    Path place = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(place.resolve("jacquard"))) {
      place = place.getParent();
    }
    return place;
  }
}
