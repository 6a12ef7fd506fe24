package dev.jacquard.opencl.device;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jocl.CL;
import org.jocl.CLException;

/**
 * The parts of a {@link Cut} where the driver reads them. A launch of such a part takes half a
 * microsecond; JOCL would add a fifth for copies of its arrays.
 */
final class SerialLaunch {

  private static final int AXES = 3;
  private static final long AXES_BYTES = AXES * Long.BYTES;
  private static final MethodHandle ENQUEUE = Linker.nativeLinker().downcallHandle(
      SymbolLookup.libraryLookup("libOpenCL.so.1", Arena.global())
          .findOrThrow("clEnqueueNDRangeKernel"),
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG));

  private final Cut cut;
  /** The one item of a group, then of each part its offset and its extent. */
  private final MemorySegment ranges;

  SerialLaunch(Cut cut) {
    this.cut = cut;
    int parts = cut.offsets().length;
    this.ranges = Arena.ofAuto().allocate((1 + 2L * parts) * AXES_BYTES, Long.BYTES);
    put(0, 1, 1, 1);
    for (int part = 0; part < parts; part++) {
      put(1 + 2 * part, cut.offsets()[part]);
      put(2 + 2 * part, cut.extents()[part]);
    }
  }

  private void put(int place, long... range) {
    MemorySegment.copy(range, 0, ranges, ValueLayout.JAVA_LONG, place * AXES_BYTES, AXES);
  }

  Cut cut() {
    return cut;
  }

  /**
   * Runs the part on the calling thread.
   *
   * @param kernel the native address, as is {@code queue}, which is serial
   * @throws CLException what the driver answers
   */
  void run(int part, long kernel, long queue) {
    long ones = ranges.address();
    long offset = ones + (1 + 2L * part) * AXES_BYTES;
    int status;
    try {
      status = (int) ENQUEUE.invokeExact(queue, kernel, AXES, offset, offset + AXES_BYTES, ones, 0,
          0L, 0L);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("clEnqueueNDRangeKernel", e);
    }
    if (status != CL.CL_SUCCESS) {
      throw new CLException(CL.stringFor_errorCode(status), status);
    }
  }
}
