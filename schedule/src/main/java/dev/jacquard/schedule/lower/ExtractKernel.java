package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a stage a kernel and the host statements around its launch.
 *
 * <pre>
 * for t: parallel y: parallel x: s     ->   host loop t: launch s over (x, y)
 * groups b: ... items i in e: s        ->   launch over b; s with i the number of the item,
 *                                           under "i &lt; e" where other items loops are longer
 * </pre>
 */
final class ExtractKernel {

  private static final int AXES = 3;
  /** Of parallel loops: a launch is cut into parts along its slowest axis, which is then long. */
  private static final int PARALLEL_AXES = 2;
  private static final String SHARED = "";

  private final Module module;
  private final Stage stage;
  private final Map<String, Dim> hostLoops = new LinkedHashMap<>();
  private final TreeMap<Integer, Long> itemExtents = new TreeMap<>();

  ExtractKernel(Module module, Stage stage) {
    this.module = module;
    this.stage = stage;
  }

  /** Adds the kernel to {@code kernels}; what launches it. */
  HostStmt extract(List<Kernel> kernels) {
    return extract(stage.body(), kernels);
  }

  private HostStmt extract(Stmt s, List<Kernel> kernels) {
    if (s instanceof Stmt.For loop && loop.kind() == LoopKind.SERIAL && Walk.isSpread(s)) {
      hostLoops.put(loop.variable(), new Dim(loop.variable(), 0, 0, Integer.MAX_VALUE, 1));
      return new HostStmt.Loop(loop.variable(), loop.extent(),
          List.of(extract(loop.body(), kernels)));
    }
    Kernel kernel = kernel(s);
    kernels.add(kernel);
    return new HostStmt.Launch(kernel.name());
  }

  private Kernel kernel(Stmt s) {
    List<Kernel.Axis> groups = new ArrayList<>();
    Stmt body = s;
    while (body instanceof Stmt.For loop && (loop.kind() == LoopKind.PARALLEL
        || loop.kind() == LoopKind.GROUP)) {
      groups.addFirst(new Kernel.Axis(loop.variable(), loop.extent()));
      body = loop.body();
    }
    body = fuse(groups, s instanceof Stmt.For loop && loop.kind() == LoopKind.PARALLEL
        ? PARALLEL_AXES : AXES, body);
    measureItems(body);
    body = withoutItems(body, Map.of(SHARED, Set.of()));
    Map<String, Expr> host = new LinkedHashMap<>(hostLoops);
    body = Walk.mapExprs(body, e -> host.isEmpty() ? e : Rewrite.substitute(e, host));
    List<Kernel.Axis> items = new ArrayList<>();
    itemExtents.forEach((d, extent) -> items.add(new Kernel.Axis(item(d), IntConst.index(extent))));
    List<Buffer> buffers = buffers(body);
    body = fetching(buffers, body);
    return new Kernel(name(), buffers, sizes(body), groups, items, body);
  }

  /** Nothing is fetched ahead of buffers of which no read is left. */
  private static Stmt fetching(List<Buffer> buffers, Stmt s) {
    return s instanceof Stmt.Prefetch(String source, Expr _)
        && buffers.stream().noneMatch(buffer -> buffer.name().equals(source))
        ? Stmt.Block.EMPTY : s.mapChildren(child -> fetching(buffers, child));
  }

  private String name() {
    return stage.name().replaceAll("[^A-Za-z0-9]", "_") + "_kernel";
  }

  /** Axes beyond the last join the slowest one. */
  private static Stmt fuse(List<Kernel.Axis> groups, int axes, Stmt body) {
    Stmt result = body;
    while (groups.size() > axes) {
      Kernel.Axis slow = groups.removeLast();
      Kernel.Axis fast = groups.removeLast();
      String fused = slow.variable() + "." + fast.variable();
      groups.addLast(new Kernel.Axis(fused, slow.extent().times(fast.extent())));
      result = new Stmt.Let(slow.variable(), new Var(fused).div(fast.extent()),
          new Stmt.Let(fast.variable(), new Var(fused).rem(fast.extent()), result));
    }
    return result;
  }

  private void measureItems(Stmt body) {
    Walk.each(body, s -> {
      if (s instanceof Stmt.For loop && loop.kind() == LoopKind.ITEM) {
        long extent = ((IntConst) loop.extent()).value();
        itemExtents.merge(module.items().get(loop.variable()), extent, Math::max);
      }
    });
  }

  /**
   * @param covered the dimensions of items whose loops are around, for each buffer in local memory
   *     since it was allocated, and for all in global memory
   */
  private Stmt withoutItems(Stmt s, Map<String, Set<Integer>> covered) {
    if (s instanceof Stmt.For loop && loop.kind() == LoopKind.ITEM) {
      return item(loop, covered);
    }
    Map<String, Set<Integer>> inside = new HashMap<>(covered);
    if (s instanceof Stmt.Allocate(Buffer buffer, Stmt _) && buffer.memory() == Memory.LOCAL) {
      inside.put(buffer.name(), Set.of());
    }
    if (s instanceof Stmt.Block(List<Stmt> all) && isOneWrite(all, covered)) {
      return once(s, uncovered((Stmt.Store) all.getLast(), covered));
    }
    Stmt mapped = s.mapChildren(child -> withoutItems(child, inside));
    return mapped instanceof Stmt.Store store ? once(store, uncovered(store, covered)) : mapped;
  }

  /** Values that are read, computed and stored together: one item does all of it or nothing. */
  private boolean isOneWrite(List<Stmt> all, Map<String, Set<Integer>> covered) {
    return !all.isEmpty() && all.getFirst() instanceof Stmt.Declare
        && all.getLast() instanceof Stmt.Store last
        && all.stream().allMatch(s -> s instanceof Stmt.Declare || s instanceof Stmt.Store store
            && uncovered(store, covered).equals(uncovered(last, covered)));
  }

  private Stmt item(Stmt.For loop, Map<String, Set<Integer>> covered) {
    int dimension = module.items().get(loop.variable());
    Map<String, Set<Integer>> inside = new HashMap<>();
    covered.forEach((buffer, dimensions) -> {
      Set<Integer> more = new HashSet<>(dimensions);
      more.add(dimension);
      inside.put(buffer, more);
    });
    Var item = new Var(item(dimension));
    Stmt body = Simplify.substitute(withoutItems(loop.body(), inside), loop.variable(), item);
    boolean all = ((IntConst) loop.extent()).value() == itemExtents.get(dimension);
    if (!all && Walk.hasBarrier(body)) {
      throw Unsupported.here(("%s has local memory filled inside the items of %s, which are %s of "
          + "%d: the others would miss the barrier. Give all items(...) loops one extent.")
              .formatted(stage.name(), loop.variable(), loop.extent(), itemExtents.get(dimension)));
    }
    return all ? body : new Stmt.If(item.lt(loop.extent()), body);
  }

  /** What lies outside the items' loops of some dimension is done by its first item alone. */
  private static Stmt once(Stmt s, List<Integer> dimensions) {
    Stmt result = s;
    for (int dimension : dimensions) {
      result = new Stmt.If(new Var(item(dimension)).lt(1), result);
    }
    return result;
  }

  /** The dimensions of several items outside whose loops the store lies. */
  private List<Integer> uncovered(Stmt.Store store, Map<String, Set<Integer>> covered) {
    Memory memory = module.buffers().get(store.buffer()).memory();
    if (memory == Memory.PRIVATE) {
      return List.of();
    }
    Set<Integer> done = covered.get(memory == Memory.LOCAL ? store.buffer() : SHARED);
    return itemExtents.entrySet().stream().filter(e -> e.getValue() > 1
        && !done.contains(e.getKey())).map(Map.Entry::getKey).toList();
  }

  private static String item(int dimension) {
    return "item" + dimension;
  }

  private List<Buffer> buffers(Stmt body) {
    Set<String> used = new LinkedHashSet<>();
    Walk.each(body, s -> {
      s.exprs().forEach(e -> Rewrite.walk(e, node -> {
        if (node instanceof Load load) {
          used.add(load.buffer());
        }
      }));
    });
    Walk.each(body, s -> {
      if (s instanceof Stmt.Store store) {
        used.add(store.buffer());
      }
    });
    return used.stream().map(module.buffers()::get)
        .filter(buffer -> buffer.memory() == Memory.GLOBAL).toList();
  }

  private static List<Dim> sizes(Stmt body) {
    Map<String, Dim> used = new LinkedHashMap<>();
    Walk.each(body, s -> s.exprs().forEach(e -> Rewrite.walk(e, node -> {
      if (node instanceof Dim dim) {
        used.put(dim.name(), dim);
      }
    })));
    return List.copyOf(used.values());
  }
}
