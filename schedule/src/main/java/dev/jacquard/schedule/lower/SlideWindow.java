package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import dev.jacquard.schedule.nest.Placement;
import dev.jacquard.schedule.nest.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Computes a Func at a loop in room made further out, so that each iteration computes only what it
 * is the first to need (after Halide's sliding windows). What slides is the innermost of the loops
 * inside the room along which values are needed again; the loops inside of it, down to that at
 * which the Func is computed, share the work out.
 *
 * <pre>
 * for y in n: for x in m: s, which reads f[a * y .. a * y + e - 1, x]
 *   ->   allocate f; for y from -(e - a) / a to n - 1: for x in m:
 *          { f[a * y + e - a .. a * y + e - 1, x]; if (y &gt;= 0) s }
 * </pre>
 */
final class SlideWindow {

  /**
   * How what an iteration needs moves.
   *
   * @param loop with it
   * @param index along it
   * @param step from one iteration to the next
   * @param extent of what an iteration needs
   */
  private record Motion(Stmt.For loop, int index, long step, long extent) {

    /** How much of it the iteration before needs too. */
    long kept() {
      return Math.max(0, extent - step);
    }

    boolean slides() {
      return kept() > 0 && kept() % step == 0;
    }
  }

  /**
   * A loop to begin earlier.
   *
   * @param first the iteration that is the first to need something
   * @param start where windows begin to be filled for it
   */
  private record Earlier(String variable, long first, long start) {

    /** What no iteration needs is not computed; those before the first fill what that one needs. */
    Expr guard(Expr condition) {
      return Rewrite.substitute(condition, Map.of(variable, new Var(variable).max(first)));
    }
  }

  private final LoopNest nests;
  private final Nest nest;
  private final Placement.At at;
  private final Module module;
  private final Func func;
  private final NeededRegion needed;
  private Room room;
  /** Set between the loop at which the Func is computed and the one that begins earlier. */
  private Earlier earlier;

  SlideWindow(LoopNest nests, Nest nest, Placement.At at, Module module) {
    this.nests = nests;
    this.nest = nest;
    this.at = at;
    this.module = module;
    this.func = nest.func();
    this.needed = new NeededRegion(nests, nest, at);
  }

  /** The body of the loop at which the room is made. */
  Stmt apply(Stmt body, Scope scope) {
    List<Range> all = needed.region(body, NeededRegion.running(body), scope, Facts.NONE,
        new ArrayList<>());
    room = room(all);
    Stmt slid = slide(body, scope, Facts.NONE, List.of());
    List<Expr> extents = new ArrayList<>();
    for (int d = 0; d < all.size(); d++) {
      long fold = room.folds().get(d);
      extents.add(fold == 0 ? all.get(d).extent() : IntConst.index(fold));
    }
    Stmt result = slid;
    for (int k = 0; k < func.types().size(); k++) {
      result = new Stmt.Allocate(module.add(new Buffer(func.buffer(k), func.types().get(k),
          nest.memory(), extents, nests.layout(func.name(), func.rank()))), result);
    }
    return result;
  }

  private Room room(List<Range> all) {
    Window.Fold fold = nest.held().window().fold();
    List<Long> folds = new ArrayList<>();
    for (Var index : func.indices()) {
      folds.add(fold != null && fold.index().equals(index.name()) ? fold.factor() : 0);
    }
    return new Room(all.stream().map(Range::min).toList(), folds);
  }

  /**
   * @param facts what the conditions around say
   * @param around the loops inside the room
   */
  private Stmt slide(Stmt s, Scope scope, Facts facts, List<Stmt.For> around) {
    Scope inner = NeededRegion.inside(s, scope);
    return switch (s) {
      case Stmt.For loop -> {
        List<Stmt.For> loops = new ArrayList<>(around);
        loops.add(loop);
        yield begun(loop, isPlace(loop) && !needed.uses(loop.body(), inner).isEmpty()
            ? place(loop.body(), inner, facts, loops)
            : slide(loop.body(), inner, facts, loops));
      }
      case Stmt.If branch when !branch.hasElse() -> {
        Stmt then = slide(branch.then(), inner, facts.and(branch.condition()), around);
        yield then == branch.then() ? s : new Stmt.If(earlier == null ? branch.condition()
            : earlier.guard(branch.condition()), then);
      }
      case Stmt.Block block -> {
        Stmt slid = s.mapChildren(child -> slide(child, inner, facts, around));
        yield earlier == null ? slid : besides(block, (Stmt.Block) slid, scope);
      }
      default -> s.mapChildren(child -> slide(child, inner, facts, around));
    };
  }

  /** What stands beside the loop that fills windows does not happen earlier. */
  private Stmt besides(Stmt.Block old, Stmt.Block slid, Scope scope) {
    List<Stmt> statements = new ArrayList<>();
    for (int k = 0; k < slid.statements().size(); k++) {
      Stmt s = slid.statements().get(k);
      statements.add(s == old.statements().get(k) ? from(before(earlier.variable(), scope),
          earlier.variable(), s) : s);
    }
    return Stmt.Block.of(statements);
  }

  private static Stmt from(long least, String variable, Stmt s) {
    return new Stmt.If(IntConst.index(least).le(new Var(variable)), s);
  }

  private static long before(String variable, Scope scope) {
    return Index.interval(new Var(variable), scope).min();
  }

  private boolean isPlace(Stmt.For loop) {
    return InsertProducer.isLoop(nests, at.consumer(), at.loop(), loop.variable());
  }

  /** The body of the loop at which the Func is computed, the last of {@code loops}. */
  private Stmt place(Stmt body, Scope scope, Facts around, List<Stmt.For> loops) {
    Facts facts = around;
    Stmt guarded = body;
    List<Expr> guards = new ArrayList<>();
    while (guarded instanceof Stmt.If branch && !branch.hasElse()
        && !InsertProducer.reads(branch.condition(), func.name())) {
      facts = facts.and(branch.condition());
      guards.add(branch.condition());
      guarded = branch.then();
    }
    List<Expr> limits = new ArrayList<>();
    List<Range> region = needed.region(guarded, NeededRegion.running(guarded), scope, facts,
        limits);
    Motion motion = motion(region, loops, limits, scope);
    long first = first(guarded, motion, region.get(motion.index()).min(), scope);
    Earlier start = new Earlier(motion.loop().variable(), first,
        first - motion.kept() / motion.step());
    Stmt producer = new BuildNest(nests, nest, module, fresh(region, motion, scope), room,
        limits).build();
    for (Expr guard : guards.reversed()) {
      producer = new Stmt.If(start.guard(guard), producer);
    }
    return started(start, motion.loop(), scope, producer, BuildStages.replace(body, func.name(),
        access -> room.load(func, access)));
  }

  /** The part of {@code region} that the iteration before did not need. */
  private static List<Range> fresh(List<Range> region, Motion motion, Scope scope) {
    List<Range> fresh = new ArrayList<>(region);
    Range old = region.get(motion.index());
    fresh.set(motion.index(), new Range(Index.simplify(old.min().plus(motion.kept()), scope),
        IntConst.index(motion.extent() - motion.kept())));
    return fresh;
  }

  /** Before it began once, the loop does nothing but fill windows. */
  private Stmt started(Earlier start, Stmt.For loop, Scope scope, Stmt producer, Stmt consumer) {
    long before = before(start.variable(), scope);
    earlier = start.start() < before ? start : null;
    return Stmt.Block.of(start.start() > constant(loop.min())
        ? from(start.start(), start.variable(), producer) : producer,
        earlier != null ? from(before, start.variable(), consumer) : consumer);
  }

  private Stmt begun(Stmt.For loop, Stmt body) {
    if (earlier == null || !earlier.variable().equals(loop.variable())) {
      return loop.withBody(body);
    }
    long before = constant(loop.min());
    long min = Math.min(before, earlier.start());
    earlier = null;
    return new Stmt.For(loop.variable(), IntConst.index(min), Index.simplify(
        loop.extent().plus(before - min), Scope.EMPTY), LoopKind.SERIAL, body);
  }

  private static long constant(Expr min) {
    return Index.constant(min, Scope.EMPTY).orElseThrow();
  }

  /** From which iteration on the region is needed: what other windows fill begins earlier. */
  private long first(Stmt body, Motion motion, Expr low, Scope scope) {
    long first = Long.MAX_VALUE;
    for (NeededRegion.Use use : needed.uses(body, scope)) {
      Expr own = needed.low(use, motion.index(), NeededRegion.running(body));
      long ahead = Index.constant(own.minus(low), scope).orElse(0);
      first = Math.min(first, Index.interval(new Var(motion.loop().variable()),
          use.around()).min() + Math.floorDiv(ahead, motion.step()));
    }
    return first;
  }

  /** The motion to follow: along the folded index, else the innermost that slides. */
  private Motion motion(List<Range> region, List<Stmt.For> loops, List<Expr> limits, Scope scope) {
    List<Motion> found = new ArrayList<>();
    for (int k = loops.size(); k-- > 0;) {
      motion(region, loops, k, limits, scope).ifPresent(found::add);
    }
    if (found.isEmpty()) {
      throw fault(("the part of %s that an iteration of %s needs, %s, does not move along one index"
          + " by the same distance each time, so that nothing can be kept. Compute it without "
          + "storeAt, or split so that the factor divides.").formatted(func.name(), at.loop(),
              region));
    }
    Motion innermost = found.getFirst();
    Window.Fold fold = nest.held().window().fold();
    Motion chosen = found.stream().filter(m -> fold == null ? m.slides()
        : index(m).equals(fold.index())).findFirst().orElse(innermost);
    if (fold != null) {
      requireRoom(chosen, fold);
    }
    if (chosen.kept() % chosen.step() != 0) {
      throw fault(("an iteration of %s needs %d values along %s and the next begins %d further, "
          + "so that the window would not fill in whole steps. Compute it without storeAt.")
              .formatted(name(chosen), chosen.extent(), index(chosen), chosen.step()));
    }
    return chosen;
  }

  /** Along one index, by the same distance each time, whatever the loops further in do. */
  private Optional<Motion> motion(List<Range> region, List<Stmt.For> loops, int k,
      List<Expr> limits, Scope scope) {
    String variable = loops.get(k).variable();
    List<Integer> moving = new ArrayList<>();
    for (int d = 0; d < region.size(); d++) {
      if (Rewrite.mentions(region.get(d).min(), variable)) {
        moving.add(d);
      }
    }
    if (moving.size() != 1) {
      return Optional.empty();
    }
    int index = moving.getFirst();
    Range range = region.get(index);
    long step = slope(range, variable, scope);
    boolean alone = loops.subList(k + 1, loops.size()).stream().noneMatch(loop ->
        Rewrite.mentions(range.min(), loop.variable()));
    boolean whole = limits.stream().noneMatch(limit -> Rewrite.mentions(limit,
        func.indices().get(index).name()));
    return step > 0 && alone && whole ? Optional.of(new Motion(loops.get(k), index, step,
        Index.constant(range.extent(), scope).orElseThrow())) : Optional.empty();
  }

  private static long slope(Range range, String variable, Scope scope) {
    OptionalLong slope = Index.slope(range.min(), variable, scope)
        .map(s -> Index.constant(s, scope)).orElse(OptionalLong.empty());
    return slope.orElse(-1);
  }

  private void requireRoom(Motion motion, Window.Fold fold) {
    if (!index(motion).equals(fold.index())) {
      throw nests.fault(fold.directive(), "%s does not move along %s but along %s. Fold that."
          .formatted(name(motion), fold.index(), index(motion)));
    }
    if (fold.factor() < motion.extent()) {
      throw nests.fault(fold.directive(), ("an iteration of %s needs %d values along %s; %d do not "
          + "suffice. Try %d.").formatted(name(motion), motion.extent(), fold.index(),
              fold.factor(), Long.highestOneBit(2 * motion.extent() - 1)));
    }
  }

  private String index(Motion motion) {
    return func.indices().get(motion.index()).name();
  }

  /** The loop's name among those of its Func. */
  private String name(Motion motion) {
    String variable = motion.loop().variable();
    String prefix = at.consumer() + ".";
    return variable.startsWith(prefix) ? variable.substring(prefix.length()) : variable;
  }

  private ScheduleError fault(String reason) {
    return nests.fault(nest.held().window().directive(), reason);
  }
}
