package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.engine.Layouts;
import dev.jacquard.benchmarks.peer.Peer;
import java.util.List;

/** Filters of an image of five megapixels. */
public final class ImageSuite extends PeerSuite {

  @Override
  public String name() {
    return "image";
  }

  @Override
  public String summary() {
    return "filters of images against Halide's schedules by hand, gcc, clang";
  }

  @Override
  List<Peer> peers() {
    return List.of(Peer.HALIDE, Peer.GCC, Peer.CLANG);
  }

  @Override
  List<Case> cases() {
    return List.of(Case.of("blur", "h=1920,w=2560,radius=1", Layouts.COUNTED, 1.0),
        filter("blur3x3"), filter("unsharp"), filter("harris"));
  }

  private static Case filter(String op) {
    return Case.of(op, "h=1920,w=2560", Layouts.COUNTED, 1.0);
  }
}
