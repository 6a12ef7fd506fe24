package dev.jacquard.opencl.device;

import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.backend.Plan;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_buffer_region;
import org.jocl.cl_mem;

/**
 * The device's buffers of one executable. A tensor that the device can share keeps its buffer for
 * as long as its memory lives, so that binding it again is a look-up. All other buffers have
 * a name, and are kept from run to run; temporaries are parts of one of them.
 */
final class DeviceMemory {

  private static final int LEAST_SHARED = 256;
  private static final long LEAST_BYTES = 64;
  private static final String SLAB = "all temporaries";

  private record Own(cl_mem memory, long bytes) {}

  private record Shared(WeakReference<MemorySegment> segment, HostMapping mapping) {}

  private final Session session;
  private final int mostShared;
  private final Map<String, Own> own = new HashMap<>();
  private final List<cl_mem> parts = new ArrayList<>();
  private int made;
  /** By address, the one used longest ago first. */
  private final Map<Long, Shared> shared = new LinkedHashMap<>(16, 0.75f, true);

  /** @param parameters how many tensors a run has: all of them have a buffer at the same time */
  DeviceMemory(Session session, int parameters) {
    this.session = session;
    this.mostShared = Math.max(LEAST_SHARED, 2 * parameters);
  }

  /** How many buffers and parts of buffers were made so far. */
  int made() {
    return made;
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
    int[] excess = {shared.size() - mostShared + 1};
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
    made++;
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
    made++;
    cl_mem memory = CL.clCreateBuffer(session.context(), CL.CL_MEM_READ_WRITE, size, null, null);
    own.put(name, new Own(memory, size));
    return memory;
  }

  /**
   * The temporaries of a plan by name, parts of one buffer; buffers of their own where that one
   * would be larger than the device allows. Those of the plan before are gone.
   */
  Map<String, cl_mem> temporaries(Plan plan) {
    releaseParts();
    Map<String, cl_mem> made = new HashMap<>();
    boolean together = plan.slabBytes() <= session.limits().bufferBytes() - LEAST_BYTES;
    plan.temporaries().forEach((name, temporary) -> made.put(name, together
        ? part(own(SLAB, plan.slabBytes() + LEAST_BYTES), temporary)
        : own(name, temporary.bytes())));
    return made;
  }

  private cl_mem part(cl_mem slab, Plan.Temporary temporary) {
    cl_buffer_region region = new cl_buffer_region(temporary.offset(),
        Math.max(LEAST_BYTES, temporary.bytes()));
    made++;
    cl_mem part = CL.clCreateSubBuffer(slab, CL.CL_MEM_READ_WRITE,
        CL.CL_BUFFER_CREATE_TYPE_REGION, region, null);
    parts.add(part);
    return part;
  }

  private void releaseParts() {
    parts.forEach(CL::clReleaseMemObject);
    parts.clear();
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
    releaseParts();
    own.values().forEach(buffer -> CL.clReleaseMemObject(buffer.memory()));
    own.clear();
    shared.values().forEach(buffer -> buffer.mapping().release());
    shared.clear();
  }
}
