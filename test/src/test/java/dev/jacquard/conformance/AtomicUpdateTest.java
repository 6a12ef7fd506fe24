package dev.jacquard.conformance;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.U32;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.Jacquard;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Combiner;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UpdateDeclaration;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.jvm.run.JvmBackend;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.ops.Op;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A few elements that many work-items change at once: nothing is lost, in whatever order. */
class AtomicUpdateTest {

  private static final Dim H = dim("h", 300);
  private static final Dim W = dim("w", 40);

  /** {@code A(place[r, s]) = combine(A, values[r, s])}. */
  private record Scatter(DType type, Reduction reduction) implements Op {

    @Override
    public String name() {
      return "%s of %s".formatted(reduction, type);
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public List<Dim> dims() {
      return List.of(H, W);
    }

    @Override
    public Func func() {
      Var i = var("i");
      RVar r = rvar("r"), s = rvar("s");
      Input places = input("places", U8, H, W);
      Expr value = input("values", type, H, W).at(r, s);
      UpdateDeclaration at = Dsl.func("A", i).is(((Combiner) reduction).identity(List.of(type))
          .getFirst()).over(i, 4).update(places.at(r, s).cast(I64).rem(4));
      return switch (reduction) {
        case SUM -> at.plus(value);
        case PROD -> at.times(value);
        case MIN -> at.min(value);
        default -> at.max(value);
      };
    }

    @Override
    public Optional<Schedule> byHand(Algorithm sized, Target target) {
      return Optional.of(Schedule.of(sized).atomic().parallel("r"));
    }
  }

  static Stream<Combination> scatters() {
    return Stream.of(new OpenClBackend(), new JvmBackend()).flatMap(backend ->
        Stream.of(I32, U32, F32).flatMap(type -> Stream.of(Reduction.SUM, Reduction.PROD,
            Reduction.MIN, Reduction.MAX).map(reduction -> new Combination(
                new Scatter(type, reduction), Sizes.parse("h=300,w=40"), "hand", backend))));
  }

  @ParameterizedTest
  @MethodSource("scatters")
  void noChangeIsLost(Combination combination) {
    assertEquals("", combination.run(), combination::toString);
  }

  private static Func total() {
    RVar r = rvar("r"), s = rvar("s");
    return Dsl.func("A").is(Dsl.lit(F32, 0)).update().over(r, s)
        .plus(input("values", F32, H, W).at(r, s));
  }

  static Stream<Arguments> orders() {
    Schedule written = Schedule.of(total());
    return Stream.of(new OpenClBackend(), new JvmBackend()).flatMap(backend ->
        Stream.of(written.reorder("s", "r"), written.rfactor("s", "parts"),
            written.atomic().parallel("s")).map(order -> Arguments.of(backend, order)));
  }

  /** Two large terms cancel at once as it is written, and late in other orders. */
  @ParameterizedTest
  @MethodSource("orders")
  void everyOrderOfFloatsIsRight(Backend backend, Schedule order) {
    Algorithm sized = Algorithm.of(total()).with(Sizes.parse("h=300,w=40"));
    Tensor values = Tensor.random(F32, 1, 300, 40);
    values.setDoubleAt(0, 1 << 24);
    values.setDoubleAt(1, -(1 << 24));
    try (Executable executable = Jacquard.compile(sized, order, backend.devices().getFirst())) {
      assertEquals("", Combination.compare(sized, executable, Map.of("values", values)));
    }
  }
}
