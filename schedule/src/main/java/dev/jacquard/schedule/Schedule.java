package dev.jacquard.schedule;

import static dev.jacquard.dsl.Given.given;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Instruction;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.Where;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.StoreHint;
import dev.jacquard.schedule.nest.LoopNest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How an algorithm is carried out: an immutable list of directives. Every method returns a new
 * schedule. Methods act on the Func named last by {@link #of} or {@link #func}.
 *
 * <p>A schedule made from an algorithm checks each directive at the call. Equality, hash, JSON and
 * Java text cover the directives alone.
 */
public final class Schedule {

  private final List<Directive> directives;
  private final List<String> where;
  private final String current;
  private final LoopNest nest;

  private Schedule(List<Directive> directives, List<String> where, String current, LoopNest nest) {
    this.directives = List.copyOf(directives);
    this.where = List.copyOf(where);
    this.current = current;
    this.nest = nest;
  }

  /** The empty schedule of what {@code output} needs; directives go to {@code output}. */
  public static Schedule of(Func output) {
    return of(Algorithm.of(output));
  }

  /** The empty schedule of an algorithm; directives go to its first output. */
  public static Schedule of(Algorithm algorithm) {
    return new Schedule(List.of(), List.of(),
        given(algorithm, "The algorithm of a schedule").outputs().getFirst().name(),
        LoopNest.of(algorithm));
  }

  /** A schedule of given directives, checked when it is applied. */
  public static Schedule of(List<Directive> directives) {
    return of(directives, given(directives, "The list of directives").stream().map(_ -> "")
        .toList());
  }

  /** A schedule of given directives and where each was written, checked when it is applied. */
  static Schedule of(List<Directive> directives, List<String> where) {
    return new Schedule(directives, where, directives.isEmpty() ? ""
        : directives.getLast().func(), null);
  }

  /** Reads what {@link #toJson} writes. */
  public static Schedule parse(String json) {
    return of(ScheduleJson.read(given(json, "The JSON of a schedule")));
  }

  public List<Directive> directives() {
    return directives;
  }

  /** Where a directive was written, {@code File.java:line} or empty. */
  public String where(int position) {
    return where.get(position);
  }

  /** This schedule; the next directives go to {@code name}, a Func or a cached copy. */
  public Schedule func(String name) {
    try {
      if (nest != null) {
        nest.require(name);
      }
      return new Schedule(directives, where, name, nest);
    } catch (ScheduleError error) {
      throw error.in("Schedule, func(%s)".formatted(name), Where.caller());
    }
  }

  public Schedule func(Func func) {
    return func(given(func, "The Func that directives go to").name());
  }

  /** This schedule and one more directive. */
  public Schedule then(Directive directive) {
    return then(given(directive, "The next directive"), Where.caller());
  }

  private Schedule then(Directive directive, String line) {
    List<Directive> all = new ArrayList<>(directives);
    List<String> lines = new ArrayList<>(where);
    all.add(directive);
    lines.add(line);
    LoopNest next = nest == null ? null : nest.apply(directive, directives.size(), line);
    return new Schedule(all, lines, current, next);
  }

  /** This schedule, then all directives of the other. */
  public Schedule then(Schedule other) {
    Schedule result = this;
    for (Directive directive : given(other, "The schedule to go on with").directives) {
      result = result.then(directive);
    }
    return result;
  }

  /**
   * This schedule with other directives in the place of each, one after the other; only of a
   * schedule made from an algorithm. {@code List.of(directive)} keeps one, {@code List.of()} drops
   * it. What another leaves without its loop is refused, as in any schedule.
   */
  public Schedule rewrite(Function<Directive, List<Directive>> change) {
    Schedule result = of(nest().algorithm());
    for (int i = 0; i < directives.size(); i++) {
      for (Directive made : change.apply(directives.get(i))) {
        result = result.then(made, made.equals(directives.get(i)) ? where.get(i)
            : Where.caller());
      }
    }
    return new Schedule(result.directives, result.where, current, result.nest);
  }

  /**
   * This schedule without the directives on {@code func}, as before any; without those on copies
   * and partial results that only those made. Only of a schedule made from an algorithm.
   */
  public Schedule without(Func func) {
    Set<String> names = new HashSet<>(Set.of(func(func).current));
    return rewrite(directive -> {
      boolean dropped = names.contains(directive.func());
      if (dropped) {
        names.addAll(made(directive));
      }
      return dropped ? List.of() : List.of(directive);
    });
  }

  /** The Funcs that there would not be without it. */
  private static List<String> made(Directive directive) {
    return directive instanceof Directive.CacheRead copy ? List.of(copy.name())
        : directive instanceof Directive.Rfactor part
            ? List.of(part.name(), part.name() + ".0", part.name() + ".total") : List.of();
  }

  /** {@code loop -> loop.outer, loop.inner}, the inner one of {@code factor} iterations. */
  public Schedule split(String loop, long factor) {
    return split(loop, factor, loop + ".outer", loop + ".inner", Tail.AUTO);
  }

  public Schedule split(Var loop, long factor) {
    return split(String.valueOf(loop), factor);
  }

  public Schedule split(String loop, long factor, Tail tail) {
    return split(loop, factor, loop + ".outer", loop + ".inner", tail);
  }

  public Schedule split(String loop, long factor, String outer, String inner, Tail tail) {
    if (tail == null) {
      throw UserError.here("The tail of split(%s, %d) is null. Give a Tail, such as Tail.AUTO."
          .formatted(loop, factor));
    }
    return then(new Directive.Split(current, loop, factor, outer, inner, tail));
  }

  /** Splits both and orders {@code a.outer, b.outer, a.inner, b.inner}. */
  public Schedule tile(String a, String b, long factorA, long factorB) {
    return split(a, factorA).split(b, factorB)
        .reorder(a + ".outer", b + ".outer", a + ".inner", b + ".inner");
  }

  public Schedule tile(Var a, Var b, long factorA, long factorB) {
    return tile(String.valueOf(a), String.valueOf(b), factorA, factorB);
  }

  /** Two directly nested loops become one. */
  public Schedule fuse(String outer, String inner, String fused) {
    return then(new Directive.Fuse(current, outer, inner, fused));
  }

  /** The named loops in this order, outermost first, in the places that they have together. */
  public Schedule reorder(String... loops) {
    return then(new Directive.Reorder(current,
        Stream.of(given(loops, "The list of loops")).map(String::valueOf).toList()));
  }

  /** The iterations written out; the extents must be constants. */
  public Schedule unroll(String... loops) {
    return mark(LoopKind.UNROLLED, loops);
  }

  /**
   * The iterations as vector lanes; the extent must be a constant of at most 16. Other lanes than
   * 2, 4, 8 or 16 are carried out one by one.
   */
  public Schedule vectorize(String loop) {
    return mark(LoopKind.VECTORIZED, loop);
  }

  /** Splits by {@code lanes} and vectorizes {@code loop.inner}. */
  public Schedule vectorize(String loop, int lanes) {
    return split(loop, lanes).vectorize(loop + ".inner");
  }

  public Schedule vectorize(Var loop, int lanes) {
    return vectorize(String.valueOf(loop), lanes);
  }

  /** The iterations as work-groups of one item, up to three loops; further ones fuse. */
  public Schedule parallel(String... loops) {
    return mark(LoopKind.PARALLEL, loops);
  }

  /** The iterations as work-groups. */
  public Schedule groups(String... loops) {
    return mark(LoopKind.GROUP, loops);
  }

  /** The iterations as work-items of a group. */
  public Schedule items(String... loops) {
    return mark(LoopKind.ITEM, loops);
  }

  private Schedule mark(LoopKind kind, String... loops) {
    Schedule result = this;
    for (String loop : given(loops, "The list of loops")) {
      result = result.then(new Directive.Mark(current, loop, kind));
    }
    return result;
  }

  /** Computes this Func inside a loop of a Func that reads it, where it is needed. */
  public Schedule computeAt(String consumer, String loop) {
    return then(new Directive.ComputeAt(current, consumer, loop));
  }

  public Schedule computeAt(Func consumer, String loop) {
    return computeAt(given(consumer, "The consumer of computeAt").name(), loop);
  }

  /**
   * Computes this Func in the loops of {@code other} down to {@code loop}, of which it has the
   * same: one kernel, whose reads both share (Halide's compute_with). Neither may need the other.
   */
  public Schedule computeWith(String other, String loop) {
    return then(new Directive.ComputeWith(current, other, loop));
  }

  public Schedule computeWith(Func other, String loop) {
    return computeWith(given(other, "The other Func of computeWith").name(), loop);
  }

  /**
   * Keeps what is computed at a loop for the later iterations of that loop, in room that is made
   * at {@code loop}, further out in the same Func: each iteration computes only what is new
   * (Halide's store_at, a sliding window). After {@code computeAt}.
   */
  public Schedule storeAt(String consumer, String loop) {
    return then(new Directive.StoreAt(current, consumer, loop));
  }

  public Schedule storeAt(Func consumer, String loop) {
    return storeAt(given(consumer, "The consumer of storeAt").name(), loop);
  }

  /**
   * Keeps at most {@code factor} values along an index of this Func, in circular storage (Halide's
   * fold_storage). After {@code storeAt}; as many as one iteration needs must fit.
   */
  public Schedule foldStorage(String index, long factor) {
    return then(new Directive.FoldStorage(current, index, factor));
  }

  /**
   * Holds this Func in two copies, of which an iteration of the loop at which it is computed reads
   * one while it fills the other for the next iteration (TVM's double_buffer). After
   * {@code computeAt} a serial loop.
   */
  public Schedule doubleBuffer() {
    return then(new Directive.DoubleBuffer(current));
  }

  public Schedule computeRoot() {
    return then(new Directive.ComputeRoot(current));
  }

  public Schedule inline() {
    return then(new Directive.Inline(current));
  }

  /**
   * Takes {@code loop}, over a reduction index or one half of a split one, out of the reduction:
   * {@code name} reduces the rest for each of its iterations, which are independent there, and this
   * Func reduces those (Halide's rfactor). Before any other directive on this Func but the split.
   */
  public Schedule rfactor(String loop, String name) {
    return then(new Directive.Rfactor(current, loop, name));
  }

  /** As {@link #rfactor(String, String)}; the partial results are named {@code f.partial}. */
  public Schedule rfactor(String loop) {
    return rfactor(loop, current + ".partial");
  }

  /** Prints each value that this Func stores, and what its definition prints. For debugging. */
  public Schedule trace() {
    return then(new Directive.Trace(current));
  }

  public Schedule storeIn(Memory memory) {
    return then(new Directive.StoreIn(current, memory));
  }

  /**
   * Carries out {@code loop} and the reduction loop inside it, the innermost two, by a hardware
   * instruction, where their meaning is its own (Exo, TVM's tensorize). The loops' extents are the
   * instruction's lanes and group; its operands' elements lie next to each other along the group.
   */
  public Schedule tensorize(String loop, Instruction instruction) {
    Instructions.define(given(instruction, "The instruction of tensorize"));
    return tensorize(loop, instruction.name());
  }

  /** As {@link #tensorize(String, Instruction)}, of an instruction known by its name. */
  public Schedule tensorize(String loop, String instruction) {
    return then(new Directive.Tensorize(current, loop, instruction));
  }

  /**
   * Fetches ahead into the caches, at the head of loop {@code at} of this Func, what its body reads
   * of {@code source} when {@code loop} is {@code distance} iterations further (Halide's prefetch).
   * Where it reads nothing of it, what a Func that is computed at {@code loop} or inside it reads,
   * an iteration of whose one serial loop there goes with one of {@code at}.
   * {@code loop} is one of this Func's or of those at whose loops it is computed; {@code C.i} is
   * the loop i of C where several have one of that name.
   */
  public Schedule prefetch(String source, String at, String loop, long distance) {
    return then(new Directive.Prefetch(current, source, at, loop, distance));
  }

  public Schedule prefetch(Source source, String at, String loop, long distance) {
    return prefetch(given(source, "The source of prefetch").name(), at, loop, distance);
  }

  /**
   * Compiles all kernels a second time, for sizes that have the facts of {@code stronger}; each run
   * takes what fits its sizes (Halide's specialize):
   * {@code specialize(dim("n", 64).multipleOf(16))} for a size n. Of several the first that holds
   * is taken.
   */
  public Schedule specialize(Dim stronger) {
    given(stronger, "The size of specialize");
    return then(new Directive.Specialize(current, stronger.name(), stronger.least(),
        stronger.most(), stronger.multiple()));
  }

  /**
   * Requires at every run what {@code stronger} says of a size, and compiles for it (Halide's
   * bound): {@code bound(dim("n", 64).multipleOf(16))}. A size of which a single value is left is a
   * constant.
   */
  public Schedule bound(Dim stronger) {
    given(stronger, "The size of bound");
    return then(new Directive.Bound(current, stronger.name(), stronger.least(), stronger.most(),
        stronger.multiple()));
  }

  /** Requires this value of a size at every run; it is a constant. */
  public Schedule bound(String size, long value) {
    return bound(new Dim(size, value, value, value, 1));
  }

  /**
   * Combines with each element of this update in one step that no other work-item divides, so that
   * loops over its reduction indices may be {@code parallel}, {@code groups} or {@code items}
   * (Halide's atomic). Floats are added in another order at each run.
   */
  public Schedule atomic() {
    return then(new Directive.Atomic(current));
  }

  /** Whether {@code loop} is partitioned into whole blocks and a rest (Halide's partition). */
  public Schedule partition(String loop, Partitioning policy) {
    return then(new Directive.Partition(current, loop, policy));
  }

  /**
   * Runs the work-groups of two adjacent loops in columns of {@code height} of the outer one, so
   * that groups that run together share what they read (CUTLASS and Triton: swizzle):
   * {@code rows, columns -> rows.outer, columns, rows.inner}. Before {@code parallel} or
   * {@code groups}, which take the three.
   */
  public Schedule swizzle(String rows, String columns, long height) {
    return split(rows, height, Tail.GUARD)
        .reorder(rows + ".outer", columns, rows + ".inner");
  }

  /** How the values of this Func, which lie in global memory, are written. */
  public Schedule storeHint(StoreHint hint) {
    return then(new Directive.SetStoreHint(current, hint));
  }

  /** Holds the part of the result that the loops inside {@code at} compute in {@code memory}. */
  public Schedule cacheWrite(Memory memory, String at) {
    return then(new Directive.CacheWrite(current, memory, at));
  }

  /** Reads {@code source} through a copy named {@code source.cache}; schedule that next. */
  public Schedule cacheRead(Source source) {
    String name = given(source, "The source of cacheRead").name();
    return cacheRead(name, name + ".cache");
  }

  public Schedule cacheRead(String source, String name) {
    return then(new Directive.CacheRead(current, source, name));
  }

  /** The order in memory of an input, an output or a Func in global memory. */
  public Schedule layout(String tensor, Layout layout) {
    if (layout == null) {
      throw UserError.here("The layout of %s is null. Give one: Layout.parse(\"1 0\").".formatted(
          tensor));
    }
    return then(new Directive.SetLayout(tensor, layout));
  }

  /**
   * Reads {@code source} through {@code source.packed}, a copy in panels of {@code block} elements
   * of one dimension: first the panels, then the other dimensions, then the elements of a panel.
   *
   * @param dimension the name of a dimension of the source, or of the index that runs over it
   */
  public Schedule pack(Source source, String dimension, long block) {
    return pack(source, dimension, block, block % Packing.LANES == 0 ? Packing.LANES : 1);
  }

  /** The same, copied by vectors of {@code lanes} elements, of which a panel's row is whole. */
  public Schedule pack(Source source, String dimension, long block, int lanes) {
    nest();
    return Packing.pack(this, current, given(source, "The source of pack"), dimension, block,
        lanes);
  }

  /** The nest after all directives; only of a schedule made from an algorithm. */
  public LoopNest nest() {
    if (nest == null) {
      throw UserError.here("This schedule was not made from an algorithm. Give it one: "
          + "LoopNest.of(algorithm).apply(schedule).");
    }
    return nest;
  }

  public boolean isEmpty() {
    return directives.isEmpty();
  }

  public String toJson() {
    return ScheduleJson.write(directives);
  }

  /** Java that makes this schedule; {@code schedule} is a variable that holds an empty one. */
  public String toJava() {
    return ScheduleJava.print(directives);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schedule s && s.directives.equals(directives);
  }

  @Override
  public int hashCode() {
    return directives.hashCode();
  }

  @Override
  public String toString() {
    return String.join("\n", directives.stream().map(ScheduleText::write).toList());
  }
}
