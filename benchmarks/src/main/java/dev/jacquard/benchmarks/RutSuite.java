package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.engine.Layouts;
import dev.jacquard.benchmarks.peer.Peer;
import java.util.ArrayList;
import java.util.List;

/** Convolutional capsules, which nobody wrote a kernel for. */
public final class RutSuite extends PeerSuite {

  @Override
  public String name() {
    return "rut";
  }

  @Override
  public String summary() {
    return "capsules against oneDNN used as a convolution, Halide, PyTorch, gcc, clang";
  }

  @Override
  List<Peer> peers() {
    return List.of(Peer.ONEDNN, Peer.HALIDE, Peer.PYTORCH, Peer.GCC, Peer.CLANG);
  }

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String sizes : List.of("n=1,h=14,w=14", "n=8,h=14,w=14", "n=32")) {
      cases.add(Case.of("capsuleConv", sizes, Layouts.PREPARED, 1.0));
      cases.add(Case.of("capsuleConv", sizes, Layouts.GIVEN, 1.0));
    }
    return cases;
  }
}
