package dev.jacquard.conformance;

import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.jvm.run.JvmBackend;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.ops.Op;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.ir.Memory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors whose last block is a part of one, of every type of element. */
class TailTest {

  private static final Dim M = dim("m", 5);
  private static final Dim N = dim("n", 21);
  private static final Dim K = dim("k", 7);

  /** A product, or the larger of two where sums are of another type, vectorized under a tail. */
  private record Product(DType type, Tail tail, boolean tile) implements Op {

    @Override
    public String name() {
      return "%s of %s%s".formatted(tail, type, tile ? ", in a tile" : "");
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public List<Dim> dims() {
      return isSummed(type) ? List.of(M, N, K) : List.of(M, N);
    }

    @Override
    public Func func() {
      Var i = var("i"), j = var("j");
      RVar r = rvar("r");
      return Dsl.func("C", i, j).is(isSummed(type)
          ? sum(r, input("A", type, M, K).at(i, r).times(input("B", type, K, N).at(r, j)))
          : input("A", type, M, N).at(i, j).max(input("B", type, N).at(j)));
    }

    @Override
    public Optional<Schedule> byHand(Algorithm sized, Target target) {
      Schedule schedule = Schedule.of(sized).split("j", 8, tail).vectorize("j.inner");
      return Optional.of(tile ? schedule.split("i", 2)
          .reorder("i.outer", "j.outer", "r", "i.inner", "j.inner").unroll("i.inner")
          .cacheWrite(Memory.PRIVATE, "j.outer") : schedule);
    }
  }

  static Stream<Combination> products() {
    return Stream.of(new OpenClBackend(), new JvmBackend(), new InterpreterBackend())
        .flatMap(backend -> Stream.of(DType.F32, DType.F64, DType.I32, DType.U8, DType.I16,
            DType.BF16).flatMap(type -> Stream.of(Tail.GUARD, Tail.PREDICATE,
                Tail.SHIFT_INWARDS_AND_BLEND).flatMap(tail -> Stream.of(false, true)
                    .filter(tile -> !tile || isSummed(type))
                    .map(tile -> combination(new Product(type, tail, tile), backend)))));
  }

  private static Combination combination(Product product, Backend backend) {
    return new Combination(product, Sizes.parse(isSummed(product.type()) ? "m=5,n=21,k=7"
        : "m=5,n=21"), "hand", backend);
  }

  private static boolean isSummed(DType type) {
    return type == DType.F32 || type == DType.F64 || type == DType.I32;
  }

  @ParameterizedTest
  @MethodSource("products")
  void theOracleAgrees(Combination combination) {
    assertEquals("", combination.run());
  }
}
