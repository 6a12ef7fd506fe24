package dev.jacquard.schedule.backend;

import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Launches of a plan that may run at the same time: each is in the first wave after all those that
 * write what it uses or use what it writes. A kernel is at most once in a wave.
 *
 * @param numbers of the launches, by wave
 */
public record Waves(List<List<Integer>> numbers) {

  static Waves of(List<Launch> launches) {
    Map<Kernel, Set<String>> written = new IdentityHashMap<>();
    Map<Kernel, Integer> ran = new IdentityHashMap<>();
    Map<String, Integer> wrote = new HashMap<>();
    Map<String, Integer> used = new HashMap<>();
    List<List<Integer>> waves = new ArrayList<>();
    for (int i = 0; i < launches.size(); i++) {
      Kernel kernel = launches.get(i).kernel();
      Set<String> writes = written.computeIfAbsent(kernel, Waves::written);
      int wave = 1 + ran.getOrDefault(kernel, -1);
      for (Buffer buffer : kernel.buffers()) {
        wave = Math.max(wave, 1 + (writes.contains(buffer.name()) ? used : wrote).getOrDefault(
            buffer.name(), -1));
      }
      for (Buffer buffer : kernel.buffers()) {
        used.merge(buffer.name(), wave, Math::max);
        if (writes.contains(buffer.name())) {
          wrote.put(buffer.name(), wave);
        }
      }
      ran.put(kernel, wave);
      if (wave == waves.size()) {
        waves.add(new ArrayList<>());
      }
      waves.get(wave).add(i);
    }
    return new Waves(waves);
  }

  /** What does not tell what it writes may write all of its buffers. */
  private static Set<String> written(Kernel kernel) {
    Set<String> names = new HashSet<>();
    collect(kernel.body(), names);
    if (names.isEmpty()) {
      kernel.buffers().forEach(buffer -> names.add(buffer.name()));
    }
    return names;
  }

  private static void collect(Stmt s, Set<String> names) {
    if (s instanceof Stmt.Store store) {
      names.add(store.buffer());
    }
    s.children().forEach(child -> collect(child, names));
  }

  /** The wave of each launch. */
  int[] byLaunch() {
    int[] result = new int[numbers.stream().mapToInt(List::size).sum()];
    for (int wave = 0; wave < numbers.size(); wave++) {
      for (int launch : numbers.get(wave)) {
        result[launch] = wave;
      }
    }
    return result;
  }
}
