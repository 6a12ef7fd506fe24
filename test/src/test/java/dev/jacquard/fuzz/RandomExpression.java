package dev.jacquard.fuzz;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Philox;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Expressions of a given type over indices and sources. */
final class RandomExpression {

  /**
   * A source and the range of each of its dimensions.
   *
   * @param exact whether no value of it hangs on how floats are rounded
   */
  record Known(Source source, List<Range> ranges, boolean exact) {}

  private static final List<DType> NUMBERS = List.of(DType.F32, DType.F32, DType.F32, DType.I32,
      DType.I32, DType.U8, DType.I8, DType.F64, DType.I64, DType.U16, DType.U32);
  private static final List<DType> STORED = List.of(DType.F16, DType.BF16);
  private static final List<DType> INTEGERS = NUMBERS.stream().filter(DType::isInteger).toList();

  private final RandomGenerator random;
  private final RandomIndex indices;
  private final List<Known> sources;
  private final boolean edges;
  private final boolean exact;

  /**
   * @param edges whether every access has an edge rule
   * @param exact whether to leave out floats, and what hangs on them: the oracle cannot follow an
   *     uncertain integer through arithmetic that wraps
   */
  RandomExpression(RandomGenerator random, RandomIndex indices, List<Known> sources,
      boolean edges, boolean exact) {
    this.random = random;
    this.indices = indices;
    this.sources = exact ? sources.stream().filter(Known::exact).toList() : sources;
    this.edges = edges;
    this.exact = exact;
  }

  private DType type() {
    return exact ? INTEGERS.get(random.nextInt(INTEGERS.size())) : type(random);
  }

  static DType type(RandomGenerator random) {
    return NUMBERS.get(random.nextInt(NUMBERS.size()));
  }

  /** A type of inputs, and of what is kept: some floats are stored narrower than computed. */
  static DType kept(RandomGenerator random, DType computed) {
    return computed == DType.F32 && random.nextInt(4) == 0
        ? STORED.get(random.nextInt(STORED.size())) : computed;
  }

  Expr make(DType type, int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return leaf(type);
    }
    return type.isBool() ? truth(depth - 1) : random.nextInt(10) == 0
        ? make(type(), depth - 1).cast(type)
        : type.isFloat() ? real(type, depth - 1) : integer(type, depth - 1);
  }

  private Expr truth(int depth) {
    DType type = type();
    return switch (random.nextInt(6)) {
      case 0 -> make(DType.BOOL, depth).and(make(DType.BOOL, depth));
      case 1 -> make(DType.BOOL, depth).or(make(DType.BOOL, depth));
      case 2 -> make(DType.BOOL, depth).not();
      case 3 -> make(type, depth).le(make(type, depth));
      case 4 -> indices.bare().lt(indices.bare().plus(random.nextInt(-2, 3)));
      default -> make(type, depth).lt(make(type, depth));
    };
  }

  private Expr real(DType type, int depth) {
    Expr a = make(type, depth);
    return switch (random.nextInt(9)) {
      case 0 -> a.minus(make(type, depth));
      case 1, 2 -> a.times(make(type, depth));
      case 3 -> a.min(make(type, depth));
      case 4 -> a.max(make(type, depth));
      case 5 -> Dsl.select(make(DType.BOOL, depth), a, make(type, depth));
      case 6 -> Dsl.tanh(a);
      case 7 -> a.div(Dsl.abs(make(type, depth)).plus(1));
      default -> a.plus(make(type, depth));
    };
  }

  private Expr integer(DType type, int depth) {
    Expr a = make(type, depth);
    return switch (random.nextInt(13)) {
      case 11, 12 -> function(type, a, depth);
      case 0 -> a.minus(make(type, depth));
      case 1, 2 -> a.times(make(type, depth));
      case 3 -> a.min(make(type, depth));
      case 4 -> a.max(make(type, depth));
      case 5 -> Dsl.select(make(DType.BOOL, depth), a, make(type, depth));
      case 6 -> a.div(make(type, depth));
      case 7 -> a.rem(make(type, depth));
      case 8 -> a.xor(make(type, depth));
      case 9 -> a.shr(random.nextInt(4));
      default -> a.plus(make(type, depth));
    };
  }

  /** The functions that only integers have. */
  private Expr function(DType type, Expr a, int depth) {
    return switch (random.nextInt(12)) {
      case 0 -> Dsl.absoluteDifference(a, make(type, depth)).cast(type);
      case 1 -> Dsl.countLeadingZeros(a);
      case 2 -> Dsl.countTrailingZeros(a);
      case 3 -> Dsl.popcount(a);
      case 4 -> Dsl.halvingAdd(a, make(type, depth));
      case 5 -> Dsl.roundingHalvingAdd(a, make(type, depth));
      case 6 -> Dsl.roundingShiftRight(a, random.nextInt(type.bits()));
      case 7 -> Dsl.multiplyHigh(a, make(type, depth));
      case 8 -> Dsl.rotateLeft(a, random.nextInt(type.bits()));
      case 9 -> Dsl.saturatingAdd(a, make(type, depth));
      case 10 -> Dsl.saturatingSubtract(a, make(type, depth));
      default -> Dsl.saturatingCast(type,
          make(INTEGERS.get(random.nextInt(INTEGERS.size())), depth));
    };
  }

  private Expr drawn(DType type) {
    long seed = random.nextInt(1 << 20);
    return type.isFloat() ? Philox.uniform(seed, indices.bare()).cast(type)
        : Philox.bits(seed, indices.bare(), indices.bare()).cast(type);
  }

  private Expr leaf(DType type) {
    return switch (random.nextInt(16)) {
      case 2, 3 -> indices.bare().cast(type);
      case 4 -> drawn(type);
      case 0, 1 -> constant(type);
      default -> sources.isEmpty() ? constant(type) : access().cast(type);
    };
  }

  private Expr constant(DType type) {
    return Dsl.lit(type, type.isBool() ? random.nextInt(2) : type.isFloat()
        ? random.nextInt(-8, 9) / 4.0 : random.nextInt(type.isSigned() ? -3 : 0, 7));
  }

  Expr access() {
    Known known = random.nextBoolean() ? sources.getLast()
        : sources.get(random.nextInt(sources.size()));
    List<Expr> at = new ArrayList<>();
    boolean inside = true;
    int often = random.nextInt(20) == 0 ? 1 : 12;
    for (Range range : known.ranges()) {
      RandomIndex.Reach reach = random.nextInt(often) == 0 ? gather(range) : indices.make(range);
      inside &= reach.inside(range, indices);
      at.add(reach.index());
    }
    boolean none = inside && !edges && random.nextInt(4) > 0;
    return new Access(known.source(), at, none ? Edge.NONE : edge(known.source().type()), 0);
  }

  private Edge edge(DType type) {
    return switch (random.nextInt(5)) {
      case 0 -> Edge.WRAP;
      case 1 -> Edge.MIRROR;
      case 2 -> Edge.MIRROR_INTERIOR;
      case 3 -> type.isStorageOnly() ? Edge.CLAMP : Edge.constant(constant(type));
      default -> Edge.CLAMP;
    };
  }

  /** An index read from an integer input, kept inside. */
  private RandomIndex.Reach gather(Range range) {
    List<Known> integers = sources.stream().filter(k -> k.source() instanceof Input
        && k.source().type() == DType.I32 && k.source().name().startsWith("in")).toList();
    if (integers.isEmpty()) {
      return indices.make(range);
    }
    Known known = integers.get(random.nextInt(integers.size()));
    List<Expr> at = known.ranges().stream().map(r -> indices.make(r).index()).toList();
    Expr read = new Access(known.source(), at, Edge.CLAMP, 0).cast(DType.I64);
    return new RandomIndex.Reach(read.max(range.min()).min(range.max()), range.min(), range.max());
  }
}
