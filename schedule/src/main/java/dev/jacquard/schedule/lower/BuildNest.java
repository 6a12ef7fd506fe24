package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Print;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.nest.Details;
import dev.jacquard.schedule.nest.Loop;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements of one Func over a region. With {@code p} the loops outside all reduction loops,
 * {@code q} those inside the outermost one that run over indices, {@code r} the reduction loops:
 *
 * <pre>
 * pure:         for p: f = x
 * reduction:    for p: { for q: f = identity; for r, q: f = f + x }
 * cacheWrite:   for up to at: { for rest of p, q: t = identity; for the rest: t = t + x;
 *                               for rest of p, q: f = t }
 * </pre>
 */
final class BuildNest {

  private final LoopNest nests;
  private final Nest nest;
  private final Module module;
  private final List<Range> region;
  private final Room room;
  private final LoopShape shape;
  private final List<Expr> guards;
  private final Map<String, Expr> points = new HashMap<>();

  /**
   * @param region what to compute, a range for each index
   * @param room where the Func's values lie
   * @param limits conditions on {@code index} variables that points must meet besides
   */
  BuildNest(LoopNest nests, Nest nest, Module module, List<Range> region, Room room,
      List<Expr> limits) {
    this.nests = nests;
    this.nest = nest;
    this.module = module;
    this.region = region;
    this.room = room;
    Faults faults = new Faults();
    this.shape = new LoopShape(nests, nest, extents(), this::variable, faults);
    Nest.running(nest.func()).forEach(v -> point(v.name(), range(v)));
    nest.func().variables().forEach(v -> point(v.name(), v.given()));
    this.guards = new ArrayList<>(shape.guards());
    limits.forEach(limit -> guards.add(Rewrite.substitute(limit, points)));
    new CheckLoops(nests, nest, shape, faults).check();
    faults.require();
    items();
    for (Details.Prefetch prefetch : nest.details().prefetches()) {
      module.prefetches().add(new PrefetchReads.Ahead(prefetch.source(), variable(prefetch.at()),
          variable(prefetch.consumer(), prefetch.loop()), prefetch.distance(),
          reason -> nests.fault(prefetch.directive(), reason)));
    }
    nest.loops().stream().map(Loop::name).filter(shape::isPredicated)
        .forEach(loop -> module.predicated().add(variable(loop)));
    nest.details().whole().forEach(loop -> module.whole().add(variable(loop)));
    if (nest.tensor() != null) {
      module.tensors().put(variable(nest.tensor().loop()), new Tensorize.Use(
          nest.tensor().instruction(),
          reason -> nests.fault(nest.tensor().directive(), reason)));
    }
  }

  private Map<String, Expr> extents() {
    Map<String, Expr> extents = new HashMap<>();
    Nest.running(nest.func()).forEach(v -> extents.put(v.name(), range(v).extent()));
    nest.func().variables().forEach(v -> extents.put(v.name(), v.given().extent()));
    return extents;
  }

  private Range range(Var index) {
    return region.get(nest.func().indices().indexOf(index));
  }

  private void point(String index, Range range) {
    points.put(index, Index.simplify(range.min().plus(shape.value(index)), Scope.EMPTY));
  }

  /** The output's loops keep their names; others are prefixed by their Func's. */
  private String variable(String loop) {
    return variable(nest.name(), loop);
  }

  private String variable(String func, String loop) {
    boolean plain = nests.algorithm().outputs().getFirst().name().equals(func)
        && nests.algorithm().dims().stream().noneMatch(dim -> dim.name().equals(loop));
    return plain ? loop : func + "." + loop;
  }

  private void items() {
    int dimension = 0;
    for (Loop loop : nest.loops().reversed()) {
      if (loop.kind() == LoopKind.ITEM) {
        module.items().put(variable(loop.name()), dimension++);
      }
    }
  }

  Stmt build() {
    return switch (nest.func().definition()) {
      case Reduce reduce -> nest.cache() == null ? reduction(reduce) : cached(reduce);
      case Update update -> loops(nest.loops(), update(update));
      default -> loops(nest.loops(), Stmt.Block.of(prints(),
          store(substituted(Tuple.values(nest.func().definition()))), trace(indices())));
    };
  }

  private Stmt update(Update update) {
    List<Expr> place = new ArrayList<>();
    for (int d = 0; d < region.size(); d++) {
      place.add(room.place(d, substituted(update.at().get(d))));
    }
    Stmt change = Stmt.Block.of(prints(), nest.details().atomic()
        ? new Stmt.Store(nest.func().buffer(0), place, substituted(update.value()), true)
        : together(nest.func().buffers(), place, substituted(Tuple.values(update.value()))),
        trace(place));
    return update.isConditional() ? new Stmt.If(substituted(update.condition()), change) : change;
  }

  private Stmt reduction(Reduce reduce) {
    int first = firstReduction();
    List<Loop> inner = nest.loops().subList(first, nest.loops().size());
    Stmt init = pure(inner, store(reduce.identities()));
    Stmt update = loops(inner, Stmt.Block.of(prints(),
        together(nest.func().buffers(), indices(),
            combined(reduce, loads(nest.func().buffers(), indices()))), trace(indices())));
    return loops(nest.loops().subList(0, first), Stmt.Block.of(init, update));
  }

  private int firstReduction() {
    int first = 0;
    while (first < nest.loops().size() && !nest.loops().get(first).reduction()
        && !isTensor(nest.loops().get(first))) {
      first++;
    }
    return first;
  }

  /** What an instruction carries out is all of the sum, without its start. */
  private boolean isTensor(Loop loop) {
    return nest.tensor() != null && nest.tensor().loop().equals(loop.name());
  }

  private List<Expr> combined(Reduce reduce, List<Expr> old) {
    return reduce.combiner().combine(old, substituted(Tuple.values(reduce.body())));
  }

  private List<Expr> loads(List<String> buffers, List<Expr> at) {
    List<Expr> loads = new ArrayList<>();
    for (int k = 0; k < buffers.size(); k++) {
      loads.add(new Load(buffers.get(k), nest.func().types().get(k), at));
    }
    return loads;
  }

  private Stmt cached(Reduce reduce) {
    int split = nest.position(nest.cache().loop()) + 1;
    List<Loop> inner = nest.loops().subList(split, nest.loops().size());
    List<String> tiles = tiles(inner);
    List<Expr> at = inner.stream().filter(loop -> !loop.reduction())
        .map(loop -> (Expr) new Var(variable(loop.name()))).toList();
    List<Expr> held = loads(tiles, at);
    Stmt init = pure(inner, stores(tiles, at, reduce.identities()));
    Stmt update = loops(inner, Stmt.Block.of(prints(),
        together(tiles, at, combined(reduce, held))));
    Stmt write = pure(inner, Stmt.Block.of(store(held), trace(indices())));
    return loops(nest.loops().subList(0, split),
        allocated(tiles, Stmt.Block.of(init, update, write)));
  }

  private List<String> tiles(List<Loop> inner) {
    List<Expr> extents = new ArrayList<>();
    for (Loop loop : inner) {
      if (!loop.reduction()) {
        Expr extent = shape.extent(loop.name());
        if (Index.constant(extent, Scope.EMPTY).isEmpty()) {
          throw nests.fault(nest.cache().directive(), ("the extent of %s, inside %s, is %s, not a "
              + "constant, so the part to hold has no fixed size. %s Name a loop further in, or "
              + "give the size when compiling.").formatted(loop.name(), nest.cache().loop(), extent,
                  nest.describeLoops()));
        }
        extents.add(extent);
      }
    }
    List<String> tiles = made(".tile", nest.cache().memory(), extents);
    module.tiles().addAll(tiles);
    return tiles;
  }

  /** A buffer for each value of the Func. */
  private List<String> made(String suffix, Memory memory, List<Expr> extents) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < nest.func().types().size(); k++) {
      String number = nest.func().types().size() == 1 ? "" : Integer.toString(k);
      names.add(module.add(new Buffer(nest.name() + suffix + number, nest.func().types().get(k),
          memory, extents)).name());
    }
    return names;
  }

  private Stmt allocated(List<String> buffers, Stmt body) {
    Stmt result = body;
    for (String buffer : buffers) {
      result = new Stmt.Allocate(module.buffers().get(buffer), result);
    }
    return result;
  }

  /** {@code s} under copies of those loops that run over indices, not reduction indices. */
  private Stmt pure(List<Loop> loops, Stmt s) {
    return loops(loops.stream().filter(loop -> !loop.reduction()).toList(), s);
  }

  private Stmt loops(List<Loop> loops, Stmt body) {
    Stmt result = body;
    for (Loop loop : loops.reversed()) {
      result = new Stmt.For(variable(loop.name()), IntConst.index(0), shape.extent(loop.name()),
          kind(loop), guarded(loop, result));
    }
    return result;
  }

  /**
   * {@code s} under the guards that are decided inside {@code loop} but not outside it; none stands
   * outside a loop over work-groups, where the host would have to decide it.
   */
  private Stmt guarded(Loop loop, Stmt s) {
    List<Loop> inside = nest.loops().subList(nest.loops().indexOf(loop) + 1, nest.loops().size());
    Stmt result = s;
    for (Expr guard : guards) {
      boolean decided = inside.stream().noneMatch(l -> mentions(guard, l) || isSpread(l));
      if (decided && (mentions(guard, loop) || isSpread(loop))) {
        result = new Stmt.If(guard, result);
      }
    }
    return result;
  }

  private static boolean isSpread(Loop loop) {
    return loop.kind() == LoopKind.PARALLEL || loop.kind() == LoopKind.GROUP;
  }

  private boolean mentions(Expr guard, Loop loop) {
    return Rewrite.mentions(guard, variable(loop.name()));
  }

  /** Lanes come in powers of two; another small number of iterations is written out. */
  private LoopKind kind(Loop loop) {
    if (loop.kind() != LoopKind.VECTORIZED) {
      return loop.kind();
    }
    long lanes = Index.constant(shape.extent(loop.name()), Scope.EMPTY).orElseThrow();
    return Long.bitCount(lanes) == 1 && lanes > 1 ? LoopKind.VECTORIZED : LoopKind.UNROLLED;
  }

  private Stmt store(List<Expr> values) {
    List<Expr> once = shape.fresh().stream().filter(condition -> nest.loops().stream()
        .noneMatch(loop -> loop.reduction() && mentions(condition, loop))).toList();
    return stores(nest.func().buffers(), indices(),
        blended(once, nest.func().buffers(), indices(), values));
  }

  /** {@code values} where all conditions hold, what is there where one does not. */
  private List<Expr> blended(List<Expr> conditions, List<String> buffers, List<Expr> at,
      List<Expr> values) {
    if (conditions.isEmpty()) {
      return values;
    }
    Expr all = conditions.stream().reduce(Walk.AND).orElseThrow();
    List<Expr> old = loads(buffers, at);
    List<Expr> blended = new ArrayList<>();
    for (int k = 0; k < values.size(); k++) {
      blended.add(new Select(all, values.get(k), old.get(k)));
    }
    return blended;
  }

  private static Stmt stores(List<String> buffers, List<Expr> at, List<Expr> values) {
    List<Stmt> stores = new ArrayList<>();
    for (int k = 0; k < values.size(); k++) {
      stores.add(new Stmt.Store(buffers.get(k), at, values.get(k)));
    }
    return Stmt.Block.of(stores);
  }

  /** Stores whose values read the buffers: all are computed before the first is stored. */
  private Stmt together(List<String> buffers, List<Expr> at, List<Expr> results) {
    List<Expr> values = blended(shape.fresh(), buffers, at, results);
    if (values.size() == 1) {
      return stores(buffers, at, values);
    }
    List<String> held = made(".new", Memory.PRIVATE, List.of());
    return allocated(held, Stmt.Block.of(stores(held, List.of(), values),
        stores(buffers, at, loads(held, List.of()))));
  }

  /** The place of a point in the buffer. */
  private List<Expr> indices() {
    List<Expr> indices = new ArrayList<>();
    for (int d = 0; d < region.size(); d++) {
      String index = nest.func().indices().get(d).name();
      indices.add(room.startsAt(d, region.get(d).min()) ? shape.value(index)
          : room.place(d, points.get(index)));
    }
    return indices;
  }

  private Expr substituted(Expr e) {
    return replaced(Print.without(e), points);
  }

  private List<Expr> substituted(List<Expr> values) {
    return values.stream().map(this::substituted).toList();
  }

  /** {@code C[1, 2] = 0.5} for what was stored, if the Func is traced. */
  private Stmt trace(List<Expr> at) {
    if (!nest.details().traced()) {
      return Stmt.Block.EMPTY;
    }
    List<Stmt> lines = new ArrayList<>();
    List<String> buffers = nest.func().buffers();
    for (int k = 0; k < buffers.size(); k++) {
      List<Expr> values = new ArrayList<>(at);
      values.add(loads(buffers, at).get(k));
      lines.add(line(buffers.get(k), at.size(), "] = ", values));
    }
    return Stmt.Block.of(lines);
  }

  /** {@code label[1, 2]: 0.5} for what the definition prints, if the Func is traced. */
  private Stmt prints() {
    List<Stmt> lines = new ArrayList<>();
    if (nest.details().traced()) {
      List<Expr> at = new ArrayList<>(Nest.running(nest.func()));
      at.addAll(nest.func().variables());
      Rewrite.walk(nest.func().definition(), e -> {
        if (e instanceof Print(String label, Expr value)) {
          List<Expr> values = new ArrayList<>(at);
          values.add(value);
          lines.add(line(label, at.size(), "]: ", substituted(values)));
        }
      });
    }
    return Stmt.Block.of(lines);
  }

  private static Stmt line(String label, int rank, String end, List<Expr> values) {
    List<String> texts = new ArrayList<>();
    for (int d = 0; d <= rank; d++) {
      String before = d == 0 ? label + "[" : ", ";
      texts.add(d < rank ? before : rank == 0 ? label + "[" + end : end);
    }
    return new Stmt.Print(texts, values);
  }

  /** Replaces indices only: a size of the same name as an index is another thing. */
  private static Expr replaced(Expr e, Map<String, Expr> values) {
    return switch (e) {
      case Var(String name) when values.containsKey(name) -> values.get(name);
      case RVar(String name, Range _) when values.containsKey(name) -> values.get(name);
      default -> e.mapChildren(child -> replaced(child, values));
    };
  }
}
