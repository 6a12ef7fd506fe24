package dev.jacquard.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.TextForm;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.lower.Lower;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random algorithms, written as text and read back, are the same algorithms. */
class TextFormTest {

  private static final int LONGEST_KERNEL_SEEDS = 60;

  @Test
  void whatIsReadIsWhatWasWritten() {
    for (long seed = 1; seed <= 400; seed++) {
      check(seed, seed <= LONGEST_KERNEL_SEEDS);
    }
  }

  @Test
  @Tag("slow")
  void whatIsReadIsWhatWasWrittenInManyPrograms() {
    for (long seed = 1_000_000; seed < 1_010_000; seed++) {
      check(seed, seed % 10 == 0);
    }
  }

  private static void check(long seed, boolean kernels) {
    Sample sample = RandomAlgorithm.make(new Random(seed));
    Sizes sizes = sample.sizes().getFirst();
    for (Algorithm written : List.of(sample.algorithm(), sample.algorithm(sizes))) {
      Algorithm read = read(written);
      assertEquals(written.toString(), read.toString(), "seed " + seed);
      assertEquals(structure(written), structure(read), "seed " + seed);
    }
    if (kernels) {
      Algorithm bound = Sample.bind(sample.algorithm(), sizes);
      checkMeaning(seed, bound, read(bound));
    }
  }

  private static Algorithm read(Algorithm written) {
    return TextForm.parse(TextFile.of("random.jacquard", written.toString())).algorithm();
  }

  private static void checkMeaning(long seed, Algorithm written, Algorithm read) {
    Map<String, Tensor> inputs = Inputs.random(written, seed);
    Map<String, Result> results = Reference.evaluate(read, inputs);
    Reference.evaluate(written, inputs).forEach((name, wanted) -> assertArrayEquals(
        wanted.values().toDoubleArray(), results.get(name).values().toDoubleArray(),
        "seed " + seed));
    Schedule schedule = DefaultSchedule.of(written, Target.AVX512);
    assertEquals(schedule, DefaultSchedule.of(read, Target.AVX512), "seed " + seed);
    assertEquals(Lower.lower(written, schedule).toString(), Lower.lower(read, schedule).toString(),
        "seed " + seed);
    String text = new TextForm(written, Sizes.NONE, Optional.of(schedule)).toString();
    TextForm form = TextForm.parse(TextFile.of("random.jacquard", text));
    assertEquals(schedule, form.schedule().orElseThrow(), "seed " + seed);
    assertEquals(text, form.toString(), "seed " + seed);
  }

  /** All that the records hold, except what kind of index a name is and its range in a body. */
  private static String structure(Algorithm algorithm) {
    StringBuilder text = new StringBuilder();
    algorithm.dims().forEach(dim -> text.append(dim.defaultSize()).append(dim));
    text.append(algorithm.inputs());
    algorithm.funcs().forEach(func -> text.append(func.name()).append(func.indices())
        .append(func.ranges()).append(structure(func.definition())));
    return text.toString();
  }

  private static String structure(Expr e) {
    if (e instanceof RVar || e instanceof Var) {
      return e.toString();
    }
    String own = switch (e) {
      case FloatConst c -> "" + Double.doubleToRawLongBits(c.value());
      case Unary u -> "" + u.op();
      case Binary b -> "" + b.op();
      case Call c -> "" + c.function();
      case Reduce r -> r.combiner().symbol() + r.variables().stream()
          .map(v -> v.name() + " in " + v.given()).toList();
      case Update u -> u.previous().name() + u.variables().stream()
          .map(v -> v.name() + " in " + v.given()).toList();
      case Access a -> a.source().name() + a.component() + a.edge().mode()
          + (a.edge().outside() == null ? "" : structure(a.edge().outside()));
      default -> e.children().isEmpty() ? e.toString() : "";
    };
    return e.getClass().getSimpleName() + " " + e.type() + " " + own + e.children().stream()
        .map(TextFormTest::structure).toList();
  }
}
