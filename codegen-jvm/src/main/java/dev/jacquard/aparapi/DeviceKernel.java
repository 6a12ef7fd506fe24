package dev.jacquard.aparapi;

import com.aparapi.Kernel;
import com.aparapi.Range;

/**
 * A kernel that runs on an OpenCL device or not at all: where Aparapi would go on in Java threads,
 * nothing runs, and {@link #fellBack} tells.
 */
public abstract class DeviceKernel extends Kernel {

  private boolean fallen;

  @Override
  public final boolean hasFallbackAlgorithm() {
    return true;
  }

  /** Called by Aparapi when it cannot translate or launch the kernel. */
  @Override
  public final void executeFallbackAlgorithm(Range range, int pass) {
    fallen = true;
  }

  final boolean fellBack() {
    return fallen;
  }
}
