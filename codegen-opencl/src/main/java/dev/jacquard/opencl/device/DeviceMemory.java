package dev.jacquard.opencl.device;

import dev.jacquard.dsl.UserError;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/**
 * The device's buffers of one executable. A tensor that the device can share keeps its buffer for
 * as long as its memory lives, so that binding it again is a look-up. All other buffers have
 * a name, and are kept from run to run.
 */
final class DeviceMemory {

  private static final int MOST_SHARED = 256;
  private static final long LEAST_BYTES = 64;

  private record Own(cl_mem memory, long bytes) {}

  private record Shared(WeakReference<MemorySegment> segment, HostMapping mapping) {}

  private final Session session;
  private final Map<String, Own> own = new HashMap<>();
  private final Map<Long, Shared> shared = new LinkedHashMap<>();

  DeviceMemory(Session session) {
    this.session = session;
  }

  boolean canShare(MemorySegment segment) {
    return session.limits().shared() && segment.byteSize() > 0
        && segment.address() % session.limits().alignment() == 0;
  }

  /** The buffer over the host memory of {@code segment}, which {@link #canShare}. */
  HostMapping share(String name, MemorySegment segment) {
    Shared known = shared.get(segment.address());
    if (known != null && known.segment().refersTo(segment)) {
      return known.mapping();
    }
    checkSize(name, segment.byteSize());
    forget();
    HostMapping mapping = new HostMapping(session, wrap(segment), segment.byteSize());
    Shared replaced = shared.put(segment.address(),
        new Shared(new WeakReference<>(segment), mapping));
    if (replaced != null) {
      replaced.mapping().release();
    }
    return mapping;
  }

  /** Releases the buffers of dead memory, and of the oldest where there are too many. */
  private void forget() {
    int[] excess = {shared.size() - MOST_SHARED + 1};
    shared.values().removeIf(entry -> {
      boolean dead = entry.segment().refersTo(null) || excess[0] > 0;
      if (dead) {
        excess[0]--;
        entry.mapping().release();
      }
      return dead;
    });
  }

  private cl_mem wrap(MemorySegment segment) {
    MemorySegment start = segment.asSlice(0, Math.min(segment.byteSize(), Integer.MAX_VALUE));
    return CL.clCreateBuffer(session.context(), CL.CL_MEM_READ_WRITE | CL.CL_MEM_USE_HOST_PTR,
        segment.byteSize(), Pointer.to(start.asByteBuffer()), null);
  }

  /** A buffer of the device's own of at least that size; the same one for the same name. */
  cl_mem own(String name, long bytes) {
    Own known = own.get(name);
    if (known != null && known.bytes() >= bytes) {
      return known.memory();
    }
    release(name);
    checkSize(name, bytes);
    long size = Math.max(LEAST_BYTES, bytes);
    cl_mem memory = CL.clCreateBuffer(session.context(), CL.CL_MEM_READ_WRITE, size, null, null);
    own.put(name, new Own(memory, size));
    return memory;
  }

  private void checkSize(String name, long bytes) {
    long most = session.limits().bufferBytes();
    if (bytes > most) {
      throw new UserError(("%s needs a buffer of %d bytes; %s (%s) allows %d (its "
          + "CL_DEVICE_MAX_MEM_ALLOC_SIZE). Try smaller sizes.").formatted(name, bytes,
          session.found().device().id(), session.found().device().name(), most));
    }
  }

  void release(String name) {
    Own known = own.remove(name);
    if (known != null) {
      CL.clReleaseMemObject(known.memory());
    }
  }

  void release() {
    own.values().forEach(buffer -> CL.clReleaseMemObject(buffer.memory()));
    own.clear();
    shared.values().forEach(buffer -> buffer.mapping().release());
    shared.clear();
  }
}
