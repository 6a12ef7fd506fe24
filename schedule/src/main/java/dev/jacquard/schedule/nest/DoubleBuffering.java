package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.LoopKind;
import java.util.List;

/** Two copies of what an iteration reads: the next one's is computed beside its use. */
final class DoubleBuffering {

  private DoubleBuffering() {}

  static Nest apply(LoopNest all, Nest nest, int position) {
    Nest doubled = nest.holding(nest.held().doubled(position));
    require(all, doubled);
    return doubled;
  }

  /** What later directives may have undone. */
  static void require(LoopNest all, Nest nest) {
    if (!(nest.placement() instanceof Placement.At at)) {
      throw new ScheduleError(("%s is not computed at a loop, whose iterations would have a copy "
          + "each in turn. Call computeAt first.").formatted(nest.name()));
    }
    if (nest.held().window() != null) {
      throw new ScheduleError(("%s is stored at %s, where iterations share what they hold. Leave "
          + "storeAt or doubleBuffer out.").formatted(nest.name(), nest.held().window().loop()));
    }
    Loop loop = all.require(at.consumer()).find(at.loop()).orElseThrow();
    if (loop.kind() != LoopKind.SERIAL) {
      throw new ScheduleError(("%s, at which %s is computed, is not serial: its iterations do not "
          + "come one after the other, so none can fill the next one's copy. Leave it serial, or "
          + "compute %s at another loop.").formatted(at.loop(), nest.name(), nest.name()));
    }
    requireWhole(all, nest);
    requireAlone(all, nest, at);
  }

  /** It is computed in two places, before the loop and in it. */
  private static void requireWhole(LoopNest all, Nest nest) {
    all.nests().stream().filter(other -> isInside(all, other, nest.name())).findFirst()
        .ifPresent(other -> {
          throw new ScheduleError(("%s is computed inside %s, whose copies are filled in two "
              + "places, before the loop and in it. Compute %s at a loop around %s, or at "
              + "root.").formatted(other.name(), nest.name(), other.name(), nest.name()));
        });
  }

  private static boolean isInside(LoopNest all, Nest other, String outer) {
    return other.placement() instanceof Placement.At(String consumer, String _, int _)
        && (consumer.equals(outer) || isInside(all, all.require(consumer), outer));
  }

  /** The first copy is filled outside the loop, where what is computed inside is not there yet. */
  private static void requireAlone(LoopNest all, Nest nest, Placement.At at) {
    List<String> beside = all.nests().stream().filter(other -> other != nest
        && other.placement() instanceof Placement.At(String consumer, String loop, int _)
        && consumer.equals(at.consumer()) && !nest.name().equals(other.name())
        && all.require(consumer).position(loop) >= all.require(consumer).position(at.loop())
        && reaches(all, nest, other.name())).map(Nest::name).toList();
    if (!beside.isEmpty()) {
      throw new ScheduleError(("%s reads %s, computed inside %s of %s as well: the copy for the "
          + "first iteration is filled before that. Compute %s at a loop of %s, or at "
          + "root.").formatted(nest.name(), beside.getFirst(), at.loop(), at.consumer(),
              beside.getFirst(), nest.name()));
    }
  }

  /** Whether {@code nest} reads a Func, itself or through one that is inlined. */
  private static boolean reaches(LoopNest all, Nest nest, String read) {
    return Place.readers(all, read).stream().anyMatch(reader -> reader.equals(nest.name())
        || all.require(reader).placement() instanceof Placement.Inlined
        && reaches(all, nest, reader));
  }
}
