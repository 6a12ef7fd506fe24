package dev.jacquard.benchmarks.peer;

import dev.jacquard.dsl.Suggestion;
import dev.jacquard.dsl.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What we can be measured against, by the name that {@code --vs} takes in lower case.
 *
 * <p>Libraries are those of Maven Central at these versions, or those that are installed.
 */
public enum Peer {
  /** Intel's library for deep learning, with its own OpenMP. */
  ONEDNN("org.bytedeco:dnnl:3.11-1.5.13:jar:linux-x86_64"),
  OPENBLAS("org.bytedeco:openblas:0.3.31-1.5.13:jar:linux-x86_64"),
  /** Its threads are GCC's: libgomp must be installed. */
  MKL("org.bytedeco:mkl:2025.2-1.5.12:jar:linux-x86_64-redist");

  private final List<String> artifacts;

  Peer(String... artifacts) {
    this.artifacts = List.of(artifacts);
  }

  /** Maven coordinates of the jars with its native libraries. */
  List<String> artifacts() {
    return artifacts;
  }

  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** @throws UserError that lists the peers, if there is none of this name */
  public static Peer of(String name) {
    return Arrays.stream(values()).filter(peer -> peer.label().equals(name)).findFirst()
        .orElseThrow(() -> new UserError("Unknown peer \"%s\". Peers: %s.%s".formatted(name,
            String.join(", ", labels()), Suggestion.of(name, labels()))));
  }

  private static List<String> labels() {
    return Arrays.stream(values()).map(Peer::label).collect(Collectors.toList());
  }
}
