package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.nest.Loop;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import dev.jacquard.schedule.nest.Placement;
import java.util.OptionalLong;

/** What of a nest can be judged only when its extents are known. */
final class CheckLoops {

  private static final long MOST_LANES = 16;
  private static final long MOST_UNROLLED = 512;
  private static final long MOST_ITEM_LOOPS = 3;

  private final LoopNest nests;
  private final Nest nest;
  private final LoopShape shape;

  private final Faults faults;

  CheckLoops(LoopNest nests, Nest nest, LoopShape shape, Faults faults) {
    this.nests = nests;
    this.nest = nest;
    this.shape = shape;
    this.faults = faults;
  }

  void check() {
    boolean inner = false;
    Loop serial = null;
    boolean spread = false;
    for (Loop loop : nest.loops()) {
      boolean wasInner = inner;
      Loop wasSerial = serial;
      faults.collect(() -> require(loop, wasInner, wasSerial));
      spread |= loop.kind() == LoopKind.PARALLEL || loop.kind() == LoopKind.GROUP;
      serial = loop.kind() == LoopKind.SERIAL && spread ? loop
          : loop.kind() == LoopKind.SERIAL ? null : serial;
      inner |= loop.reduction() && !nest.details().atomic() || loop.kind() == LoopKind.ITEM
          || loop.kind() == LoopKind.UNROLLED || loop.kind() == LoopKind.VECTORIZED;
    }
    if (nest.cache() != null) {
      faults.collect(this::requireInsideParallel);
    }
  }

  private void require(Loop loop, boolean inner, Loop serial) {
    switch (loop.kind()) {
      case VECTORIZED -> requireConstant(loop, MOST_LANES, "vectorize");
      case UNROLLED -> requireConstant(loop, MOST_UNROLLED, "unroll");
      case ITEM -> requireItem(loop);
      case PARALLEL, GROUP -> {
        requireOutermost(loop, inner);
        requireTogether(loop, serial);
      }
      case SERIAL -> { }
    }
  }

  private void requireItem(Loop loop) {
    requireConstant(loop, Integer.MAX_VALUE, "items");
    boolean own = nest.placement() instanceof Placement.At && nest.memory() == Memory.PRIVATE;
    if (own) {
      throw fault(loop, ("%s is held in PRIVATE memory, of which each work-item has its own: items "
          + "cannot share the work. Call storeIn(LOCAL), or leave %s serial.").formatted(
              nest.name(), loop.name()));
    }
    long loops = nest.loops().stream().filter(l -> l.kind() == LoopKind.ITEM).count();
    if (loops > MOST_ITEM_LOOPS) {
      throw fault(loop, ("%s has %d loops over items, more than %d. %s Fuse some of them."
          .formatted(nest.name(), loops, MOST_ITEM_LOOPS, nest.describeLoops())));
    }
  }

  private void requireConstant(Loop loop, long most, String word) {
    Expr extent = shape.extent(loop.name());
    OptionalLong constant = Index.constant(extent, Scope.EMPTY);
    if (constant.isEmpty()) {
      throw fault(loop, ("the extent of %s is %s, not a constant. %s Try %s, or give the size when "
          + "compiling.").formatted(loop.name(), extent, nest.describeLoops(), remedy(loop, word)));
    }
    if (constant.getAsLong() > most) {
      throw fault(loop, "the extent of %s is %d, more than %d. Try %s."
          .formatted(loop.name(), constant.getAsLong(), most, remedy(loop, word)));
    }
  }

  private static String remedy(Loop loop, String word) {
    return word.equals("vectorize")
        ? "vectorize(\"%s\", 16), which splits with a tail".formatted(loop.name())
        : "split(\"%s\", 16), which has a tail, and %s(\"%s.inner\")".formatted(loop.name(), word,
            loop.name());
  }

  private void requireOutermost(Loop loop, boolean inner) {
    if (!(nest.placement() instanceof Placement.Root)) {
      throw fault(loop, ("%s is computed inside a loop of another Func, which runs on one "
          + "work-item; it cannot be spread over more. Use items(...) or leave it serial.")
              .formatted(nest.name()));
    }
    if (inner) {
      throw fault(loop, ("%s is inside a reduction, unrolled, vectorized or item loop. %s Reorder "
          + "it outwards.").formatted(loop.name(), nest.describeLoops()));
    }
  }

  /** A kernel begins with all its loops over groups. */
  private void requireTogether(Loop loop, Loop serial) {
    if (serial != null) {
      throw fault(loop, ("the serial loop %s stands between %s and another loop over work-groups. "
          + "%s Reorder it outwards or inwards.").formatted(serial.name(), loop.name(),
              nest.describeLoops()));
    }
  }

  private void requireInsideParallel() {
    int at = nest.position(nest.cache().loop());
    for (Loop loop : nest.loops().subList(at + 1, nest.loops().size())) {
      if (loop.kind().isConcurrent()) {
        throw nests.fault(nest.cache().directive(), ("%s, inside %s, runs on different work-items, "
            + "which do not share what is held. %s Name the innermost such loop.").formatted(
                loop.name(), nest.cache().loop(), nest.describeLoops()));
      }
    }
  }

  private ScheduleError fault(Loop loop, String reason) {
    return nests.fault(loop.directive(), reason);
  }
}
