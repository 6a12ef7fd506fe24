package dev.jacquard.schedule.backend;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WavesTest {

  private final Var i = var("i");
  private final Input a = input("A", F32, dim("n", 64));

  private static List<List<String>> waves(Func... outputs) {
    Algorithm algorithm = Algorithm.of(outputs).with(Sizes.parse("n=64"));
    Schedule schedule = Schedule.of(algorithm);
    for (Func func : algorithm.funcs()) {
      schedule = schedule.func(func).computeRoot();
    }
    Program program = Lower.lower(algorithm, schedule);
    Plan plan = Plan.of(program, program.run(), Map.of(), 64);
    return plan.waves().numbers().stream().map(wave -> wave.stream().map(number -> plan.launches()
        .get(number).kernel().name().replace("_kernel", "")).toList()).toList();
  }

  private Func after(String name, Func... before) {
    Func result = func(name, i).is(a.at(i));
    for (Func each : before) {
      result = func(name, i).is(before.length == 1 ? each.at(i).plus(1)
          : before[0].at(i).plus(before[1].at(i)));
    }
    return result;
  }

  @Test
  void aChainHasOneLaunchAWave() {
    Func f = after("f");
    Func g = after("g", f);
    assertEquals(List.of(List.of("f"), List.of("g"), List.of("h")), waves(after("h", g)));
  }

  @Test
  void outputsOfOneInputGoTogether() {
    assertEquals(List.of(List.of("f", "g", "h")), waves(after("f"), after("g"), after("h")));
  }

  @Test
  void branchesGoSideBySide() {
    Func f = after("f");
    Func g = after("g");
    Func h = after("h", f, g);
    assertEquals(List.of(List.of("f", "g"), List.of("h")), waves(h));
  }

  @Test
  void temporariesOfOneWaveLieApart() {
    Func f = after("f");
    Func g = after("g", f);
    Func h = after("h");
    Func k = after("k", h);
    assertEquals(List.of(List.of("f", "h"), List.of("g", "k")), waves(g, k));
  }
}
