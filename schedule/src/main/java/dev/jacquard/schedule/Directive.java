package dev.jacquard.schedule;

import static dev.jacquard.dsl.Given.given;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.List;
import java.util.Locale;

/** One scheduling step: a rewrite of the loop nest of {@code func}. */
public sealed interface Directive {

  /** The Func whose nest is rewritten. */
  String func();

  /** The name in messages, JSON and Java. */
  default String word() {
    String name = getClass().getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static void requireName(String name, String what) {
    if (name == null) {
      throw UserError.here("The name of %s is null. Give one, such as \"i.outer\"."
          .formatted(what));
    }
  }

  /**
   * <pre>
   * for loop in e: s   ->   for outer in ceil(e / factor): for inner in factor: s
   * </pre>
   */
  record Split(String func, String loop, long factor, String outer, String inner, Tail tail)
      implements Directive {

    public Split {
      requireName(outer, "the outer half of " + loop);
      requireName(inner, "the inner half of " + loop);
    }

    @Override
    public String toString() {
      String named = outer.equals(loop + ".outer") && inner.equals(loop + ".inner") ? ""
          : ", " + outer + ", " + inner;
      return "split(" + loop + ", " + factor + named + (tail == Tail.AUTO ? "" : ", " + tail) + ")";
    }
  }

  /**
   * <pre>
   * for outer in e: for inner in f: s   ->   for fused in e * f: s
   * </pre>
   */
  record Fuse(String func, String outer, String inner, String fused) implements Directive {

    public Fuse {
      requireName(fused, "%s and %s fused".formatted(outer, inner));
    }

    @Override
    public String toString() {
      return "fuse(" + outer + ", " + inner + ", " + fused + ")";
    }
  }

  /**
   * <pre>
   * for a: for b: s   ->   for b: for a: s          reorder(b, a), outermost first
   * </pre>
   *
   * <p>The named loops take the places that they have together, in the given order.
   */
  record Reorder(String func, List<String> loops) implements Directive {

    public Reorder {
      loops = List.copyOf(loops);
    }

    @Override
    public String toString() {
      return "reorder(" + String.join(", ", loops) + ")";
    }
  }

  /** Says how the iterations of a loop are carried out: unroll, vectorize, parallel, ... */
  record Mark(String func, String loop, LoopKind kind) implements Directive {

    @Override
    public String word() {
      return switch (kind) {
        case SERIAL -> "serial";
        case UNROLLED -> "unroll";
        case VECTORIZED -> "vectorize";
        case PARALLEL -> "parallel";
        case GROUP -> "groups";
        case ITEM -> "items";
      };
    }

    @Override
    public String toString() {
      return word() + "(" + loop + ")";
    }
  }

  /**
   * <pre>
   * f everywhere; for consumer.loop: s   ->   for consumer.loop: { f where s needs it; s }
   * </pre>
   */
  record ComputeAt(String func, String consumer, String loop) implements Directive {

    @Override
    public String toString() {
      return "computeAt(" + consumer + ", " + loop + ")";
    }
  }

  /**
   * <pre>
   * for loop: for at: { f where s needs it; s }
   *   ->   for loop: { room for f; for at: { f where s needs it and has none yet; s } }
   * </pre>
   *
   * <p>{@code at} is the loop at which {@code func} is computed; it starts earlier, by as many
   * iterations as fill what its first one needs (a sliding window).
   */
  record StoreAt(String func, String consumer, String loop) implements Directive {

    @Override
    public String toString() {
      return "storeAt(" + consumer + ", " + loop + ")";
    }
  }

  /**
   * <pre>
   * f[..., i, ...] in room for all   ->   f[..., i % factor, ...] in room for factor of them
   * </pre>
   */
  record FoldStorage(String func, String index, long factor) implements Directive {

    @Override
    public String toString() {
      return "foldStorage(" + index + ", " + factor + ")";
    }
  }

  /**
   * <pre>
   * for i: { fill f; use f }   ->   fill f[0]; for i: { fill f[(i + 1) % 2] ahead; use f[i % 2] }
   * </pre>
   */
  record DoubleBuffer(String func) implements Directive {

    @Override
    public String toString() {
      return "doubleBuffer()";
    }
  }

  /**
   * <pre>
   * for y: f;  for y: g   ->   for y: { f; g }
   * </pre>
   *
   * <p>The loops of {@code other} down to {@code loop} are this Func's too.
   */
  record ComputeWith(String func, String other, String loop) implements Directive {

    @Override
    public String toString() {
      return "computeWith(" + other + ", " + loop + ")";
    }
  }

  /** All of the Func first, in global memory, by kernels of its own. */
  record ComputeRoot(String func) implements Directive {

    @Override
    public String toString() {
      return "computeRoot()";
    }
  }

  /** The definition in place of each access. */
  record Inline(String func) implements Directive {

    @Override
    public String toString() {
      return "inline()";
    }
  }

  /** Prints each value that the Func stores, and what its definition prints. For debugging. */
  record Trace(String func) implements Directive {

    @Override
    public String toString() {
      return "trace()";
    }
  }

  /**
   * <pre>
   * f(i) = sum(r: x)   ->   name(i, loop) = sum(rest of r: x); f(i) = sum(loop: name[i, loop])
   * </pre>
   *
   * <p>{@code loop} runs over a reduction index, or over one half of a split one; in {@code name}
   * its iterations are independent. The same for an update that adds to an element.
   */
  record Rfactor(String func, String loop, String name) implements Directive {

    public Rfactor {
      requireName(name, "the partial results of " + func);
    }

    @Override
    public String toString() {
      return "rfactor(" + loop + ", " + name + ")";
    }
  }

  /**
   * <pre>
   * for r: f[at] = f[at] + x   ->   for r: f[at] += x, with no other item's change between
   * </pre>
   *
   * <p>So that loops over reduction indices may run on different work-items.
   */
  record Atomic(String func) implements Directive {

    @Override
    public String toString() {
      return "atomic()";
    }
  }

  /**
   * <pre>
   * for loop: s with guards   ->   whole blocks: s; the rest: s with guards     AUTO
   * </pre>
   */
  record Partition(String func, String loop, Partitioning policy) implements Directive {

    public Partition {
      given(policy, "The policy of partition");
    }

    @Override
    public String toString() {
      return "partition(" + loop + ", " + policy + ")";
    }
  }

  /** A size has these facts at every run; another is refused. */
  record Bound(String func, String size, long least, long most, long multiple)
      implements OfSize {

    @Override
    public String toString() {
      return text();
    }
  }

  /** Facts about a size. */
  sealed interface OfSize extends Directive permits Bound, Specialize {

    String size();

    long least();

    long most();

    long multiple();

    /** The size with these facts. */
    default Dim stronger() {
      long factor = Math.max(multiple(), 1);
      long first = Math.ceilDiv(Math.max(least(), 1), factor) * factor;
      return new Dim(size(), first, least(), most(), multiple());
    }

    /** As {@code toString} gives it. */
    default String text() {
      return "%s(%s, %d, %d, %d)".formatted(word(), size(), least(), most(), multiple());
    }
  }

  /** The memory that holds the values of a Func computed at a loop. */
  record StoreIn(String func, Memory memory) implements Directive {

    public StoreIn {
      given(memory, "The memory of storeIn");
    }

    @Override
    public String toString() {
      return "storeIn(" + memory + ")";
    }
  }

  /**
   * <pre>
   * for l in 16: for q in 4: c[l] += a[l, q] * b[l, q]   ->   c = vpdpbusd(c, a, b)
   * </pre>
   *
   * <p>{@code loop} and the reduction loop directly inside it, the innermost two, become one use of
   * an instruction that means the same.
   */
  record Tensorize(String func, String loop, String instruction) implements Directive {

    public Tensorize {
      given(instruction, "The instruction of tensorize");
    }

    @Override
    public String toString() {
      return "tensorize(" + loop + ", " + instruction + ")";
    }
  }

  /**
   * <pre>
   * for at: s, which reads a[i, ...]   ->   for at: { prefetch a[i + distance, ...]; s }
   * </pre>
   *
   * <p>{@code loop}, over i, is a loop of this Func or of one at whose loops it is computed. What
   * reads a is this Func, or else one that is computed at {@code loop} or inside it.
   */
  record Prefetch(String func, String source, String at, String loop, long distance)
      implements Directive {

    @Override
    public String toString() {
      return "prefetch(" + source + ", " + at + ", " + loop + ", " + distance + ")";
    }
  }

  /**
   * <pre>
   * s   ->   if (least &lt;= size &lt;= most and size % multiple == 0): s, compiled for that
   *          else: s
   * </pre>
   *
   * <p>Chosen by the host at each run; of several the first that holds. Sizes given when compiling
   * are constants and need none.
   */
  record Specialize(String func, String size, long least, long most, long multiple)
      implements OfSize {

    @Override
    public String toString() {
      return text();
    }
  }

  /** How the values of a Func in global memory are written. */
  record SetStoreHint(String func, StoreHint hint) implements Directive {

    public SetStoreHint {
      given(hint, "The hint of storeHint");
    }

    @Override
    public String word() {
      return "storeHint";
    }

    @Override
    public String toString() {
      return "storeHint(" + hint + ")";
    }
  }

  /**
   * <pre>
   * for at: { c = 0; for r: c += x }   ->   for at: { t = 0; for r: t += x; c = t }
   * </pre>
   *
   * <p>The loops inside {@code at} hold their part of the result in {@code memory}.
   */
  record CacheWrite(String func, Memory memory, String at) implements Directive {

    public CacheWrite {
      given(memory, "The memory of cacheWrite");
    }

    @Override
    public String toString() {
      return "cacheWrite(" + memory + ", " + at + ")";
    }
  }

  /**
   * Makes {@code name}, a copy of {@code source} that {@code func} reads in its place. The copy is
   * a Func of its own: scheduled by {@code computeAt}, {@code storeIn} and {@code layout}.
   */
  record CacheRead(String func, String source, String name) implements Directive {

    public CacheRead {
      requireName(name, "the copy of " + source);
    }

    @Override
    public String toString() {
      return "cacheRead(" + source + ", " + name + ")";
    }
  }

  /** The order in memory of an input, output or Func in global memory. */
  record SetLayout(String func, Layout layout) implements Directive {

    @Override
    public String word() {
      return "layout";
    }

    @Override
    public String toString() {
      return "layout(" + layout + ")";
    }
  }
}
