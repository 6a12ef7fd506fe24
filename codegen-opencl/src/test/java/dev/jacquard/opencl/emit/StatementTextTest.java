package dev.jacquard.opencl.emit;

import static dev.jacquard.dsl.DType.BOOL;
import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.opencl.emit.Samples.I;
import static dev.jacquard.opencl.emit.Samples.all;
import static dev.jacquard.opencl.emit.Samples.at;
import static dev.jacquard.opencl.emit.Samples.index;
import static dev.jacquard.opencl.emit.Samples.store;
import static dev.jacquard.opencl.emit.Samples.vector;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of each kind of statement. */
class StatementTextTest {

  private static final Stmt ZERO = store("out", Dsl.lit(F32, 0));

  private static void text(String expected, Stmt statement) {
    assertEquals(expected.stripTrailing(), Samples.body(statement));
  }

  private static Stmt loop(String variable, Expr min, Expr extent, Stmt body) {
    return new Stmt.For(variable, min, extent, LoopKind.SERIAL, body);
  }

  @Test
  void loops() {
    text("""
        for (int k_inner = 0; k_inner < 8; k_inner++) {
          out[i] = (float)k_inner;
        }
        for (int k_inner = i; k_inner < i + 8; k_inner++) {
          out[i] = 0.0f;
        }
        for (long k = 0, k_end = I64[i]; k < k_end; k++) {
          out[i] = 0.0f;
        }
        for (long k = 0; k < 3000000000L; k++) {
          out[i] = 0.0f;
        }
        """, new Stmt.Block(List.of(
            loop("k.inner", index(0), index(8), store("out", new Var("k.inner").cast(F32))),
            loop("k.inner", I, index(8), ZERO),
            loop("k", index(0), at(I64), ZERO),
            loop("k", index(0), index(3_000_000_000L), ZERO))));
  }

  @Test
  void branches() {
    text("""
        if (i < 3) {
          out[i] = 0.0f;
        } else {
          out[i] = F32[i];
        }
        if (BOOL[i]) {
          out[i] = 0.0f;
        }
        """, new Stmt.Block(List.of(new Stmt.If(I.lt(3), ZERO, store("out", at(F32))),
            new Stmt.If(at(BOOL), ZERO))));
  }

  @Test
  void variables() {
    Local sum = new Local("sum.0", F32, 4);
    Local count = new Local("count", I32, 1);
    Local mask = new Local("mask", BOOL, 4);
    text("""
        float4 sum_0 = (float4)(0.0f);
        int count = 0;
        char4 mask = convert_char4(sum_0 < (float4)(0.0f));
        sum_0 += vload4(0, F32 + i * 4) * sum_0;
        sum_0 = vload4(0, F32 + i * 4) + sum_0;
        count = (int)((uint)count + 1);
        vstore4(convert_uchar4(-mask), 0, out + i * 4);
        """, new Stmt.Block(List.of(
            new Stmt.Declare(sum, all(Dsl.lit(F32, 0), 4)),
            new Stmt.Declare(count, Dsl.lit(I32, 0)),
            new Stmt.Declare(mask, sum.lt(all(Dsl.lit(F32, 0), 4))),
            new Stmt.Assign(sum, sum.plus(vector(F32, 4).times(sum))),
            new Stmt.Assign(sum, vector(F32, 4).plus(sum)),
            new Stmt.Assign(count, count.plus(Dsl.lit(I32, 1))),
            store("out", mask))));
  }

  @Test
  void letsHoldIndices() {
    text("""
        const int first = min(i * 12, 100);
        const long far = i * 5000000000L;
        out[first] = (float)far;
        """, new Stmt.Let("first", I.times(12).min(index(100)),
            new Stmt.Let("far", I.times(5_000_000_000L), new Stmt.Store("out",
                List.of(new Var("first")), new Var("far").cast(F32)))));
  }

  @Test
  void storesOfOtherStridesGoLaneByLane() {
    text("""
        const float4 value = vload4(0, F32 + i * 4);
        out[i] = value.s0;
        out[i + 2] = value.s1;
        out[i + 4] = value.s2;
        out[i + 6] = value.s3;
        """, new Stmt.Store("out", List.of(new Ramp(I, index(2), 4)), vector(F32, 4)));
    text("""
        out[I32[i * 2]] = 0.0f;
        out[I32[i * 2 + 1]] = 0.0f;
        """, new Stmt.Store("out", List.of(vector(I32, 2).cast(I64)),
            all(Dsl.lit(F32, 0), 2)));
  }

  @Test
  void privateArraysStandWhereTheyAreAllocated() {
    Buffer tile = new Buffer("half", F32, Memory.PRIVATE, List.of(index(4), index(2)));
    text("""
        float half_[8];
        half_[i] = 1.0f;
        out[i] = half_[i];
        """, new Stmt.Allocate(tile, new Stmt.Block(List.of(
            new Stmt.Store("half", List.of(I), Dsl.lit(F32, 1)),
            store("out", new Load("half", F32, List.of(I)))))));
  }

  @Test
  void sameNamesInOneBlockAreToldApart() {
    Local one = new Local("x.y", F32, 1);
    Local other = new Local("x_y", F32, 1);
    text("""
        float x_y = 1.0f;
        float x_y_1 = x_y;
        float x_y_2 = x_y_1;
        out[i] = x_y_2;
        """, new Stmt.Block(List.of(new Stmt.Declare(one, Dsl.lit(F32, 1)),
            new Stmt.Declare(other, one), new Stmt.Declare(other, other), store("out", other))));
  }

  @Test
  void symbolicSizesAreLongArguments() {
    Dim n = new Dim("n", 8).atMost(1L << 20);
    Buffer a = new Buffer("A", F32, Memory.GLOBAL, List.of(n, n));
    dev.jacquard.schedule.ir.Kernel kernel = new dev.jacquard.schedule.ir.Kernel("sum",
        List.of(a), List.of(n), List.of(new dev.jacquard.schedule.ir.Kernel.Axis("i", n.div(2))),
        List.of(), loop("k", index(0), n, new Stmt.Store("A", List.of(I.times(n).plus(
            new Var("k"))), Dsl.lit(F32, 0))));
    assertEquals("""
        // sum: (n / 2) groups of 1 item
        kernel void sum(global float *restrict A, const long n) {
          const int i = get_global_id(0);
          for (int k = 0; k < n; k++) {
            A[i * n + k] = 0.0f;
          }
        }
        """, Samples.emit(kernel));
  }
}
