package dev.jacquard.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.ops.MatMul;
import dev.jacquard.ops.MatMulTransposed;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schedules for CPUs: right where no block fits. */
class CpuScheduleTest {

  private static final List<String> PRODUCTS = List.of("m=1,n=1,k=1", "m=13,n=17,k=7",
      "m=9,n=67,k=16", "m=21,n=32,k=33", "m=21,n=64,k=48");
  private static final List<String> GROUPED = List.of("m=1,n=1,k=1", "m=13,n=17,k=7",
      "m=1,n=32,k=4", "m=13,n=32,k=8", "m=25,n=96,k=36");
  private static final List<String> ROWS = List.of("rows=1,columns=1", "rows=3,columns=13",
      "rows=4,columns=64", "rows=9,columns=200");
  private static final List<String> IMAGES = List.of("h=1,w=1", "h=32,w=16", "h=33,w=50",
      "h=70,w=19");
  /** Sizes under, at and over each block. */
  private static final Map<String, List<String>> SIZES = Map.ofEntries(
      Map.entry("matmul", List.of("m=1,n=1,k=1", "m=13,n=17,k=7", "m=14,n=32,k=16",
          "m=29,n=133,k=37", "m=131,n=64,k=18")),
      Map.entry("conv2d", List.of("n=1,h=1,w=1,ci=1,co=1", "n=2,h=5,w=29,ci=3,co=33",
          "n=1,h=4,w=14,ci=16,co=32", "n=1,h=9,w=31,ci=2,co=50,kh=5,kw=7,stride=2,padding=3",
          "n=2,h=3,w=15,ci=5,co=64,kh=1,kw=1,padding=0", "n=1,h=3,w=11,ci=6,co=70",
          "n=1,h=2,w=4,ci=130,co=128")),
      Map.entry("depthwiseConv2d", List.of("n=1,h=1,w=1,c=1", "n=2,h=5,w=17,c=33",
          "n=1,h=4,w=14,c=32", "n=1,h=9,w=19,c=20,k=5,stride=2,padding=3")),
      Map.entry("blur3x3", IMAGES), Map.entry("unsharp", IMAGES), Map.entry("harris", IMAGES),
      Map.entry("capsuleConv", List.of("n=1,ci=1,co=1,h=3,w=3", "n=2,ci=3,co=7,h=5,w=33",
          "n=1,ci=2,co=8,h=7,w=15", "n=1,ci=2,co=17,h=5,w=9,k=2,stride=1")),
      Map.entry("attention", List.of("h=1,n=1,m=1,d=1", "h=2,n=5,m=7,d=3", "h=2,n=25,m=70,d=33")),
      Map.entry("causalAttention", List.of("h=1,n=1,d=1", "h=2,n=5,d=3", "h=2,n=37,d=16")),
      Map.entry("winogradConv2d", List.of("n=1,h=1,w=1,ci=1,co=1", "n=2,h=5,w=17,ci=3,co=33",
          "n=1,h=4,w=8,ci=16,co=64")),
      Map.entry("im2colConv2d", List.of("n=1,h=1,w=1,ci=1,co=1", "n=2,h=5,w=29,ci=3,co=33",
          "n=1,h=9,w=31,ci=2,co=50,kh=5,kw=7,stride=2,padding=3")),
      Map.entry("matmulTransposed", PRODUCTS),
      Map.entry("batchedMatmul", List.of("b=1,m=1,n=1,k=1", "b=3,m=13,n=37,k=8")),
      Map.entry("matmulI8", PRODUCTS),
      Map.entry("sum", List.of("n=8192", "n=20011")),
      Map.entry("transpose", List.of("rows=16,columns=16", "rows=37,columns=19",
          "rows=70,columns=150")),
      Map.entry("matmulU8I8", GROUPED),
      Map.entry("matmulBf16", GROUPED),
      Map.entry("softmax", ROWS),
      Map.entry("layernorm", ROWS),
      Map.entry("rmsnorm", ROWS),
      Map.entry("biasGelu", ROWS),
      Map.entry("biasGeluTanh", ROWS));

  static Stream<Combination> combinations() {
    List<Combination> all = new ArrayList<>();
    for (Backend backend : List.of(new OpenClBackend(), new InterpreterBackend())) {
      SIZES.forEach((op, sizes) -> sizes.forEach(each -> all.add(at(op, each, "hand", backend))));
      SIZES.get("capsuleConv").forEach(each -> all.add(at("capsuleConv", each, "hand, in layouts",
          backend)));
    }
    return all.stream();
  }

  private static Combination at(String op, String sizes, String schedule, Backend backend) {
    return new Combination(Ops.find(op), Sizes.parse(sizes).over(Ops.find(op).sizes()), schedule,
        backend);
  }

  /** A B that the caches do not hold: few rows, many, long rows; and constant ones. */
  static Stream<Combination> largeProducts() {
    return Stream.of(
        Stream.of("m=1,n=300,k=1500", "m=2,n=301,k=1499", "m=1,n=9001,k=128", "m=1,n=17,k=20011",
            "m=2,n=16,k=20000", "m=5,n=67,k=2100", "m=66,n=133,k=1001", "m=67,n=65,k=2090",
            "m=67,n=500,k=520")
            .map(sizes -> large(new MatMul(), sizes)),
        Stream.of("m=1,n=300,k=1501", "m=2,n=9,k=20000", "m=1,n=9001,k=16", "m=2,n=20011,k=7")
            .map(sizes -> large(new MatMulTransposed(), sizes)),
        Stream.of("m=9,n=64,k=20", "m=9,n=65,k=20").map(sizes -> large(new ConstantB(), sizes)))
        .flatMap(each -> each);
  }

  private static Combination large(Op op, String sizes) {
    return new Combination(op, Sizes.parse(sizes), "hand", new OpenClBackend());
  }

  private record ConstantB(String name, String summary, Dim m, Dim n, Dim k) implements Op {

    ConstantB() {
      this("matmul", "B is constant", Dsl.dim("m", 1), Dsl.dim("n", 1), Dsl.dim("k", 1));
    }

    @Override
    public List<Dim> dims() {
      return List.of(m, n, k);
    }

    @Override
    public Func func() {
      return MatMul.matmul("C", Dsl.input("A", DType.F32, m, k),
          Dsl.input("B", DType.F32, k, n).asConstant());
    }

    @Override
    public Optional<Schedule> byHand(Algorithm sized, Target target) {
      return new MatMul().byHand(sized, target);
    }
  }

  @ParameterizedTest
  @MethodSource({"combinations", "largeProducts"})
  void agreesWithTheOracle(Combination combination) {
    ConformanceTest.requireDevice(combination);
    assertEquals("", combination.run(), combination.toString());
  }
}
