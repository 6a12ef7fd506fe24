package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import java.util.ArrayList;
import java.util.List;

/** Which names mean which slots of a {@link Frame} at one place of a program: a chain. */
final class Names {

  /** How many slots of each kind a program needs. */
  static final class Slots {
    int longs;
    int doubles;
    int buffers;
  }

  private enum Kind { VARIABLE, LOCAL, BUFFER }

  private final Names outer;
  private final Slots slots;
  private final String name;
  private final Kind kind;
  private final int slot;
  private final int lanes;

  private Names(Names outer, Slots slots, String name, Kind kind, int slot, int lanes) {
    this.outer = outer;
    this.slots = slots;
    this.name = name;
    this.kind = kind;
    this.slot = slot;
    this.lanes = lanes;
  }

  static Names none(Slots slots) {
    return new Names(null, slots, "", Kind.VARIABLE, -1, 0);
  }

  Names withVariable(String variable) {
    return new Names(this, slots, variable, Kind.VARIABLE, slots.longs++, 1);
  }

  Names withBuffer(String buffer) {
    return new Names(this, slots, buffer, Kind.BUFFER, slots.buffers++, 1);
  }

  Names withLocal(String local, DType type, int lanes) {
    int first = type.isFloat() ? slots.doubles : slots.longs;
    slots.doubles += type.isFloat() ? lanes : 0;
    slots.longs += type.isFloat() ? 0 : lanes;
    return new Names(this, slots, local, Kind.LOCAL, first, lanes);
  }

  int variable(String wanted) {
    return find(wanted, Kind.VARIABLE).slot;
  }

  int buffer(String wanted) {
    return find(wanted, Kind.BUFFER).slot;
  }

  /** The slot of a lane of a local; a scalar has one for all. */
  int local(String wanted, int lane) {
    Names found = find(wanted, Kind.LOCAL);
    return found.slot + (found.lanes == 1 ? 0 : lane);
  }

  /** The slot of the innermost thing bound. */
  int slot() {
    return slot;
  }

  Slots slots() {
    return slots;
  }

  private Names find(String wanted, Kind sort) {
    for (Names n = this; n.outer != null; n = n.outer) {
      if (n.kind == sort && n.name.equals(wanted)) {
        return n;
      }
    }
    throw new CompilerBug("no %s %s here.".formatted(sort.name().toLowerCase(java.util.Locale.ROOT),
        wanted));
  }

  /** {@code i = 3, j = 0}: the variables in a frame, outermost first. */
  String describe(Frame frame) {
    List<String> values = new ArrayList<>();
    for (Names n = this; n.outer != null; n = n.outer) {
      if (n.kind == Kind.VARIABLE) {
        values.addFirst(n.name + " = " + frame.longs[n.slot]);
      }
    }
    return String.join(", ", values);
  }
}
