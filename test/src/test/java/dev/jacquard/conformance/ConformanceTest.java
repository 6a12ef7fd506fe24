package dev.jacquard.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConformanceTest {

  private static final Map<String, List<String>> SIZES = Map.ofEntries(
      Map.entry("matmul", List.of("m=13,n=17,k=7", "m=1,n=1,k=1", "m=24,n=64,k=32")),
      Map.entry("batchedMatmul", List.of("b=3,m=5,n=19,k=7", "b=1,m=1,n=1,k=1")),
      Map.entry("matmulTransposed", List.of("m=13,n=17,k=7", "m=1,n=1,k=1")),
      Map.entry("matmulI8", List.of("m=13,n=17,k=7", "m=9,n=33,k=64")),
      Map.entry("matmulU8I8", List.of("m=13,n=17,k=7", "m=9,n=33,k=64")),
      Map.entry("matmulBf16", List.of("m=13,n=17,k=7", "m=9,n=33,k=64")),
      Map.entry("conv2d", List.of("n=2,h=7,w=9,ci=3,co=5,kh=3,kw=3,stride=2,padding=1",
          "n=1,h=5,w=5,ci=2,co=17,kh=1,kw=3,stride=1,padding=0")),
      Map.entry("capsuleConv", List.of("n=2,ci=3,co=2,h=7,w=5,k=3,stride=2",
          "n=1,ci=1,co=1,h=3,w=3,k=3,stride=1")),
      Map.entry("softmax", List.of("rows=5,columns=13", "rows=1,columns=1",
          "rows=33,columns=40")),
      Map.entry("blur", List.of("h=11,w=37,radius=1", "h=3,w=5,radius=2", "h=1,w=1,radius=1",
          "h=40,w=70,radius=3")),
      Map.entry("layernorm", List.of("rows=5,columns=13", "rows=1,columns=1",
          "rows=33,columns=140")),
      Map.entry("rmsnorm", List.of("rows=5,columns=13", "rows=1,columns=1", "rows=33,columns=140")),
      Map.entry("biasGelu", List.of("rows=5,columns=13", "rows=1,columns=1", "rows=7,columns=70")),
      Map.entry("biasGeluTanh", List.of("rows=5,columns=13", "rows=7,columns=70")),
      Map.entry("sum", List.of("n=1", "n=1000", "n=70001")),
      Map.entry("transpose", List.of("rows=5,columns=13", "rows=1,columns=1",
          "rows=33,columns=70")),
      Map.entry("attention", List.of("h=2,n=5,m=7,d=3", "h=1,n=1,m=1,d=1", "h=2,n=19,m=37,d=16")),
      Map.entry("causalAttention", List.of("h=2,n=5,d=3", "h=1,n=1,d=1", "h=2,n=37,d=16")),
      Map.entry("depthwiseConv2d", List.of("n=2,h=7,w=9,c=5,k=3,stride=2,padding=1",
          "n=1,h=1,w=2,c=17,k=1,stride=1,padding=0")),
      Map.entry("blur3x3", List.of("h=11,w=37", "h=1,w=1", "h=40,w=70")),
      Map.entry("unsharp", List.of("h=11,w=37", "h=1,w=1", "h=40,w=70")),
      Map.entry("harris", List.of("h=11,w=37", "h=1,w=1", "h=40,w=70")),
      Map.entry("winogradConv2d", List.of("n=2,h=7,w=6,ci=3,co=5,padding=1",
          "n=1,h=3,w=3,ci=1,co=17,padding=0")),
      Map.entry("im2colConv2d", List.of("n=2,h=7,w=9,ci=3,co=5,kh=3,kw=3,stride=2,padding=1",
          "n=1,h=5,w=5,ci=2,co=17,kh=1,kw=3,stride=1,padding=0")));
  /** Backends that may refuse a program, saying what they cannot express. */
  private static final Set<String> PARTIAL = Set.of("aparapi", "jvm");
  private static final String REQUIRED = String.valueOf(System.getenv("JACQUARD_REQUIRE"));

  static Stream<Combination> combinations() {
    List<Combination> all = new ArrayList<>();
    for (Backend backend : ServiceLoader.load(Backend.class)) {
      for (Op op : Ops.all()) {
        for (String sizes : SIZES.getOrDefault(op.name(), List.of(op.sizes().toString()))) {
          for (String schedule : List.of("naive", "default")) {
            all.add(new Combination(op, Sizes.parse(sizes), schedule, backend));
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void agreesWithTheOracle(Combination combination) {
    requireDevice(combination);
    try {
      assertEquals("", combination.run(), combination.toString());
    } catch (Unsupported limit) {
      assertTrue(PARTIAL.contains(combination.backend().name()),
          () -> combination + ": " + limit.getMessage());
      skip(combination, limit.getMessage());
    }
  }

  static void requireDevice(Combination combination) {
    if (combination.backend().devices().isEmpty()) {
      skip(combination, combination.backend().missing());
    }
  }

  private static void skip(Combination combination, String reason) {
    assertTrue(!REQUIRED.contains(combination.backend().name()),
        () -> "JACQUARD_REQUIRE asks for " + combination + ": " + reason);
    System.out.println("Skipped " + combination + ": " + reason);
    abort(reason);
  }

  @Test
  void everyOperatorHasSizesHere() {
    assertEquals(Set.copyOf(Ops.all().stream().map(Op::name).toList()), SIZES.keySet());
  }
}
