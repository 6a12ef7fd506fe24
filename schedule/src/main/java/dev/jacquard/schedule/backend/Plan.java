package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the host statements of a program do at given sizes, as numbers: every launch in order, and
 * where each temporary lies in one slab of memory. Temporaries that never live at the same time
 * share it. Made once, and carried out at every run of these sizes.
 *
 * @param launches in order; none of an empty index space. Host loops are unrolled
 * @param temporaries by name
 * @param slabBytes how long the slab is
 * @param sizes what it was made for, by name
 */
public record Plan(List<Launch> launches, Map<String, Temporary> temporaries, long slabBytes,
    Map<String, Long> sizes) {

  /**
   * A temporary in global memory.
   *
   * @param shape its logical extents
   * @param bytes of its storage, padding included
   * @param offset of its first byte in the slab
   */
  public record Temporary(Buffer buffer, long[] shape, long bytes, long offset) {}

  /**
   * The plan of {@code statements}, the {@code prepare} or the {@code run} part of
   * {@code program}.
   *
   * @param sizes the symbolic sizes by name, from {@link Arguments#sizes}
   * @param alignment of each temporary in the slab, in bytes
   * @throws dev.jacquard.dsl.UserError if an Assert does not hold
   */
  public static Plan of(Program program, List<HostStmt> statements, Map<String, Long> sizes,
      long alignment) {
    List<Launch> launches = new ArrayList<>();
    Map<String, Temporary> made = new LinkedHashMap<>();
    HostWalk.run(program, statements, sizes, new HostWalk.Actions() {
      @Override
      public void allocate(Buffer buffer, long[] shape) {
        Temporary first = made.putIfAbsent(buffer.name(),
            new Temporary(buffer, shape, bytes(buffer, shape), 0));
        if (first != null && !Arrays.equals(first.shape(), shape)) {
          throw new CompilerBug("the temporary " + buffer.name() + " changes its shape in a loop.");
        }
      }

      @Override
      public void launch(Launch launch) {
        launches.add(launch);
      }
    });
    return placed(launches, made, Map.copyOf(sizes), alignment);
  }

  private static Plan placed(List<Launch> launches, Map<String, Temporary> made,
      Map<String, Long> sizes, long alignment) {
    Map<String, Long> bytes = new LinkedHashMap<>();
    made.forEach((name, temporary) -> bytes.put(name, temporary.bytes()));
    Slab slab = Slab.of(Slab.pieces(bytes, launches, Waves.of(launches)), alignment);
    made.replaceAll((name, t) -> new Temporary(t.buffer(), t.shape(), t.bytes(),
        slab.offsets().get(name)));
    return new Plan(List.copyOf(launches), made, slab.bytes(), sizes);
  }

  private static long bytes(Buffer buffer, long[] shape) {
    return Arrays.stream(buffer.layout().storageExtents(shape))
        .reduce(buffer.type().bytes(), Math::multiplyExact);
  }

  /** Which launches may run at the same time. */
  public Waves waves() {
    return Waves.of(launches);
  }

  /** The names of all buffers that the launches work on. */
  public Set<String> uses() {
    Set<String> names = new HashSet<>();
    launches.forEach(launch -> launch.kernel().buffers().forEach(b -> names.add(b.name())));
    return names;
  }
}
