package dev.jacquard.opencl.device;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import java.util.Map;

/** Small programs with sources written by hand: the runtime does not look into kernel bodies. */
final class Programs {

  static final Dim N = new Dim("n", 8).multipleOf(2);
  static final HostStmt LAUNCH_ADD = new HostStmt.Launch("add");

  /** C[i] = A[i] + B[i]. */
  static final String ADD = """
      kernel void add(global const float *A, global const float *B, global float *C, long n) {
        C[get_global_id(0)] = A[get_global_id(0)] + B[get_global_id(0)];
      }
      """;

  /** T[i] = 2 A[i], then C[i] = T[i] + B[n - 1 - i]: the second reads what other items wrote. */
  static final String TWO_STEPS = """
      kernel void twice(global const float *A, global float *T, long n) {
        T[get_global_id(0)] = 2 * A[get_global_id(0)];
      }
      kernel void turn(global const float *T, global const float *B, global float *C, long n) {
        C[get_global_id(0)] = T[n - 1 - get_global_id(0)] + B[get_global_id(0)];
      }
      """;

  private Programs() {}

  static Buffer vector(String name) {
    return vector(name, N);
  }

  static Buffer vector(String name, Expr extent) {
    return new Buffer(name, DType.F32, Memory.GLOBAL, List.of(extent));
  }

  static Buffer matrix(String name, long rows, long columns, String layout) {
    return new Buffer(name, DType.F32, Memory.GLOBAL,
        List.of(IntConst.index(rows), IntConst.index(columns)), Layout.parse(layout));
  }

  static Kernel kernel(String name, Expr groups, Buffer... buffers) {
    return new Kernel(name, List.of(buffers), List.of(N), List.of(new Kernel.Axis("g", groups)),
        List.of(), Stmt.Block.EMPTY);
  }

  static Artifact artifact(Program program, String source) {
    return new Artifact(OpenClBackend.NAME, program, Map.of(program.name() + ".cl", source),
        "-cl-std=CL1.2");
  }

  static Artifact add() {
    return add(List.of(LAUNCH_ADD));
  }

  static Artifact add(List<HostStmt> run) {
    Kernel add = kernel("add", N, vector("A"), vector("B"), vector("C"));
    return artifact(new Program("sum", List.of(vector("A"), vector("B")), List.of(vector("C")),
        List.of(), List.of(N), List.of(add), List.of(), run), ADD);
  }

  static Artifact twoSteps() {
    Kernel twice = kernel("twice", N, vector("A"), vector("T"));
    Kernel turn = kernel("turn", N, vector("T"), vector("B"), vector("C"));
    return artifact(new Program("steps", List.of(vector("A"), vector("B")), List.of(vector("C")),
        List.of(), List.of(N), List.of(twice, turn), List.of(),
        List.of(new HostStmt.Alloc(vector("T")), new HostStmt.Launch("twice"),
            new HostStmt.Launch("turn"))), TWO_STEPS);
  }

  /** As {@link #twoSteps}, but A is a constant and T is made in prepare. */
  static Artifact prepared() {
    Program steps = twoSteps().program();
    return artifact(new Program("kept", steps.inputs(), steps.outputs(), List.of("A"),
        steps.sizes(), steps.kernels(),
        List.of(new HostStmt.Alloc(vector("T")), new HostStmt.Launch("twice")),
        List.of(new HostStmt.Launch("turn"))), TWO_STEPS);
  }
}
