package dev.jacquard.opencl.emit;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.opencl.emit.Samples.I;
import static dev.jacquard.opencl.emit.Samples.at;
import static dev.jacquard.opencl.emit.Samples.buffer;
import static dev.jacquard.opencl.emit.Samples.index;
import static dev.jacquard.opencl.emit.Samples.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole sources: functions around kernels, memory of the group, refusals. */
class KernelTextTest {

  private static final Stmt ZERO = store("out", Dsl.lit(F32, 0));
  private static final Buffer OUT = buffer("out", F32, 64);
  private static final Buffer IN = buffer("F32", F32, 64);

  @Test
  void onCpusVectorsAreReadAndWrittenWhole() {
    Buffer in = buffer("U8", DType.U8, 64);
    Buffer out = buffer("out", DType.U8, 64);
    Kernel kernel = Samples.kernel("copy", new Stmt.Store("out", List.of(Samples.place(16)),
        new Load("U8", DType.U8, List.of(Samples.place(16)))), in, out);
    assertEquals("""
        typedef uchar16 uchar16_packed __attribute__((aligned(1)));

        // copy: 4 groups of 1 item
        kernel void copy(global const uchar *restrict U8, global uchar *restrict out) {
          const int i = get_global_id(0);
          *(global uchar16_packed *)(out + i * 16) = *(global const uchar16_packed *)(U8 + i * 16);
        }
        """, OpenClEmitter.emit(Samples.program(List.of(), List.of(), kernel), Target.AVX512));
  }

  @Test
  void onCpusFloatsAreToo() {
    Kernel kernel = Samples.kernel("copy", new Stmt.Store("out", List.of(Samples.place(16)),
        new Load("F32", F32, List.of(Samples.place(16)))), IN, OUT);
    assertTrue(OpenClEmitter.emit(Samples.program(List.of(), List.of(), kernel), Target.AVX512)
        .contains("*(global float16_packed *)(out + i * 16)"
            + " = *(global const float16_packed *)(F32 + i * 16);"));
  }

  @Test
  void onCpusPrivateArraysBeginAtACacheLine() {
    Buffer rows = new Buffer("rows", F32, Memory.PRIVATE, List.of(index(16)));
    Stmt body = new Stmt.Allocate(rows, new Stmt.Store("out", List.of(I),
        new Load("rows", F32, List.of(I))));
    Kernel kernel = new Kernel("copy", List.of(OUT), List.of(),
        List.of(new Kernel.Axis("i", index(4))), List.of(), body);
    Program program = Samples.program(List.of(), List.of(), kernel);
    assertTrue(OpenClEmitter.emit(program, Target.AVX512)
        .contains("float rows[16] __attribute__((aligned(64)));"));
    assertTrue(OpenClEmitter.emit(program, Target.GPU).contains("float rows[16];"));
  }

  @Test
  void groupsShareMemoryAndMeetAtBarriers() {
    Var item = new Var("item0");
    Buffer tile = new Buffer("tile", F32, Memory.LOCAL, List.of(index(16)));
    Stmt body = new Stmt.Allocate(tile, Stmt.Block.of(
        new Stmt.Store("tile", List.of(item), at(F32, I.times(16).plus(item))),
        new Stmt.Barrier(),
        new Stmt.Store("out", List.of(I.times(16).plus(item)),
            new Load("tile", F32, List.of(index(15).minus(item))))));
    Kernel kernel = new Kernel("turn", List.of(IN, OUT), List.of(),
        List.of(new Kernel.Axis("i", index(4))), List.of(new Kernel.Axis("item0", index(16))),
        body);
    assertEquals("""
        // turn: 4 groups of 16 items
        __attribute__((reqd_work_group_size(16, 1, 1)))
        kernel void turn(global const float *restrict F32, global float *restrict out) {
          local float tile[16];
          const int i = get_group_id(0);
          const int item0 = get_local_id(0);
          tile[item0] = F32[i * 16 + item0];
          barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
          out[i * 16 + item0] = tile[15 - item0];
        }
        """, Samples.emit(kernel));
  }

  @Test
  void helpersComeOnceAndFirst() {
    Stmt divide = new Stmt.Store("out", List.of(I), at(I32).div(at(I32)).cast(F32));
    Buffer in = buffer("I32", I32, 64);
    assertEquals("""
        int euclidean_div_int(int a, int b) {
          if (b == 0) return 0;
          if (b == -1) return (int)(0 - (uint)a);
          int q = a / b;
          return a % b >= 0 ? q : b > 0 ? q - 1 : q + 1;
        }

        // first: 4 groups of 1 item
        kernel void first(global const int *restrict I32, global float *restrict out) {
          const int i = get_global_id(0);
          out[i] = (float)euclidean_div_int(I32[i], I32[i]);
        }

        // exp: 4 groups of 1 item
        kernel void exp_(global const int *restrict I32, global float *restrict out) {
          const int i = get_global_id(0);
          out[i] = (float)euclidean_div_int(I32[i], I32[i]);
        }
        """, Samples.emit(Samples.kernel("first", divide, in, OUT),
            Samples.kernel("exp", divide, in, OUT)));
  }

  @Test
  void maximumOfVectorsPropagatesNaN() {
    String text = Samples.emit(Samples.kernel("k",
        store("out", Samples.vector(F32, 4).max(Samples.vector(F32, 4))), IN, OUT));
    assertTrue(text.startsWith("""
        float4 maximum_float4(float4 a, float4 b) {
          return select(b, a, (a > b) | (a != a));
        }

        // k:"""), text);
  }

  @Test
  void doublesNeedTheExtensionAndTheDevice() {
    Kernel kernel = Samples.kernel("k", store("D", Dsl.lit(F64, 1)), buffer("D", F64, 4));
    assertTrue(Samples.emit(kernel).startsWith(
        "#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n\n// k: 4 groups"));
    Target none = new Target(Target.Kind.GPU, 16, 1, 64, 0, 64, 1 << 20, false);
    Unsupported refusal = assertThrows(Unsupported.class, () -> OpenClEmitter.emit(
        Samples.program(List.of(), List.of(), kernel), none));
    assertEquals("sample computes in f64, which this device does not. Use f32, or another "
        + "device.", refusal.getMessage());
  }

  @Test
  void vectorsOfOtherWidthsAreRefused() {
    Unsupported refusal = assertThrows(Unsupported.class,
        () -> Samples.stored(Samples.vector(F32, 5).plus(Samples.vector(F32, 5))));
    assertEquals("OpenCL C has no vectors of 5 lanes; it has 2, 3, 4, 8 and 16. Use one of these.",
        refusal.getMessage());
  }

  @Test
  void whatLoweringMustHaveRemovedIsABug() {
    bug("RVar is left after lowering: r.", store("out", new RVar("r", null).cast(F32)));
    bug("the loop over x is still PARALLEL in the emitter.",
        new Stmt.For("x", index(0), index(2), LoopKind.PARALLEL, ZERO));
    bug("F32 has 2 indices after flattening.", store("out", new Load("F32", F32, List.of(I, I))));
    bug("variable y is used but not declared.", store("out", new Var("y").cast(F32)));
    bug("4 lanes are stored at 1 indices: out[i].",
        new Stmt.Store("out", List.of(I), Samples.vector(F32, 4)));
    bug("T is global inside a kernel.", new Stmt.Allocate(
        new Buffer("T", F32, Memory.GLOBAL, List.of(index(4))), ZERO));
    bug("the size of T is not a constant: 1 * i.", new Stmt.Allocate(
        new Buffer("T", F32, Memory.PRIVATE, List.of(I)), ZERO));
  }

  @Test
  void kernelsHaveDistinctFunctions() {
    CompilerBug bug = assertThrows(CompilerBug.class, () -> Samples.emit(
        Samples.kernel("exp", ZERO, OUT), Samples.kernel("exp_", ZERO, OUT)));
    assertTrue(bug.getMessage().startsWith("sample has two kernels whose function is exp_. "),
        bug.getMessage());
  }

  private static void bug(String message, Stmt body) {
    CompilerBug bug = assertThrows(CompilerBug.class, () -> Samples.body(body));
    assertEquals(message, bug.getMessage().substring(0, bug.getMessage().indexOf(" This is a")));
  }

  @Test
  void reservedNamesAreChanged() {
    for (String name : List.of("half", "sin", "kernel", "int4", "convert_x", "NAN", "vload4",
        "maximum_float", "_A", "barrier", "image2d_t", "M_PI")) {
      String legal = Reserved.legal(name);
      assertTrue(!legal.equals(name) && !Reserved.contains(legal), name + " -> " + legal);
    }
    assertEquals("i_outer", Reserved.legal("i.outer"));
    assertEquals("C", Reserved.legal("C"));
  }

  @Test
  void eachTypeHasAName() {
    assertEquals("[bool, char, short, int, long, uchar, ushort, uint, ulong, "
        + "float, float, float, double]",
        java.util.Arrays.stream(DType.values()).map(Words::type).toList().toString());
  }
}
