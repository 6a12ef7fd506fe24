package dev.jacquard.benchmarks.peer;

import dev.jacquard.dsl.Unsupported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The native libraries of peers, which are fetched or compiled when they are first asked for and
 * kept in a cache. The program itself depends on none of them.
 */
final class Natives {

  private final Path home;
  private final Consumer<String> talk;

  /**
   * @param home a folder to keep them in
   * @param talk hears before something is fetched how large it is
   */
  Natives(Path home, Consumer<String> talk) {
    this.home = home;
    this.talk = talk;
  }

  /** In the cache of this user. */
  static Natives ofUser(Consumer<String> talk) {
    Path cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).map(Path::of)
        .filter(Path::isAbsolute).orElse(Path.of(System.getProperty("user.home"), ".cache"));
    return new Natives(cache.resolve("jacquard").resolve("peers"),
        talk);
  }

  /**
   * The folder with a peer's libraries.
   *
   * @throws Unsupported where they cannot be had, with the reason
   */
  Path of(Peer peer) {
    try {
      Path folder = home.resolve(peer.provision().key());
      if (!Files.isDirectory(folder)) {
        announce(peer);
        Files.createDirectories(home);
        Path fresh = Files.createTempDirectory(home, "new");
        peer.provision().provide(fresh);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
      }
      return folder;
    } catch (IOException e) {
      throw new Unsupported("%s is not here, so nothing is compared with it: %s.".formatted(
          peer.label(), e.getMessage()));
    }
  }

  private void announce(Peer peer) {
    if (peer.provision().megabytes() > 0) {
      talk.accept("%s: %d MB come from Maven Central, once".formatted(peer.label(),
          peer.provision().megabytes()));
    }
  }
}
