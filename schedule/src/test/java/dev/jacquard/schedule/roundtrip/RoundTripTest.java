package dev.jacquard.schedule.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.TextForm;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.nest.LoopNest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

  static Stream<Map.Entry<String, Schedule>> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void jsonReadsWhatItWrites(Map.Entry<String, Schedule> sample) {
    Schedule read = Schedule.parse(sample.getValue().toJson());
    assertEquals(sample.getValue(), read);
    assertEquals(sample.getValue().hashCode(), read.hashCode());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void textReadsWhatItWrites(Map.Entry<String, Schedule> sample) {
    Schedule schedule = sample.getValue();
    String text = new TextForm(schedule.nest().algorithm(), Sizes.NONE, Optional.of(schedule))
        .toString();
    TextForm read = TextForm.parse(TextFile.of("sample.jacquard", text));
    assertEquals(schedule, read.schedule().orElseThrow());
    assertEquals(text, read.toString());
  }

  @Test
  void textIsOneLineADirective() {
    assertEquals("""
        C.split(i, 4)
        C.split(j, 8, a, b, guard)
        C.reorder(a, i.outer, i.inner, b)
        C.cacheWrite(private, a)
        C.layout(1/32 0 1%32)""", Samples.matmul().split("i", 4).split("j", 8, "a", "b", Tail.GUARD)
        .reorder("a", "i.outer", "i.inner", "b").cacheWrite(Memory.PRIVATE, "a")
        .layout("C", Layout.parse("1/32 0 1%32")).toString());
  }

  @Test
  void aDirectiveIsToldWithItsLine() {
    TextForm form = TextForm.parse(TextFile.of("sample.jacquard", Samples.matmul().nest()
        .algorithm() + "schedule\n  C.unroll(i)\n\n  C.unroll(q)\n"));
    ScheduleError error = assertThrows(ScheduleError.class,
        () -> LoopNest.of(form.algorithm()).apply(form.schedule().orElseThrow()));
    assertEquals("Schedule for C, directive 2, unroll(q) at sample.jacquard:9: there is no loop q. "
        + "Loops of C: i > j > r. Name one of these.", error.getMessage());
  }

  @Test
  void javaMakesTheSameSchedule() {
    Map<String, Schedule> schedules = new java.util.LinkedHashMap<>();
    Samples.all().forEach(sample -> schedules.put(sample.getKey(), sample.getValue()));
    Map<String, Schedule> made = PastedJava.run(schedules);
    schedules.forEach((name, schedule) -> assertEquals(schedule, made.get(name), name));
  }

  @Test
  void jsonIsOneLineADirective() {
    assertEquals("""
        {"directives": [
          {"do":"split","func":"C","loop":"i","factor":4,"outer":"i.outer","inner":"i.inner",\
        "tail":"auto"},
          {"do":"parallel","func":"C","loop":"i.outer"}
        ]}
        """, Samples.matmul().split("i", 4).parallel("i.outer").toJson());
  }

  @Test
  void javaIsOneLineADirective() {
    assertEquals("""
        schedule
            .func("C")
            .split("i", 4, "i.outer", "i.inner", Tail.AUTO)
            .parallel("i.outer");""",
        Samples.matmul().split("i", 4).parallel("i.outer").toJava());
  }

  @Test
  void theLineOfADirectiveIsNoPartOfItsSchedule() {
    Schedule here = Samples.matmul().parallel("i");
    Schedule there = Samples.matmul().parallel("i");
    assertEquals(here, there);
    assertEquals(here.toString(), "C.parallel(i)");
  }
}
