package dev.jacquard.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Sizes;
import dev.jacquard.ops.MatMul;
import dev.jacquard.ops.gpu.TiledMatMul;
import dev.jacquard.schedule.backend.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportErrorTest {

  private static final String SIZES = " --size m=13,n=37,k=7";

  @TempDir
  private Path folder;

  private Path out() {
    return folder.resolve("out");
  }

  private static void refuses(int code, String message, String line, Path out) {
    Exported.Ran ran = Exported.command(line, out);
    assertEquals("", ran.out());
    assertEquals(message, ran.err().lines().filter(each -> !each.startsWith("device ")
        && !each.startsWith("schedule ")).reduce("", (a, b) -> a + b));
    assertEquals(code, ran.code());
  }

  @Test
  void aFolderWithFilesIsNotTouched() throws Exception {
    Files.createDirectory(out());
    Path mine = Files.writeString(out().resolve("Matmul.java"), "mine");
    refuses(2, "--out %s: the folder is not empty, and nothing in it is overwritten. Give another, "
        .formatted(out()) + "or empty it.", "matmul --target jvm" + SIZES, out());
    assertEquals("mine", Files.readString(mine));
    refuses(2, "--out %s: it is a file. Give a folder.".formatted(mine), "matmul --target jvm",
        mine);
    refuses(1, ("%1$s: cannot be written: java.nio.file.FileSystemException: %1$s: Not a "
        + "directory. Mend that, or name another.")
        .formatted(mine.resolve("x")), "matmul --target jvm", mine.resolve("x"));
  }

  @Test
  void packagesAreNamesInJava() {
    refuses(2, "--package com.new: \"new\" is a reserved word of Java. Write words joined by dots, "
        + "as in com.example.", "matmul --package com.new", out());
    refuses(2, "--package com..x: \"\" is no name in Java. Write words joined by dots, as in "
        + "com.example.", "matmul --package com..x", out());
    refuses(2, "--package com.1x: \"1x\" is no name in Java. Write words joined by dots, as in "
        + "com.example.", "matmul --package com.1x", out());
  }

  @Test
  void targetsAreTwo() {
    refuses(2, "Unknown target \"jvn\". Give one of: opencl, jvm. Did you mean jvm?",
        "matmul --target jvn", out());
    refuses(2, "--device interpreter: export writes for OpenCL and for the JVM. Give --target "
        + "opencl or --target jvm.", "matmul --device interpreter", out());
    refuses(2, "Unknown device \"interpreter\". Give one of: jvm (%s).".formatted(
        System.getProperty("java.vm.name")), "matmul --target jvm --device interpreter", out());
  }

  @Test
  void whatTheTargetLacksIsSaidAndNothingIsWritten() throws Exception {
    Path staged = Files.writeString(folder.resolve("staged.json"),
        TiledMatMul.of(new MatMul().algorithm().with(Sizes.parse("m=8,n=8,k=8")), Target.GPU)
            .toJson());
    refuses(1, "The jvm backend has no barriers between work-items, which the kernel C_kernel "
        + "needs. Use the opencl backend or the interpreter, or a schedule without items.",
        "matmul --target jvm --schedule " + staged + SIZES, out());
    refuses(2, "--schedule reference: the reference evaluator needs no schedule, so there is "
        + "nothing to export. Give naive, untuned, hand, tuned, or a file that ends in .json.",
        "matmul --target jvm --schedule reference", out());
    assertFalse(Files.exists(out().resolve("Matmul.java")));
  }

  @Test
  void sizesThatCannotStayOpen() {
    refuses(2, "--open q: matmul has no such size. Its sizes: m, n, k.",
        "matmul --target jvm --open m,q", out());
    refuses(1, "Y: no shape tells the size radius. Give it when compiling, for example radius=1.",
        "blur --target jvm --open radius --size h=5,w=5", out());
  }

  @Test
  void namesOfJavaAreNoNamesOfClasses() throws Exception {
    Path file = Files.writeString(folder.resolve("Math.java"), """
        import dev.jacquard.dsl.*;

        class Math {
          static Func op() {
            return Dsl.func("Y", Dsl.var("i")).is(Dsl.input("X", DType.F32, Dsl.dim("n", 3))
                .at(Dsl.var("i")));
          }
        }
        """);
    refuses(2, "Math: its class would be called Math, which generated code cannot use. Rename the "
        + "file and its class.", file + " --target jvm", out());
  }

  @Test
  void theClassRefusesWhatItsKernelsCannotWorkOn() throws Exception {
    Exported exported = Exported.of("conv2d --target jvm --open n --size n=1,h=5,w=5,ci=2,co=3,"
        + "kh=1,kw=1", out());
    Path misuse = Files.writeString(folder.resolve("Misuse.java"), """
        import java.lang.foreign.*;

        class Misuse {
          static final Conv2d conv = new Conv2d();

          static void tell(Runnable misuse) {
            try {
              misuse.run();
              System.out.println("accepted");
            } catch (IllegalArgumentException | IllegalStateException e) {
              System.out.println(e.getMessage());
            }
          }

          public static void main(String[] arguments) {
            float[] x = new float[50], w = new float[6], y = new float[147];
            tell(() -> conv.run(1, x, y));
            tell(() -> conv.prepare(new float[5]));
            conv.prepare(w);
            tell(() -> conv.run(0, x, y));
            tell(() -> conv.run(2, x, y));
            MemorySegment a = MemorySegment.ofArray(x), c = MemorySegment.ofArray(y);
            tell(() -> conv.run(1, a, c.asReadOnly()));
            tell(() -> conv.run(1, MemorySegment.ofArray(new byte[200]), c));
            float[] both = new float[150];
            MemorySegment shared = MemorySegment.ofArray(both);
            tell(() -> conv.run(1, shared.asSlice(0, 200), shared.asSlice(0, 588)));
            Arena arena = Arena.ofConfined();
            MemorySegment gone = arena.allocate(200, 64);
            arena.close();
            tell(() -> conv.run(1, gone, c));
            tell(() -> conv.run(1, x, y));
          }
        }
        """);
    exported.compile(misuse);
    Exported.Ran ran = exported.run("Misuse");
    assertEquals("""
        Call prepare first.
        W has 20 bytes; it must have 24: 6 elements of f32 (1, 1, 2, 3).
        n = 0; it must be at least 1.
        X has 200 bytes; it must have 400: 100 elements of f32 (n, 5, 5, 2).
        Y is read-only.
        X is not aligned to its elements of 4 bytes.
        Y shares memory with X.
        The memory of X was released.
        accepted
        """, ran.out(), ran.err());
    assertTrue(ran.code() == 0, ran.err());
  }
}
