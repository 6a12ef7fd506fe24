package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.schedule.ir.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the passes work on: the stages of a program in order, and their buffers.
 *
 * @param buffers every buffer by name
 * @param items from the variable of a loop over work-items to its dimension, 0 the fastest
 * @param tensors from the variable of a loop to the instruction that carries it out
 * @param prefetches what is fetched ahead
 * @param whole the variables of loops that are not partitioned
 * @param predicated the variables of loops whose vectors may be accessed in part
 * @param tiles arrays that have room for whole vectors and of which only what exists is read
 * @param faults directives that do not fit; a stage of such a one is left out or as it was
 */
record Module(Algorithm algorithm, List<Stage> stages, Map<String, Buffer> buffers,
    Map<String, Integer> items, Map<String, Tensorize.Use> tensors,
    List<PrefetchReads.Ahead> prefetches, Set<String> whole, Set<String> predicated,
    Set<String> tiles, Faults faults) {

  Module(Algorithm algorithm) {
    this(algorithm, new ArrayList<>(), new LinkedHashMap<>(), new HashMap<>(), new HashMap<>(),
        new ArrayList<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new Faults());
  }

  Module with(List<Stage> newStages) {
    return new Module(algorithm, newStages, buffers, items, tensors, prefetches, whole,
        predicated, tiles, faults);
  }

  Buffer add(Buffer buffer) {
    buffers.put(buffer.name(), buffer);
    return buffer;
  }
}
