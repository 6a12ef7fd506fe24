package dev.jacquard.fuzz;

import static dev.jacquard.dsl.Dsl.lit;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.fuzz.RandomExpression.Known;
import dev.jacquard.ops.Attention;
import dev.jacquard.ops.BatchedMatMul;
import dev.jacquard.ops.BiasGelu;
import dev.jacquard.ops.Blur3x3;
import dev.jacquard.ops.CapsuleConv;
import dev.jacquard.ops.CausalAttention;
import dev.jacquard.ops.Conv2d;
import dev.jacquard.ops.DepthwiseConv2d;
import dev.jacquard.ops.Harris;
import dev.jacquard.ops.Im2colConv2d;
import dev.jacquard.ops.Layernorm;
import dev.jacquard.ops.LowPrecisionMatMul;
import dev.jacquard.ops.MatMul;
import dev.jacquard.ops.MatMulTransposed;
import dev.jacquard.ops.Rmsnorm;
import dev.jacquard.ops.Softmax;
import dev.jacquard.ops.Sum;
import dev.jacquard.ops.Transpose;
import dev.jacquard.ops.WinogradConv2d;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Larger algorithms around one or two operators of the library. */
final class RandomLibrary {

  private static final List<Integer> EXTENTS = List.of(1, 2, 3, 5, 8, 13, 16, 17, 33);
  private static final List<Var> INDICES = List.of(Dsl.var("i"), Dsl.var("j"), Dsl.var("k"),
      Dsl.var("l"), Dsl.var("p"), Dsl.var("q"));
  private static final Dim N = Dsl.dim("n", 8);
  private static final Dim M = Dsl.dim("m", 8);
  private static final Dim K = Dsl.dim("s", 8);

  private final RandomGenerator random;
  private final Sizes sizes;
  private final List<Known> known = new ArrayList<>();
  private final List<Sample.Stage> stages = new ArrayList<>();
  private int inputs;

  private RandomLibrary(RandomGenerator random) {
    this.random = random;
    this.sizes = Sizes.NONE.with("n", extent()).with("m", extent()).with("s", extent());
  }

  private long extent() {
    return EXTENTS.get(random.nextInt(EXTENTS.size()));
  }

  /** A sample without directives. */
  static Sample make(RandomGenerator random) {
    RandomLibrary maker = new RandomLibrary(random);
    maker.operator();
    int more = random.nextInt(3);
    for (int k = 0; k < more; k++) {
      if (random.nextInt(3) == 0) {
        maker.operator();
      } else {
        maker.own(maker.known.getLast().ranges().stream().map(Range::extent).toList(),
            maker.known.getLast().source().type());
      }
    }
    return new Sample(maker.stages, List.of(maker.sizes), false, false, List.of());
  }

  private void operator() {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> product();
      case 3, 4, 5 -> rows();
      case 6, 7 -> attention();
      case 8 -> image();
      case 9 -> capsules();
      default -> convolution();
    }
  }

  private void product() {
    Expr q = lit(random.nextInt(1, 4));
    switch (random.nextInt(5)) {
      case 0 -> library("batchedMatmul", List.of(q, N, M), DType.F32,
          (name, s) -> BatchedMatMul.batchedMatmul(name, s.get(0), s.get(1)),
          source(q, N, K), source(q, K, M));
      case 1 -> library("matmulTransposed", List.of(N, M), DType.F32,
          (name, s) -> MatMulTransposed.matmulTransposed(name, s.get(0), s.get(1)),
          source(N, K), source(M, K));
      case 2 -> lowPrecision();
      default -> library("matmul", List.of(N, M), DType.F32,
          (name, s) -> MatMul.matmul(name, s.get(0), s.get(1)), source(N, K), source(K, M));
    }
  }

  private void lowPrecision() {
    boolean floats = random.nextBoolean();
    DType result = floats ? DType.F32 : DType.I32;
    DType left = floats ? DType.BF16 : random.nextBoolean() ? DType.I8 : DType.U8;
    library("matmul of " + left, List.of(N, M), result,
        (name, s) -> LowPrecisionMatMul.matmul(name, s.get(0), s.get(1), result),
        source(left, List.of(N, K)), source(floats ? left : DType.I8, List.of(K, M)));
  }

  /** What treats each row of a matrix alike. */
  private void rows() {
    Input x = source(N, M);
    switch (random.nextInt(7)) {
      case 0 -> library("layernorm", List.of(N, M), DType.F32, (name, s) ->
          Layernorm.layernorm(name, s.get(0), s.get(1), s.get(2), M), x, source(M), source(M));
      case 1 -> library("rmsnorm", List.of(N, M), DType.F32,
          (name, s) -> Rmsnorm.rmsnorm(name, s.get(0), s.get(1), M), x, source(M));
      case 2 -> library("biasGelu", List.of(N, M), DType.F32,
          (name, s) -> BiasGelu.biasGelu(name, s.get(0), s.get(1)), x, source(M));
      case 3 -> library("transpose", List.of(M, N), DType.F32,
          (name, s) -> Transpose.transpose(name, s.get(0)), x);
      case 4 -> library("sum", List.of(), DType.F32, (name, s) -> Sum.sum(name, s.get(0)),
          source(M));
      default -> library("softmax", List.of(N, M), DType.F32,
          (name, s) -> Softmax.softmax(name, s.get(0)), x);
    }
  }

  private void attention() {
    Expr q = lit(random.nextInt(1, 3));
    boolean causal = random.nextBoolean();
    library(causal ? "causalAttention" : "attention", List.of(q, N, K), DType.F32,
        (name, s) -> causal
            ? CausalAttention.causalAttention(name, s.get(0), s.get(1), s.get(2), K)
            : Attention.attention(name, s.get(0), s.get(1), s.get(2), K),
        source(q, N, K), source(q, causal ? N : M, K), source(q, causal ? N : M, K));
  }

  private void image() {
    if (random.nextBoolean()) {
      library("harris", List.of(N, M), DType.F32, (name, s) -> Harris.harris(name, s.get(0), N, M),
          source(lit(3), N.plus(4), M.plus(4)));
    } else {
      library("blur3x3", List.of(N, M), DType.U16,
          (name, s) -> Blur3x3.blur3x3(name, s.get(0), N, M),
          source(DType.U16, List.of(N.plus(2), M.plus(2))));
    }
  }

  private void capsules() {
    Expr side = lit(random.nextBoolean() ? 4 : random.nextInt(1, 6));
    library("capsuleConv", List.of(lit(2), lit(2), N, lit(3), side, side), DType.F32,
        (name, s) -> CapsuleConv.capsuleConv(name, s.get(0), s.get(1), N, lit(3), lit(1)),
        source(lit(2), lit(2), N.plus(1), lit(4), side, side),
        source(lit(2), lit(2), lit(2), lit(2), side, side));
  }

  /** Of images of {@code n} by 4 pixels, {@code m} values each, to {@code s} values each. */
  private void convolution() {
    Expr one = lit(random.nextInt(1, 3));
    Expr three = lit(3);
    Expr zero = lit(0);
    Input images = source(one, N.plus(2), lit(6), M);
    List<Expr> shape = List.of(one, N, lit(4), K);
    Expr high = N.plus(2);
    switch (random.nextInt(4)) {
      case 0 -> library("depthwiseConv2d", List.of(one, N, lit(4), M), DType.F32, (name, s) ->
          DepthwiseConv2d.depthwiseConv2d(name, s.get(0), s.get(1), N, lit(4), lit(1), zero),
          images, source(three, three, M));
      case 1 -> library("winogradConv2d", shape, DType.F32, (name, s) ->
          WinogradConv2d.winogradConv2d(name, s.get(0), s.get(1), N, lit(4), zero), images,
          source(three, three, M, K));
      case 2 -> library("im2colConv2d", shape, DType.F32, (name, s) ->
          Im2colConv2d.im2colConv2d(name, s.get(0), s.get(1), high, lit(6), List.of(three, three),
              lit(1), zero), images, source(three, three, M, K));
      default -> library("conv2d", shape, DType.F32, (name, s) -> Conv2d.conv2d(name, s.get(0),
          s.get(1), high, lit(6), List.of(three, three), lit(1), zero), images,
          source(three, three, M, K));
    }
  }

  private void library(String op, List<? extends Expr> extents, DType type,
      Author.Library.Maker maker, Input... given) {
    String name = "f" + stages.size();
    stages.add(new Sample.Stage(name, List.of(), List.of(), Dsl.lit(type, 0), List.of(),
        new Author.Library(op, List.of(given), maker)));
    know(name, type, extents);
  }

  private Known know(String name, DType type, List<? extends Expr> extents) {
    known.add(new Known(new Input(name, type, List.copyOf(extents), false),
        extents.stream().map(Range::to).toList(), !type.isFloat()));
    return known.getLast();
  }

  private Input source(Expr... extents) {
    return source(DType.F32, List.of(extents));
  }

  /** Something of this type and shape: known already, made for it, or an input. */
  private Input source(DType type, List<? extends Expr> extents) {
    List<Known> alike = known.stream().filter(k -> k.source().type() == type
        && k.ranges().toString().equals(extents.stream().map(Range::to).toList().toString()))
        .toList();
    if (!alike.isEmpty() && random.nextInt(4) > 0) {
      return (Input) alike.get(random.nextInt(alike.size())).source();
    }
    return (Input) (random.nextInt(3) == 0 ? own(extents, type)
        : know("in" + inputs++, type, extents)).source();
  }

  /** A stage of its own, most often of what was made last. */
  private Known own(List<? extends Expr> extents, DType type) {
    List<Var> indices = INDICES.subList(0, extents.size());
    List<Range> ranges = extents.stream().map(Range::to).toList();
    List<RandomIndex.Variable> variables = IntStream.range(0, extents.size())
        .mapToObj(d -> new RandomIndex.Variable(indices.get(d), ranges.get(d))).toList();
    boolean exact = !type.isFloat();
    RandomExpression expressions = new RandomExpression(random,
        new RandomIndex(random, variables, List.of(sizes)), known, false, exact);
    DType computed = type.isStorageOnly() ? DType.F32 : type;
    Expr value = expressions.make(computed, random.nextInt(1, 3));
    boolean readable = !known.isEmpty() && (!exact || known.stream().anyMatch(Known::exact));
    String name = "f" + stages.size();
    stages.add(new Sample.Stage(name, indices, ranges, (readable
        ? value.plus(expressions.access().cast(computed)) : value).cast(type), List.of()));
    return know(name, type, extents);
  }
}
