package dev.jacquard.benchmarks;

import static dev.jacquard.benchmarks.engine.Layouts.COUNTED;
import static dev.jacquard.benchmarks.engine.Layouts.PREPARED;
import static dev.jacquard.dsl.DType.BF16;
import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I8;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;

import dev.jacquard.benchmarks.peer.Peer;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Func;
import dev.jacquard.ops.BatchedMatMul;
import dev.jacquard.ops.LowPrecisionMatMul;
import dev.jacquard.ops.MatMul;
import dev.jacquard.ops.MatMulTransposed;
import java.util.ArrayList;
import java.util.List;

/** Products of matrices. Each shape twice: B as it lies, and B packed before. */
public final class DenseSuite extends PeerSuite {

  private static final double LARGE = 0.97;
  private static final double USUAL = 0.95;
  private static final double SMALL_ELEMENTS = 0.85;
  private static final String THOUSAND = "m=1024,n=1024,k=1024";

  private final Dim b = dim("b", 1);
  private final Dim m = dim("m", 1);
  private final Dim n = dim("n", 1);
  private final Dim k = dim("k", 1);
  private final List<Case> cases = new ArrayList<>();

  @Override
  public String name() {
    return "dense";
  }

  @Override
  public String summary() {
    return "products of matrices against oneDNN, OpenBLAS, MKL, libxsmm, CLBlast, PyTorch, C";
  }

  @Override
  List<Peer> peers() {
    return List.of(Peer.ONEDNN, Peer.OPENBLAS, Peer.MKL, Peer.LIBXSMM, Peer.CLBLAST,
        Peer.PYTORCH, Peer.GCC, Peer.CLANG);
  }

  @Override
  List<Case> cases() {
    cases.clear();
    Func product = MatMul.matmul("C", input("A", F32, m, k), input("B", F32, k, n).asConstant());
    add("matmul", product, "m=256,n=256,k=256", USUAL);
    for (String large : List.of("m=512,n=512,k=512", THOUSAND, "m=2048,n=2048,k=2048")) {
      add("matmul", product, large, LARGE);
    }
    for (String narrow : List.of("m=32,n=1024,k=4096", "m=8192,n=64,k=64", "m=1,n=4096,k=4096")) {
      add("matmul", product, narrow, USUAL);
    }
    add("batchedMatmul", BatchedMatMul.batchedMatmul("C", input("A", F32, b, m, k),
        input("B", F32, b, k, n).asConstant()), "b=64,m=128,n=128,k=128", USUAL);
    add("matmulTransposed", MatMulTransposed.matmulTransposed("C", input("A", F32, m, k),
        input("B", F32, n, k).asConstant()), THOUSAND, USUAL);
    add("matmulU8I8", LowPrecisionMatMul.matmul("C", input("A", U8, m, k),
        input("B", I8, k, n).asConstant(), I32), THOUSAND, SMALL_ELEMENTS);
    add("matmulBf16", LowPrecisionMatMul.matmul("C", input("A", BF16, m, k),
        input("B", BF16, k, n).asConstant(), F32), THOUSAND, SMALL_ELEMENTS);
    return List.copyOf(cases);
  }

  private void add(String op, Func prepared, String sizes, double goal) {
    cases.add(Case.of(op, sizes, COUNTED, goal));
    cases.add(Case.of(op, prepared, sizes, PREPARED, goal));
  }
}
