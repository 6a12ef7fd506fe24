package dev.jacquard.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every op of the library, by rules and by hand, for CPUs with vectors of 128, 256 and 512 bits:
 * the widest vectors are the device's, sums are in registers, and as many as there are.
 */
class VectorWidthTest {

  /** Vectors of elements of up to 32 bits; indices of gathers are wider on any device. */
  private static final Pattern VECTOR = Pattern.compile("\\b(u?char|u?short|float)(2|4|8|16)\\b");
  private static final Map<String, Integer> BYTES = Map.of("char", 1, "uchar", 1, "short", 2,
      "ushort", 2, "float", 4);
  private static final Set<String> ATTENTION = Set.of("Y.scores", "Y.weights", "Y.weights.max");
  /**
   * What lies in memory on purpose, as a loop reads it again: copied panels, rows of an image or
   * of a matrix, and what some rows are reduced to.
   */
  private static final Map<String, Set<String>> BY_HAND = Map.ofEntries(
      Map.entry("matmul", Set.of("B.packed")), Map.entry("matmulI8", Set.of("B.packed")),
      Map.entry("matmulU8I8", Set.of("B.packed")), Map.entry("matmulBf16", Set.of("B.packed")),
      Map.entry("softmax", Set.of("Y.exp", "Y.exp.max", "Y.scale", "Y.scale.sum")),
      Map.entry("layernorm", Set.of("Y.mean", "Y.mean.sum", "Y.variance", "Y.variance.sum")),
      Map.entry("rmsnorm", Set.of("Y.square", "Y.square.sum")),
      Map.entry("attention", ATTENTION), Map.entry("causalAttention", ATTENTION),
      Map.entry("blur3x3", Set.of("Y.rows")), Map.entry("unsharp", Set.of("Y.columns", "Y.gray")),
      Map.entry("harris", Set.of("Y.gray", "Y.slopes.v0", "Y.slopes.v1")));
  private static final Map<String, Set<String>> BY_RULES = Map.of(
      "blur", Set.of("Y.columns", "Y.rows"), "attention", Set.of("Y.sum2"),
      "causalAttention", Set.of("Y.sum2", "Y.weights.max.partial"));

  private record Case(Op op, boolean hand, int bytes, int registers) {

    Program program() {
      Algorithm algorithm = op.algorithm().with(op.sizes());
      return Lower.lower(algorithm, schedule(algorithm));
    }

    private Schedule schedule(Algorithm algorithm) {
      return hand ? op.byHand(algorithm, target()).orElseThrow()
          : DefaultSchedule.byRules(algorithm, target());
    }

    Target target() {
      Target avx = Target.AVX512;
      return new Target(Target.Kind.CPU, bytes, avx.computeUnits(), avx.maxGroupItems(), 0,
          bytes * registers, avx.globalBytes(), true);
    }

    Set<String> held() {
      return (hand ? BY_HAND : BY_RULES).getOrDefault(op.name(), Set.of());
    }

    @Override
    public String toString() {
      return "%s by %s, %d registers of %d bits".formatted(op.name(), hand ? "hand" : "rules",
          registers, 8 * bytes);
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Op op : Ops.all()) {
      boolean hand = op.byHand(op.algorithm().with(op.sizes()), Target.AVX512).isPresent();
      for (boolean by : hand ? List.of(false, true) : List.of(false)) {
        cases.addAll(List.of(new Case(op, by, 16, 16), new Case(op, by, 32, 16),
            new Case(op, by, 64, 32)));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void kernelsFitTheDevice(Case each) {
    Program program = each.program();
    String text = new OpenClBackend().emit(program, each.target()).text();
    DType result = program.outputs().getFirst().type();
    DType type = result == DType.U8 ? DType.U16 : result;
    assertEquals(each.target().lanes(type), widest(text, type), text);
    Matcher vector = VECTOR.matcher(text);
    while (vector.find()) {
      int bytes = BYTES.get(vector.group(1)) * Integer.parseInt(vector.group(2));
      assertTrue(bytes <= each.bytes(), vector.group() + " in\n" + text);
    }
    Set<String> indexed = new TreeSet<>();
    for (Kernel kernel : program.kernels()) {
      indexed.addAll(Registers.indexed(kernel.body()));
      int sums = Registers.sums(kernel.body());
      assertTrue(sums <= each.registers(), sums + " sums in " + kernel.name() + "\n" + text);
    }
    assertEquals(new TreeSet<>(each.held()), indexed, text);
  }

  /** The most lanes of the vectors of a type. */
  private static int widest(String text, DType type) {
    String name = switch (type) {
      case F32 -> "float";
      case I32 -> "int";
      case U16 -> "ushort";
      default -> throw new AssertionError("no op of the library computes in " + type);
    };
    return Pattern.compile("\\b" + name + "(2|4|8|16)\\b").matcher(text).results()
        .mapToInt(found -> Integer.parseInt(found.group(1))).max().orElse(1);
  }
}
