package dev.jacquard.benchmarks;

import static dev.jacquard.benchmarks.engine.Layouts.COUNTED;
import static dev.jacquard.benchmarks.engine.Layouts.PREPARED;
import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;

import dev.jacquard.benchmarks.peer.Peer;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Func;
import dev.jacquard.ops.BatchedMatMul;
import dev.jacquard.ops.MatMul;
import java.util.ArrayList;
import java.util.List;

/** Products of matrices. Each shape twice: B as it lies, and B packed before. */
public final class DenseSuite extends PeerSuite {

  @Override
  public String name() {
    return "dense";
  }

  @Override
  public String summary() {
    return "products of matrices against oneDNN, OpenBLAS, MKL";
  }

  @Override
  List<Peer> peers() {
    return List.of(Peer.ONEDNN, Peer.OPENBLAS, Peer.MKL, Peer.LIBXSMM, Peer.GCC, Peer.CLANG);
  }

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String sizes : List.of("m=256,n=256,k=256", "m=512,n=512,k=512", "m=1024,n=1024,k=1024",
        "m=2048,n=2048,k=2048", "m=32,n=1024,k=4096", "m=8192,n=64,k=64", "m=1,n=4096,k=4096")) {
      double goal = sizes.matches("m=(512|1024|2048).*") ? 0.97 : 0.95;
      cases.add(Case.of("matmul", sizes, COUNTED, goal));
      cases.add(Case.of("matmul", product(), sizes, PREPARED, goal));
    }
    String batch = "b=64,m=128,n=128,k=128";
    cases.add(Case.of("batchedMatmul", batch, COUNTED, 0.95));
    cases.add(Case.of("batchedMatmul", products(), batch, PREPARED, 0.95));
    return cases;
  }

  private static Func product() {
    Dim m = dim("m", 1);
    Dim n = dim("n", 1);
    Dim k = dim("k", 1);
    return MatMul.matmul("C", input("A", F32, m, k), input("B", F32, k, n).asConstant());
  }

  private static Func products() {
    Dim b = dim("b", 1);
    Dim m = dim("m", 1);
    Dim n = dim("n", 1);
    Dim k = dim("k", 1);
    return BatchedMatMul.batchedMatmul("C", input("A", F32, b, m, k),
        input("B", F32, b, k, n).asConstant());
  }
}
