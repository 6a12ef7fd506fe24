package dev.jacquard.opencl.device;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/**
 * A buffer over host memory, and whose turn it is. The standard lets the host read what a kernel
 * wrote, and the reverse, only across a mapping; so between runs the buffer is mapped. PoCL's CPU
 * devices work on the host's memory itself and need none of this, which costs 10 us a buffer there.
 */
final class HostMapping {

  private static final long PIECE = 1L << 30;

  private final Session session;
  private final cl_mem memory;
  private final long bytes;
  private final List<ByteBuffer> mapped = new ArrayList<>();

  HostMapping(Session session, cl_mem memory, long bytes) {
    this.session = session;
    this.memory = memory;
    this.bytes = bytes;
  }

  cl_mem memory() {
    return memory;
  }

  void toDevice(cl_command_queue queue) {
    if (!mapped.isEmpty()) {
      mapped.forEach(piece -> CL.clEnqueueUnmapMemObject(queue, memory, piece, 0, null, null));
      mapped.clear();
    }
  }

  void toHost(cl_command_queue queue) {
    if (session.limits().coherent() || !mapped.isEmpty()) {
      return;
    }
    for (long offset = 0; offset < bytes; offset += PIECE) {
      mapped.add(CL.clEnqueueMapBuffer(queue, memory, false, CL.CL_MAP_READ | CL.CL_MAP_WRITE,
          offset, Math.min(PIECE, bytes - offset), 0, null, null, null));
    }
  }

  void release() {
    toDevice(session.queue());
    CL.clReleaseMemObject(memory);
  }
}
