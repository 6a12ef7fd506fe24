package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ScheduleError;
import java.util.Optional;

/**
 * <pre>
 * for at: s, which reads a[i, ...]   ->   for at: { prefetch a[i + distance, ...]; s }
 * </pre>
 */
final class Prefetching {

  private Prefetching() {}

  /** The loop may be one of the Func's own or of those at whose loops it is computed. */
  static Nest apply(LoopNest all, Nest nest, Directive.Prefetch directive, int position) {
    Nest owner = nest;
    while (loop(owner, directive.loop()).isEmpty()
        && owner.placement() instanceof Placement.At at) {
      owner = all.require(at.consumer());
    }
    String loop = loop(owner, directive.loop()).orElse(directive.loop());
    if (owner.find(loop).isEmpty()) {
      nest.position(loop);
    }
    Details.Prefetch ahead = new Details.Prefetch(directive.source(), directive.at(), owner.name(),
        loop, directive.distance(), position);
    nest.position(ahead.at());
    if (!isRead(all, nest, ahead)) {
      throw new ScheduleError("%s does not read %s. It reads: %s. Name one of these.".formatted(
          nest.name(), ahead.source(), String.join(", ", Caches.sources(
              nest.func().definition()))));
    }
    requireAround(nest, ahead);
    return nest.detailed(nest.details().with(ahead));
  }

  private static void requireAround(Nest nest, Details.Prefetch ahead) {
    if (ahead.consumer().equals(nest.name())
        && nest.position(ahead.loop()) > nest.position(ahead.at())) {
      throw new ScheduleError(("%s is inside %s, at whose head all that its iterations read is "
          + "fetched. %s Name %s itself or a loop around it.").formatted(ahead.loop(), ahead.at(),
              nest.describeLoops(), ahead.at()));
    }
  }

  /** What later directives may have undone: both loops, and memory that is worth fetching. */
  static void requireLasting(LoopNest all, Nest nest, Details.Prefetch ahead) {
    nest.position(ahead.at());
    all.require(ahead.consumer()).position(ahead.loop());
    requireAround(nest, ahead);
    if (nest.placement() instanceof Placement.Inlined) {
      throw new ScheduleError(("%s is inlined into what reads it, so it has no loops. Leave "
          + "prefetch out, or call computeRoot().").formatted(nest.name()));
    }
    if (!isRead(all, nest, ahead)) {
      throw new ScheduleError("%s does not read %s any more. Leave prefetch out.".formatted(
              nest.name(), ahead.source()));
    }
    Optional<Nest> source = all.find(ahead.source());
    if (source.isPresent() && !(source.get().placement() instanceof Placement.Root)) {
      throw new ScheduleError(("%s is not held in global memory; only what lies there is fetched. "
          + "Name an input or a Func computed at root.").formatted(ahead.source()));
    }
  }

  /** By the Func itself, or by one that is computed at the loop that counts ahead, or inside it. */
  private static boolean isRead(LoopNest all, Nest nest, Details.Prefetch ahead) {
    return all.nests().stream().anyMatch(each -> (each == nest || isInside(all, each, ahead))
        && Place.reads(each.func().definition(), ahead.source()));
  }

  private static boolean isInside(LoopNest all, Nest nest, Details.Prefetch ahead) {
    return nest.placement() instanceof Placement.At(String consumer, String loop, int _)
        && (consumer.equals(ahead.consumer())
            ? all.require(consumer).position(loop)
                >= all.require(consumer).position(ahead.loop())
            : isInside(all, all.require(consumer), ahead));
  }

  /** A loop of a nest by its name, which may stand behind that of its Func: {@code C.i}. */
  private static Optional<String> loop(Nest nest, String name) {
    return nest.loops().stream().map(Loop::name)
        .filter(loop -> loop.equals(name) || name.equals(nest.name() + "." + loop)).findFirst();
  }
}
