package dev.jacquard.conformance.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program, by the oracle and under several schedules on two backends. */
class ProgramsTest {

  private static final String REQUIRED = String.valueOf(System.getenv("JACQUARD_REQUIRE"));
  private static final Variant SKETCH = new Variant("sketch", 1);
  private static final Variant DIRECTIVES = new Variant("directives", 1);

  static Stream<ConformanceProgram> programs() {
    return Programs.all().stream();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theOracleAgreesWithPlainLoops(ConformanceProgram program) {
    assertEquals(List.of(), new ProgramRun(program).againstPlainLoops(), program.toString());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void runsOnTheInterpreter(ConformanceProgram program) {
    ProgramRun run = new ProgramRun(program);
    variants(program, DIRECTIVES).forEach(variant -> check(
        program, run, new InterpreterBackend(), variant));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void runsOnOpenCl(ConformanceProgram program) {
    Backend backend = openCl();
    ProgramRun run = new ProgramRun(program);
    variants(program).forEach(variant -> check(program, run, backend, variant));
  }

  private static Stream<Variant> variants(ConformanceProgram program, Variant... more) {
    return Stream.of(Stream.of(Variant.NAIVE, Variant.DEFAULT, SKETCH), Stream.of(more),
        program.hand().map(_ -> Variant.HAND).stream()).flatMap(each -> each);
  }

  /** Of as many schedules as take some ten minutes. */
  @ParameterizedTest
  @MethodSource("programs")
  @Tag("slow")
  void runsUnderManyRandomSchedules(ConformanceProgram program) {
    ProgramRun run = new ProgramRun(program);
    for (Backend backend : List.of(new InterpreterBackend(), openCl())) {
      LongStream.rangeClosed(2, 3).forEach(seed -> {
        check(program, run, backend, new Variant("sketch", seed));
        check(program, run, backend, new Variant("directives", seed));
      });
    }
  }

  private static void check(ConformanceProgram program, ProgramRun run, Backend backend,
      Variant variant) {
    assertEquals("", run.on(backend, variant), () -> "%s, %s schedule, on %s".formatted(program,
        variant, backend.name()));
  }

  private static Backend openCl() {
    Backend backend = new OpenClBackend();
    if (backend.devices().isEmpty()) {
      assertFalse(REQUIRED.contains(backend.name()), "JACQUARD_REQUIRE asks for OpenCL");
      System.out.println("Skipped programs of others on OpenCL: " + backend.missing());
      abort(backend.missing());
    }
    return backend;
  }
}
