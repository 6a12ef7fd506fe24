package dev.jacquard.opencl.device;

import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;

/** A tensor that stands for a parameter of a program. */
record Argument(Buffer parameter, Tensor tensor, boolean output) {

  String name() {
    return parameter.name();
  }

  /** Whether the two have bytes in common. */
  boolean overlaps(Argument other) {
    long start = tensor.segment().address();
    long otherStart = other.tensor.segment().address();
    return start < otherStart + other.tensor.segment().byteSize()
        && otherStart < start + tensor.segment().byteSize();
  }
}
