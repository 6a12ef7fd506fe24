package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.engine.Layouts;
import dev.jacquard.benchmarks.peer.Peer;
import java.util.ArrayList;
import java.util.List;

/** Ops that memory bounds, on tensors of 256 MiB and of 2 MiB. */
public final class MemorySuite extends PeerSuite {

  private static final double GOAL = 1.1;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String summary() {
    return "softmax, norms, GELU, sum, transpose against libraries, C and our own copy";
  }

  @Override
  List<Peer> peers() {
    return List.of(Peer.ONEDNN, Peer.PYTORCH, Peer.GCC, Peer.CLANG);
  }

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String rows : List.of("65536", "512")) {
      for (String op : List.of("softmax", "layernorm", "rmsnorm", "biasGelu", "biasGeluTanh")) {
        cases.add(copying(op, "rows=%s,columns=1024".formatted(rows)));
      }
    }
    cases.add(copying("transpose", "rows=8192,columns=8192"));
    cases.add(copying("transpose", "rows=1024,columns=512"));
    for (String n : List.of("67108864", "524288")) {
      cases.add(Case.of("sum", "n=" + n, Layouts.COUNTED, GOAL).against(Case.Bound.READ));
    }
    return cases;
  }

  private static Case copying(String op, String sizes) {
    return Case.of(op, sizes, Layouts.COUNTED, GOAL).against(Case.Bound.COPY);
  }
}
