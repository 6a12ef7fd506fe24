package dev.jacquard.opencl.emit;

import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.lower.Lower;
import org.junit.jupiter.api.Test;

class LocalArrayTest {

  @Test
  void theSteadyStateAndTheBoundaryShareOneArray() {
    Dim n = dim("n", 64);
    Var i = var("i");
    Input x = input("x", I32, n);
    Func g = func("g", i).is(x.edge(Edge.CLAMP).at(i.minus(1)).plus(x.at(i)));
    Func h = func("h", i).is(g.edge(Edge.CLAMP).at(i.plus(1)).plus(g.at(i)));
    Schedule schedule = Schedule.of(h).split("i", 16).groups("i.outer").items("i.inner")
        .func("g").computeAt("h", "i.outer").storeIn(Memory.LOCAL).items("i");
    String text = new OpenClBackend().emit(Lower.lower(
        schedule.nest().algorithm().with(Sizes.parse("n=64")), schedule), Target.GPU).text();
    assertEquals(1, text.lines().filter(line -> line.startsWith("  local ")).count(), text);
  }
}
