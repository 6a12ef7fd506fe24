package dev.jacquard.parsers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.TextForm;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.lower.Lower;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every op, written as text and read back, is the same op with the same kernels.
class OpTextTest {

  private static final Backend OPENCL = ServiceLoader.load(Backend.class).stream()
      .map(ServiceLoader.Provider::get).filter(backend -> backend.name().equals("opencl"))
      .findFirst().orElseThrow();

  static List<Op> ops() {
    return Ops.all();
  }

  @ParameterizedTest
  @MethodSource("ops")
  void theKernelIsTheSame(Op op) {
    String text = TextFuzzTest.text(op);
    TextForm read = TextForm.parse(TextFile.of(op.name() + TextForm.ENDING, text));
    assertEquals(text, read.toString());
    Schedule schedule = DefaultSchedule.of(op.algorithm().with(op.sizes()), Target.AVX512);
    assertEquals(schedule, read.schedule().orElseThrow());
    assertEquals(kernel(op.algorithm().with(op.sizes()), schedule),
        kernel(read.algorithm().with(read.sizes()), read.schedule().orElseThrow()));
  }

  private static String kernel(Algorithm algorithm, Schedule schedule) {
    return OPENCL.emit(Lower.lower(algorithm, schedule), Target.AVX512).text();
  }
}
