package dev.jacquard.conformance;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.tuple;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.ops.CapsuleConv;
import dev.jacquard.ops.MatMul;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Softmax;
import dev.jacquard.ops.Transpose;
import dev.jacquard.schedule.Carried;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schedules that library Funcs bring into the algorithms around them. */
class CarriedScheduleTest {

  private static final Dim M = dim("m", 70);
  private static final Dim N = dim("n", 70);
  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final RVar R = rvar("r");
  private static final Input X = input("X", F32, M, N);
  private static final Input W = input("W", F32, N, N);

  /** Layers that share weights, something between them, and a row-wise end. */
  private record Layers(String name, String summary, List<Dim> dims, Func func) implements Op {

    static Layers of() {
      Func first = MatMul.matmul("H", X, W);
      Func between = Dsl.func("R", I, J).is(first.at(I, J).times(0.125).max(lit(0.0)));
      Func second = MatMul.matmul("Y", between, W);
      return new Layers("layers", "", List.of(M, N), Softmax.softmax("S", second));
    }
  }

  private static Algorithm sized(Func func, String sizes) {
    return Algorithm.of(func).with(Sizes.parse(sizes));
  }

  private static List<String> on(String func, Schedule schedule) {
    return schedule.directives().stream().filter(directive -> directive.func().equals(func))
        .map(Directive::toString).toList();
  }

  static Stream<Combination> everywhere() {
    return Stream.of(new OpenClBackend(), new InterpreterBackend()).flatMap((Backend backend) ->
        Stream.of("m=1,n=1", "m=37,n=21", "m=65,n=520").map(sizes ->
            new Combination(Layers.of(), Sizes.parse(sizes), "default", backend)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void composedAlgorithmsAreRight(Combination combination) {
    assertEquals("", combination.run(), combination::toString);
  }

  @Test
  void theLibrarysScheduleIsTakenInsideAsAlone() {
    Algorithm whole = sized(Layers.of().func(), "m=65,n=520");
    Algorithm alone = sized(MatMul.matmul("H", X, W), "m=65,n=520");
    assertEquals(on("H", new MatMul().byHand(alone, Target.AVX512).orElseThrow()),
        on("H", DefaultSchedule.of(whole, Target.AVX512)).stream()
            .map(text -> text.replace("H.W.packed", "W.packed")).toList());
  }

  @Test
  void copiesOfTheSameTensorGetNamesOfTheirOwn() {
    Schedule schedule = DefaultSchedule.of(sized(Layers.of().func(), "m=65,n=520"), Target.AVX512);
    assertTrue(schedule.nest().find("W.packed").isPresent()
        && schedule.nest().find("H.W.packed").isPresent(), schedule::toString);
  }

  @Test
  void theCallerOverridesADirective() {
    Algorithm whole = sized(Layers.of().func(), "m=65,n=520");
    Schedule carried = DefaultSchedule.of(whole, Target.AVX512);
    Schedule streamed = carried.rewrite(directive ->
        directive.func().equals("H") && directive instanceof Directive.Split split
            && split.loop().equals("r") ? List.of(new Directive.Split("H", "r", 4, "r.outer",
                "r.inner", Tail.EXACT)) : List.of(directive));
    assertEquals(List.of("split(r, 4, EXACT)"), on("H", streamed).stream()
        .filter(text -> text.startsWith("split(r")).toList());
    assertEquals(carried.directives().size(), streamed.directives().size());
  }

  @Test
  void theCallerSchedulesAFuncAnew() {
    Algorithm whole = sized(Layers.of().func(), "m=65,n=520");
    Schedule own = DefaultSchedule.of(whole, Target.AVX512).without(whole.func("H")).func("H")
        .parallel("i");
    assertEquals(List.of("parallel(i)"), on("H", own));
    assertTrue(own.nest().find("H.W.packed").isEmpty(), own::toString);
  }

  @Test
  void whatIsBetterInsideOthersCarriesItsScheduleOnlyAlone() {
    Func transposed = Transpose.transpose("T", X);
    Algorithm alone = sized(transposed, "m=65,n=520");
    assertTrue(on("T", DefaultSchedule.of(alone, Target.AVX512)).size() > 1);
    Func twice = func("U", I, J).is(transposed.at(I, J).times(2));
    assertEquals(DefaultSchedule.byRules(sized(twice, "m=65,n=520"), Target.AVX512),
        DefaultSchedule.of(sized(twice, "m=65,n=520"), Target.AVX512));
  }

  @Test
  void aFuncWhosePartsOthersReadIsLeftToTheRules() {
    Func softmax = Softmax.softmax("S", X);
    Source power = ((Access) softmax.definition().children().getFirst()).source();
    Func both = func("B", I, J).is(softmax.at(I, J).plus(power.at(I, J)));
    Algorithm whole = sized(both, "m=65,n=520");
    assertEquals(DefaultSchedule.byRules(whole, Target.AVX512),
        DefaultSchedule.of(whole, Target.AVX512));
  }

  @Test
  void aFuncThatReadsOneOfSeveralValuesIsLeftToTheRules() {
    Func pair = func("P", I, J).is(tuple(X.at(I, J), X.at(I, J).times(2)));
    Func product = func("C", I, J).is(sum(R, pair.value(1).at(I, R).times(W.at(R, J))))
        .advised(Carried.of((part, _) -> Optional.of(Schedule.of(part).parallel("i")), pair, W));
    Algorithm whole = sized(product, "m=5,n=7");
    assertEquals(DefaultSchedule.byRules(whole, Target.AVX512),
        DefaultSchedule.of(whole, Target.AVX512));
  }

  @Test
  void capsulesOfOtherMatricesAreLeftToTheRulesOnGpus() {
    Input poses = input("P", F32, lit(1), lit(2), lit(4), lit(4), lit(2), lit(2));
    Input weights = input("V", F32, lit(2), lit(4), lit(3), lit(3), lit(2), lit(2));
    Algorithm capsules = Algorithm.of(CapsuleConv.capsuleConv("C", poses, weights, lit(2), lit(2),
        lit(1)));
    assertEquals(DefaultSchedule.byRules(capsules, Target.GPU),
        DefaultSchedule.of(capsules, Target.GPU));
  }
}
