package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.engine.Layouts;
import dev.jacquard.benchmarks.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Layers of convolutional networks, weights prepared, one image and eight. */
public final class ConvSuite extends PeerSuite {

  private static final double GOAL = 0.95;
  private static final List<String> SQUARES = List.of("h=56,w=56,ci=64,co=64",
      "h=28,w=28,ci=128,co=128", "h=14,w=14,ci=256,co=256", "h=7,w=7,ci=512,co=512");
  private static final List<String> OTHERS = List.of("h=56,w=56,ci=256,co=64,kh=1,kw=1,padding=0",
      "h=224,w=224,ci=3,co=64,kh=7,kw=7,stride=2,padding=3");

  @Override
  public String name() {
    return "conv";
  }

  @Override
  public String summary() {
    return "convolutions of ResNet-50, a depthwise one, against oneDNN in its layouts, PyTorch";
  }

  @Override
  List<Peer> peers() {
    return List.of(Peer.ONEDNN, Peer.PYTORCH, Peer.GCC, Peer.CLANG);
  }

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int batch : new int[] {1, 8}) {
      for (String layer : Stream.concat(SQUARES.stream(), OTHERS.stream()).toList()) {
        cases.add(Case.of("conv2d", "n=%d,%s".formatted(batch, layer), Layouts.GIVEN, GOAL));
      }
      cases.add(Case.of("depthwiseConv2d", "n=%d,h=56,w=56,c=128".formatted(batch), Layouts.GIVEN,
          GOAL));
    }
    SQUARES.forEach(layer ->
        cases.add(Case.of("winogradConv2d", "n=1," + layer, Layouts.GIVEN, GOAL)));
    return cases;
  }
}
