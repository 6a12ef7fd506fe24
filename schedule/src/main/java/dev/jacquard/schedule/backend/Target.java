package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.DType;
import java.io.Serializable;
import java.util.Set;

/**
 * What lowering and the default schedule need to know of a device, as data.
 *
 * @param kind what sort of device
 * @param vectorBytes the widest vector that the device computes with in one instruction
 * @param computeUnits how many work-groups run at the same time
 * @param maxGroupItems the most items in a work-group
 * @param localBytes local memory of a work-group; 0 where it is emulated and only costs
 * @param registerBytes vector or scalar registers of one work-item
 * @param globalBytes the memory of the device
 * @param doubles whether it computes in f64
 * @param features instructions that it has beyond its kind's, by the names of their extensions
 */
public record Target(Kind kind, int vectorBytes, int computeUnits, int maxGroupItems,
    long localBytes, int registerBytes, long globalBytes, boolean doubles, Set<String> features)
    implements Serializable {

  public Target {
    features = Set.copyOf(features);
  }

  /** A device of no particular features. */
  public Target(Kind kind, int vectorBytes, int computeUnits, int maxGroupItems, long localBytes,
      int registerBytes, long globalBytes, boolean doubles) {
    this(kind, vectorBytes, computeUnits, maxGroupItems, localBytes, registerBytes, globalBytes,
        doubles, Set.of());
  }

  /** What sort of device. */
  public enum Kind { CPU, GPU, JVM, INTERPRETER }

  /** A CPU with 512-bit vectors and two cores. */
  public static final Target AVX512 = new Target(Kind.CPU, 64, 2, 4096, 0, 2048, 1L << 34, true);

  /** A GPU as most are. */
  public static final Target GPU = new Target(Kind.GPU, 16, 64, 256, 48 << 10, 1024, 1L << 34,
      true);

  /** A virtual machine that runs scalar loops. */
  public static final Target SCALAR = new Target(Kind.JVM, 1, 2, 1, 0, 64, 1L << 34, true);

  /** A part of this device that has {@code units} compute units. */
  public Target withUnits(int units) {
    return new Target(kind, vectorBytes, units, maxGroupItems, localBytes, registerBytes,
        globalBytes, doubles, features);
  }

  /** The lanes of the widest vector of {@code type}, from 1 to 16, a power of two. */
  public int lanes(DType type) {
    return Math.clamp(Integer.highestOneBit(vectorBytes / type.bytes()), 1, 16);
  }
}
