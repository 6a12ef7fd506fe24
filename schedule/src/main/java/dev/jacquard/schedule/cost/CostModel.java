package dev.jacquard.schedule.cost;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.index.Interval;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the loops of a kernel. The variable of a loop around the one in question stays at its
 * middle value, those inside run over their ranges.
 */
public final class CostModel {

  private final Kernel kernel;
  private final Map<String, Buffer> buffers = new HashMap<>();
  private final List<Level> levels = new ArrayList<>();

  private CostModel(Kernel kernel) {
    this.kernel = kernel;
    kernel.buffers().forEach(buffer -> buffers.put(buffer.name(), buffer));
    allocated(kernel.body());
  }

  private void allocated(Stmt s) {
    if (s instanceof Stmt.Allocate(Buffer buffer, Stmt _)) {
      buffers.put(buffer.name(), buffer);
    }
    s.children().forEach(this::allocated);
  }

  /** The cost of every kernel that a run launches, in order; sizes must be numbers. */
  public static List<KernelCost> of(Program program) {
    List<KernelCost> costs = new ArrayList<>();
    program.run().forEach(statement -> add(program, statement, Scope.EMPTY, 1, costs));
    return costs;
  }

  private static void add(Program program, HostStmt statement, Scope scope, double times,
      List<KernelCost> costs) {
    switch (statement) {
      case HostStmt.Launch(String name) ->
          costs.add(new CostModel(program.kernel(name)).cost(scope, times));
      case HostStmt.Loop(String variable, Expr extent, List<HostStmt> body) -> {
        long count = Ranges.middle(extent, scope);
        Scope inner = pinned(variable, (count - 1) / 2, scope);
        body.forEach(each -> add(program, each, inner, times * count, costs));
      }
      case HostStmt.If(Expr _, List<HostStmt> then, List<HostStmt> _) ->
          then.forEach(each -> add(program, each, scope, times, costs));
      case HostStmt.Alloc _, HostStmt.Assert _ -> { }
    }
  }

  private KernelCost cost(Scope scope, double launches) {
    List<Kernel.Axis> axes = new ArrayList<>(kernel.items());
    axes.addAll(kernel.groups());
    Stmt whole = kernel.body();
    double groups = 1;
    for (Kernel.Axis axis : axes) {
      whole = new Stmt.For(axis.variable(), IntConst.index(0), axis.extent(),
          kernel.items().contains(axis) ? LoopKind.ITEM : LoopKind.GROUP, whole);
      groups *= kernel.items().contains(axis) ? 1 : Ranges.middle(axis.extent(), scope);
    }
    levels.add(null);
    Operations.Work work = visit(whole, scope, 1, 1);
    levels.set(0, new Level(0, kernel.name(), "kernel", 1, 1, work.count(),
        touches(whole, scope)));
    return new KernelCost(kernel.name(), launches, groups, work.f32(), levels);
  }

  private static Scope pinned(String variable, long value, Scope scope) {
    return scope.with(variable, IntConst.index(value), IntConst.index(1));
  }

  /** Adds the levels in {@code s}; its operations. */
  private Operations.Work visit(Stmt s, Scope scope, int depth, double runs) {
    return switch (s) {
      case Stmt.For loop -> loop(loop, scope, depth, runs);
      case Stmt.Let(String variable, Expr value, Stmt body) ->
          visit(body, pinned(variable, Ranges.middle(value, scope), scope), depth, runs);
      case Stmt.If branch -> visit(taken(branch, scope), scope, depth, runs);
      default -> s.children().stream().map(child -> visit(child, scope, depth, runs))
          .reduce(Operations.of(s), Operations.Work::plus);
    };
  }

  private Operations.Work loop(Stmt.For loop, Scope scope, int depth, double runs) {
    long trips = Ranges.middle(loop.extent(), scope);
    if (trips <= 0) {
      return Operations.Work.NONE;
    }
    int place = levels.size();
    levels.add(null);
    Operations.Work work = visit(loop.body(), pinned(loop.variable(), middle(loop, scope), scope),
        depth + 1, runs * trips).times(trips);
    levels.set(place, new Level(depth, loop.variable(), kind(loop.kind()), trips, runs,
        work.count(), touches(loop, scope)));
    return work;
  }

  private static String kind(LoopKind kind) {
    return switch (kind) {
      case GROUP, PARALLEL -> "groups";
      case ITEM -> "items";
      case SERIAL, UNROLLED, VECTORIZED -> "for";
    };
  }

  private List<Level.Touch> touches(Stmt s, Scope scope) {
    Map<String, Footprint> read = new LinkedHashMap<>();
    Map<String, Footprint> written = new LinkedHashMap<>();
    collect(s, scope, scope, read, written);
    List<Level.Touch> touches = new ArrayList<>();
    for (Buffer buffer : buffers.values()) {
      double in = bytes(buffer, read);
      double out = bytes(buffer, written);
      if (in > 0 || out > 0) {
        touches.add(new Level.Touch(buffer.name(), buffer.memory(), in, out));
      }
    }
    touches.sort(Comparator.comparingDouble(Level.Touch::bytes).reversed());
    return touches;
  }

  private static double bytes(Buffer buffer, Map<String, Footprint> of) {
    Footprint footprint = of.get(buffer.name());
    return footprint == null ? 0 : footprint.elements() * buffer.type().bytes();
  }

  /**
   * Adds the accesses in {@code s}.
   *
   * @param middle where every variable has its middle value: it tells which branches are taken
   */
  private void collect(Stmt s, Scope scope, Scope middle, Map<String, Footprint> read,
      Map<String, Footprint> written) {
    if (s instanceof Stmt.Store(String buffer, List<Expr> indices, Expr _, boolean _)) {
      add(buffer, indices, 0, scope, written);
    }
    s.exprs().forEach(e -> Rewrite.walk(e, node -> {
      if (node instanceof Load(String buffer, DType _, List<Expr> indices)) {
        add(buffer, indices, 0, scope, read);
      } else if (node instanceof Instruct instruct) {
        words(instruct, scope, read);
      }
    }));
    switch (s) {
      case Stmt.If branch -> collect(taken(branch, middle), scope, middle, read, written);
      case Stmt.For loop when Ranges.middle(loop.extent(), middle) <= 0 -> { }
      case Stmt.For loop -> collect(loop.body(), ranged(loop, scope),
          pinned(loop.variable(), middle(loop, middle), middle), read, written);
      case Stmt.Let(String variable, Expr value, Stmt body) ->
          collect(body, ranged(variable, Ranges.of(value, scope), scope),
              pinned(variable, Ranges.middle(value, middle), middle), read, written);
      default -> s.children().forEach(child -> collect(child, scope, middle, read, written));
    }
  }

  private static Stmt taken(Stmt.If branch, Scope middle) {
    return Ranges.holds(branch.condition(), middle) ? branch.then() : branch.otherwise();
  }

  private static long middle(Stmt.For loop, Scope scope) {
    return Ranges.middle(loop.min(), scope) + (Ranges.middle(loop.extent(), scope) - 1) / 2;
  }

  /** The elements of an instruction's words behind the first, which its operands stand at. */
  private void words(Instruct instruct, Scope scope, Map<String, Footprint> read) {
    for (Load operand : instruct.operands()) {
      for (int place = 1; place < instruct.instruction().group(); place++) {
        add(operand.buffer(), operand.indices(), place, scope, read);
      }
    }
  }

  /** @param place of the element, counted from the one at the index */
  private void add(String buffer, List<Expr> indices, int place, Scope scope,
      Map<String, Footprint> footprints) {
    footprints.computeIfAbsent(buffer, name -> new Footprint(buffers.get(name)))
        .add(indices.isEmpty() ? IntConst.index(0) : indices.getFirst(), place, scope);
  }

  private static Scope ranged(Stmt.For loop, Scope scope) {
    return ranged(loop.variable(), new Interval(Ranges.of(loop.min(), scope).min(),
        Ranges.of(loop.min().plus(loop.extent()), scope).max() - 1), scope);
  }

  private static Scope ranged(String variable, Interval values, Scope scope) {
    return values.isBounded() ? scope.with(variable, IntConst.index(values.min()),
        IntConst.index(values.max() - values.min() + 1)) : scope;
  }
}
