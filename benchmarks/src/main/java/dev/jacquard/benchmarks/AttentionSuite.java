package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.engine.Layouts;
import dev.jacquard.benchmarks.peer.Peer;
import java.util.List;

/** Attention of 8 heads, each over the whole sequence and causal. */
public final class AttentionSuite extends PeerSuite {

  @Override
  public String name() {
    return "attention";
  }

  @Override
  public String summary() {
    return "attention, whole and causal, against oneDNN's three calls, PyTorch, gcc, clang";
  }

  @Override
  List<Peer> peers() {
    return List.of(Peer.ONEDNN, Peer.PYTORCH, Peer.GCC, Peer.CLANG);
  }

  @Override
  List<Case> cases() {
    return List.of(Case.of("attention", "h=8,n=512,m=512,d=64", Layouts.COUNTED, 1.0),
        Case.of("causalAttention", "h=8,n=512,d=64", Layouts.COUNTED, 1.0));
  }
}
