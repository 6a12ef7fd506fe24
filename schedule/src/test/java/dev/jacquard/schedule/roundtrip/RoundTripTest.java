package dev.jacquard.schedule.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.schedule.Schedule;
import java.util.Map;
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
