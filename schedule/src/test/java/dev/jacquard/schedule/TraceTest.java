package dev.jacquard.schedule;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.print;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.lower.Lower;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a traced Func prints. */
class TraceTest {

  private static final Var I = var("i");
  private static final Input V = input("V", F32, lit(2), lit(2));

  private static Func twice() {
    return func("T", I).is(print("twice", V.at(I, I).times(2)).plus(1));
  }

  /** The lines that a run with 1.5, 2, 2.5, 3 prints. */
  private static List<String> lines(Schedule schedule) {
    InterpreterBackend backend = new InterpreterBackend();
    Tensor values = Tensor.zeros(F32, 2, 2);
    for (int k = 0; k < 4; k++) {
      values.setDoubleAt(k, 1.5 + k * 0.5);
    }
    var bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try (Executable executable = backend.load(backend.emit(
        Lower.lower(schedule.nest().algorithm(), schedule), null), backend.devices().getFirst())) {
      executable.run(values, Tensor.zeros(F32, 2));
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void whatIsPrintedAndWhatIsStored() {
    assertEquals(List.of("twice[0]: 3.0", "T[0] = 4.0", "twice[1]: 6.0", "T[1] = 7.0"),
        lines(Schedule.of(twice()).trace()));
  }

  @Test
  void eachTermOfAReduction() {
    RVar r = rvar("r");
    Func rows = func("C", I).is(sum(r, print("term", V.at(I, r).times(2))));
    assertEquals(List.of("term[0, 0]: 3.0", "C[0] = 3.0", "term[0, 1]: 4.0", "C[0] = 7.0",
        "term[1, 0]: 5.0", "C[1] = 5.0", "term[1, 1]: 6.0", "C[1] = 11.0"),
        lines(Schedule.of(rows).trace()));
  }

  @Test
  void withoutATraceNothing() {
    assertEquals(List.of(), lines(Schedule.of(twice())));
  }
}
