package dev.jacquard.conformance.programs;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I16;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.I8;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tensor Comprehensions' tests of ranges and of runs, and its benchmarks at smaller sizes. */
final class TensorComprehensionsPrograms {

  private static final String INFERENCE = "Tensor Comprehensions test/test_inference.cc";
  private static final String RUN = "Tensor Comprehensions test/cuda/test_compile_and_run.cc";
  private static final String BENCHMARKS = "Tensor Comprehensions tc/benchmarks/";
  private static final Var N = var("n");
  private static final Var M = var("m");
  private static final Var I = var("i");
  private static final Var D = var("d");
  private static final Var H = var("h");
  private static final Var W = var("w");
  private static final RVar R = rvar("r");
  private static final RVar S = rvar("s");
  private static final RVar C = rvar("c");

  private TensorComprehensionsPrograms() {}

  static List<ConformanceProgram> programs() {
    return List.of(shift(), stridedCopy(), diagonal(), weirdConvolution(), paddedConvolution(),
        convolutionGradient(), softmax(), concat(), indexing(), matmulInPlace(), convolution(),
        casts(), types(), tmm(), lookUp(), threeLayers(), kronecker(), moments(),
        groupConvolution(), groupNormalization(), wavenet(), rotate());
  }

  private static ConformanceProgram program(String name, String origin, Supplier<Func> output) {
    return ConformanceProgram.of(name, origin, output);
  }

  private static ConformanceProgram shift() {
    return program("Shift1D", INFERENCE, () ->
        func("O", I).is(input("A", F32, lit(50)).at(I.minus(1))))
        .expecting("O", (in, at) -> in.at("A", at[0]));
  }

  private static ConformanceProgram stridedCopy() {
    return program("Strided1D", INFERENCE, () ->
        func("O", I).is(input("A", F32, lit(500)).at(I.times(123))))
        .expecting("O", (in, at) -> in.at("A", 123 * at[0]));
  }

  private static ConformanceProgram diagonal() {
    return program("TCA", INFERENCE, () -> {
      Input a = input("A", F32, lit(5), lit(12), lit(3));
      return func("O", I).is(sum(R, S, a.at(R, I.plus(R), S)));
    }).expecting("O", (in, at) -> {
      double sum = 0;
      for (int k = 0; k < 15; k++) {
        sum += in.at("A", k / 3, at[0] + k / 3, k % 3);
      }
      return sum;
    });
  }

  /** A row that depends on the column too. */
  private static ConformanceProgram weirdConvolution() {
    return program("WeirdConv", INFERENCE, () -> {
      Input a = input("A", F32, lit(2), lit(3), lit(30), lit(11)),
          weight = input("K", F32, lit(4), lit(3), lit(3), lit(2));
      return func("O", N, M, H, W).is(sum(C, R, S, a.at(N, C, H.times(2).plus(W.times(3)).plus(R),
          W.times(2).plus(S)).times(weight.at(M, C, R, S))));
    }).expecting("O", (in, at) -> {
      double sum = 0;
      for (int k = 0; k < 18; k++) {
        sum += in.at("A", at[0], k / 6, 2 * at[2] + 3 * at[3] + k / 2 % 3, 2 * at[3] + k % 2)
            * in.at("K", at[1], k / 6, k / 2 % 3, k % 2);
      }
      return sum;
    });
  }

  /** Ranges that do not begin at zero. */
  private static ConformanceProgram paddedConvolution() {
    return program("PaddedConv", INFERENCE, () -> {
      Input a = input("A", F32, lit(2), lit(3), lit(11), lit(13)),
          weight = input("K", F32, lit(4), lit(3), lit(3), lit(3));
      Func shifted = func("pad", N, M, H, W).is(a.at(N, M, H.minus(5), W.minus(7)));
      return func("O", N, M, H, W).is(sum(C, R, S, shifted.at(N, C, H.times(2).plus(R),
          W.times(3).plus(S)).times(weight.at(M, C, R, S))));
    });
  }

  /** Of all three inputs, by hand; full convolutions have the whole range of what they read. */
  private static ConformanceProgram convolutionGradient() {
    return ConformanceProgram.ofAll("ConvGrad", INFERENCE, () -> {
      Input a = input("A", F32, lit(2), lit(3), lit(9), lit(8)),
          weight = input("K", F32, lit(4), lit(3), lit(3), lit(2)),
          d = input("dO", F32, lit(2), lit(4), lit(7), lit(7));
      return new Func[] {
          func("dA", N, M, H, W).is(sum(C, R, S, d.at(N, C, H.minus(R), W.minus(S))
              .times(weight.at(C, M, R, S))).whereInside()).over(N, 2).over(M, 3).over(H, 9)
              .over(W, 8),
          func("dK", M, N, H, W).is(sum(C, R, S, d.at(C, M, R, S).times(a.at(C, N, R.plus(H),
              S.plus(W))))),
          func("dB", M).is(sum(C, R, S, d.at(C, M, R, S)))};
    }).expecting("dB", (in, at) -> {
      double sum = 0;
      for (int k = 0; k < 2 * 49; k++) {
        sum += in.at("dO", k / 49, at[0], k / 7 % 7, k % 7);
      }
      return sum;
    }).expecting("dA", (in, at) -> {
      double sum = 0;
      for (int k = 0; k < 4 * 6; k++) {
        int h = at[2] - k / 2 % 3;
        int w = at[3] - k % 2;
        sum += h < 0 || w < 0 || h > 6 || w > 6 ? 0 : in.at("dO", at[0], k / 6, h, w)
            * in.at("K", k / 6, at[1], k / 2 % 3, k % 2);
      }
      return sum;
    });
  }

  private static ConformanceProgram softmax() {
    return ConformanceProgram.ofAll("SoftmaxD", RUN, () -> {
      Input a = input("A", F32, lit(32), lit(16));
      Func most = func("maxVal", N).is(max(R, a.at(N, R)));
      Func distance = func("expDistance", N, D).is(exp(a.at(N, D).minus(most.at(N))));
      Func total = func("expSum", N).is(sum(R, distance.at(N, R)));
      return new Func[] {most, distance, total,
          func("O", N, D).is(distance.at(N, D).div(total.at(N)))};
    }).expecting("O", (in, at) -> {
      double sum = 0;
      for (int d = 0; d < 16; d++) {
        sum += Math.exp(in.at("A", at[0], d));
      }
      return Math.exp(in.at("A", at[0], at[1])) / sum;
    });
  }

  private static ConformanceProgram concat() {
    return program("Concat", RUN, () -> {
      Input a = input("A", F32, lit(32), lit(16)), b = input("B", F32, lit(32), lit(16));
      return func("O", N, I, M).is(select(I.eq(0), a.at(M, N), b.at(M, N))).over(I, 2);
    }).expecting("O", (in, at) -> in.at(at[1] == 0 ? "A" : "B", at[2], at[0]));
  }

  private static ConformanceProgram indexing() {
    return program("Indexing", RUN, () -> {
      Input a = input("A", F32, lit(3), lit(4)), index = input("index", I32, lit(2));
      return func("O", I, W).is(a.at(index.at(I).cast(I64).clamp(lit(0), lit(2)), W)).over(I, 2);
    }).expecting("O", (in, at) -> in.clamped("A", (long) in.at("index", at[0]), at[1]));
  }

  /** Added to what is there already. */
  private static ConformanceProgram matmulInPlace() {
    return program("MatMulInplace", RUN, () -> {
      Input a = input("A", F32, lit(3), lit(4)), b = input("B", F32, lit(4), lit(5));
      Input before = input("before", F32, lit(3), lit(5));
      return func("O", M, N).is(before.at(M, N)).update(M, N).plus(a.at(M, R).times(b.at(R, N)));
    }).expecting("O", (in, at) -> {
      double sum = in.at("before", at[0], at[1]);
      for (int r = 0; r < 4; r++) {
        sum += in.at("A", at[0], r) * in.at("B", r, at[1]);
      }
      return sum;
    });
  }

  private static ConformanceProgram convolution() {
    return program("Convolution2d", RUN, () -> {
      Input a = input("A", F32, lit(2), lit(5), lit(12), lit(13)),
          weight = input("K", F32, lit(6), lit(5), lit(3), lit(3)), bias = input("B", F32, lit(6));
      return func("O", N, M, H, W).is(sum(C, R, S, a.at(N, C, H.plus(R), W.plus(S))
          .times(weight.at(M, C, R, S))).plus(bias.at(M)));
    }).expecting("O", (in, at) -> {
      double sum = in.at("B", at[1]);
      for (int k = 0; k < 45; k++) {
        sum += in.at("A", at[0], k / 9, at[2] + k / 3 % 3, at[3] + k % 3)
            * in.at("K", at[1], k / 9, k / 3 % 3, k % 3);
      }
      return sum;
    });
  }

  private static ConformanceProgram casts() {
    return program("Casts", RUN, () -> {
      Input a = input("A", F32, lit(2), lit(4)), four = input("four", I32);
      return func("O", M, N).is(a.at(M, N).times(8.0).plus(four.at().cast(F32)).cast(I32));
    }).expecting("O", (in, at) -> (int) (8 * in.at("A", at[0], at[1]) + in.at("four")));
  }

  private static ConformanceProgram types() {
    return ConformanceProgram.ofAll("Types", RUN, () -> Stream.of(U8, I8, I16, I32, I64, F32, F64)
        .map(type -> total(type.name().toLowerCase(Locale.ROOT), type)).toArray(Func[]::new))
        .expecting("u8", (in, at) -> total(in, "a_u8") % 256)
        .expecting("i8", (in, at) -> (byte) (long) total(in, "a_i8"))
        .expecting("i64", (in, at) -> total(in, "a_i64"))
        .expecting("f64", (in, at) -> total(in, "a_f64"));
  }

  private static Func total(String name, DType type) {
    return func(name, I).is(sum(List.of(R),
        input("a_" + name, type, lit(100)).at(R), type)).over(I, 1);
  }

  private static double total(ConformanceProgram.Values in, String input) {
    double sum = 0;
    for (int i = 0; i < 100; i++) {
      sum += in.at(input, i);
    }
    return sum;
  }

  private static ConformanceProgram tmm() {
    return program("tmm", BENCHMARKS + "tmm.cc", () -> {
      Input a = input("A", F32, lit(33), lit(40)), b = input("B", F32, lit(35), lit(40));
      return func("O", M, N).is(sum(R, a.at(M, R).times(b.at(N, R))));
    }).expecting("O", (in, at) -> {
      double sum = 0;
      for (int r = 0; r < 40; r++) {
        sum += in.at("A", at[0], r) * in.at("B", at[1], r);
      }
      return sum;
    });
  }

  /** Sums of rows that a tensor of indices names. */
  private static ConformanceProgram lookUp() {
    return ConformanceProgram.ofAll("2LUT", BENCHMARKS + "MLP_model.cc", () -> new Func[] {
        lookUp("1", 70, 11), lookUp("2", 50, 9)}).expecting("O1", (in, at) -> {
          double sum = 0;
          for (int l = 0; l < 11; l++) {
            sum += in.clamped("T1", (long) in.at("I1", at[0], l), at[1]);
          }
          return sum;
        });
  }

  private static Func lookUp(String number, int rows, int picks) {
    Input table = input("T" + number, F32, lit(rows), lit(16));
    Input index = input("I" + number, I32, lit(20), lit(picks));
    return func("O" + number, N, D).is(sum(R, table.at(index.at(N, R)
        .cast(I64).clamp(lit(0), lit(rows - 1)), D)));
  }

  private static Func layer(String name, Source in, int from, int to) {
    Input weight = input("W" + name, F32, lit(to), lit(from));
    Input bias = input("B" + name, F32, lit(to));
    return func(name, N, M).is(sum(R, in.at(N, R).times(weight.at(M, R)))
        .plus(bias.at(M)).max(0.0));
  }

  private static ConformanceProgram threeLayers() {
    return ConformanceProgram.ofAll("mlp3", BENCHMARKS + "MLP_model.cc", () -> {
      Func two = layer("O2", input("A", F32, lit(13), lit(24)), 24, 20);
      Func three = layer("O3", two, 20, 17);
      return new Func[] {two, three, layer("O4", three, 17, 5)};
    }).expecting("O2", (in, at) -> {
      double sum = in.at("BO2", at[1]);
      for (int r = 0; r < 24; r++) {
        sum += in.at("A", at[0], r) * in.at("WO2", at[1], r);
      }
      return Math.max(sum, 0);
    });
  }

  private static ConformanceProgram kronecker() {
    return program("Kronecker3Full", BENCHMARKS + "kronecker.h", () -> {
      Input x = input("X", F32, lit(3), lit(5), lit(6), lit(7)), w0 = input("W0", F32, lit(4),
          lit(5)), w1 = input("W1", F32, lit(8), lit(6)), w2 = input("W2", F32, lit(9), lit(7));
      Func one = func("XW2", N, I, H, D).is(sum(R, x.at(N, I, H, R)
          .times(w2.at(D, R))));
      Func two = func("XW2W1", N, I, H, D).is(sum(R, one.at(N, I, R, D)
          .times(w1.at(H, R))));
      return func("Y", N, I, H, D).is(sum(R, two.at(N, R, H, D)
          .times(w0.at(I, R))));
    }).expecting("Y", (in, at) -> {
      double sum = 0;
      for (int k = 0; k < 210; k++) {
        sum += in.at("X", at[0], k / 42, k / 7 % 6, k % 7) * in.at("W0", at[1], k / 42)
            * in.at("W1", at[2], k / 7 % 6) * in.at("W2", at[3], k % 7);
      }
      return sum;
    });
  }

  private static ConformanceProgram moments() {
    return ConformanceProgram.ofAll("moments2_2D_1D", BENCHMARKS + "moments.h", () -> {
      Input a = input("A", F32, lit(21), lit(50));
      Func mean = func("mean", N).is(sum(R, a.at(N, R)).div(50.0));
      return new Func[] {mean, func("var", N).is(sum(R, a.at(N, R)
          .times(a.at(N, R))).div(50.0).minus(mean.at(N).times(mean.at(N))))};
    }).expecting("var", (in, at) -> {
      double sum = 0;
      double squares = 0;
      for (int r = 0; r < 50; r++) {
        sum += in.at("A", at[0], r);
        squares += Math.pow(in.at("A", at[0], r), 2);
      }
      return squares / 50 - sum * sum / 2500;
    });
  }

  private static ConformanceProgram groupConvolution() {
    return program("group_convolution", BENCHMARKS + "group_convolution.cc", () -> {
      Input a = input("A", F32, lit(2), lit(3), lit(4), lit(9), lit(10)),
          weight = input("K", F32, lit(3), lit(5), lit(4), lit(3), lit(3)),
          bias = input("B", F32, lit(3), lit(5));
      return func("O", N, I, M, H, W).is(sum(C, R, S, a.at(N, I, C, H.plus(R),
          W.plus(S)).times(weight.at(I, M, C, R, S))).plus(bias.at(I, M)));
    }).expecting("O", (in, at) -> {
      double sum = in.at("B", at[1], at[2]);
      for (int k = 0; k < 36; k++) {
        sum += in.at("A", at[0], at[1], k / 9, at[3] + k / 3 % 3, at[4] + k % 3)
            * in.at("K", at[1], at[2], k / 9, k / 3 % 3, k % 3);
      }
      return sum;
    });
  }

  private static ConformanceProgram groupNormalization() {
    return program("group_normalization", BENCHMARKS + "group_normalization.h", () -> {
      Input a = input("A", F32, lit(2), lit(4), lit(3), lit(5), lit(6)),
          gamma = input("gamma", F32, lit(4), lit(3)), beta = input("beta", F32, lit(4), lit(3));
      Func mean = func("mean", N, I).is(sum(C, R, S, a.at(N, I, C, R, S))
          .div(90.0));
      Expr e = a.at(N, I, C, R, S);
      Func spread = func("spread", N, I).is(sum(C, R, S, e.times(e))
          .div(90.0).minus(mean.at(N, I).times(mean.at(N, I))));
      return func("O", N, I, D, H, W).is(gamma.at(I, D).times(a.at(N, I, D, H, W)
          .minus(mean.at(N, I))).times(rsqrt(spread.at(N, I).plus(1e-5))).plus(beta.at(I, D)));
    });
  }

  private static Expr dilated(Source data, String name) {
    Input weight = input(name + "W", F32, lit(6), lit(5), lit(2));
    Input bias = input(name + "B", F32, lit(6));
    Expr before = select(W.minus(4).ge(0), data.at(N, R, W.minus(4)), lit(0.0));
    return sum(R, data.at(N, R, W).times(weight.at(M, R, lit(1)))
        .plus(before.times(weight.at(M, R, lit(0))))).plus(bias.at(M));
  }

  /** One dilated, gated layer with a residual and a skip. */
  private static ConformanceProgram wavenet() {
    return ConformanceProgram.ofAll("wavenet1", BENCHMARKS + "wavenet.h", () -> {
      Input data = input("data", F32, lit(2), lit(5), lit(30));
      Input residual = input("resW", F32, lit(5), lit(6)), resB = input("resB", F32, lit(5));
      Input skip = input("skipW", F32, lit(7), lit(6)), skipB = input("skipB", F32, lit(7));
      Func gate = func("gate", N, M, W).is(dilated(data, "gate"));
      Func filter = func("filter", N, M, W).is(dilated(data, "filter"));
      Func through = func("nonlinear", N, M, W).is(tanh(filter.at(N, M, W)).times(
          lit(1.0).div(exp(gate.at(N, M, W).unaryMinus()).plus(1.0))));
      return new Func[] {func("res", N, M, W).is(data.at(N, M, W).plus(resB.at(M)).plus(
          sum(R, through.at(N, R, W).times(residual.at(M, R))))),
          func("skip", N, M, W).is(sum(R, through.at(N, R, W)
              .times(skip.at(M, R))).plus(skipB.at(M)))};
    });
  }

  /** Two indices turned by 45 degrees: once one has a range, the other follows. */
  private static ConformanceProgram rotate() {
    return program("UnambiguousRotate", INFERENCE, () -> func("O", N, M).is(input("I", F32, lit(18),
        lit(30)).at(N.minus(M).plus(10), N.plus(M))).over(N, 10))
        .expecting("O", (in, at) -> in.at("I", 8 + at[0] - at[1], at[0] + at[1] + 2));
  }
}
