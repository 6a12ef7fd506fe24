package dev.jacquard.schedule.roundtrip;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Partitioning;
import dev.jacquard.schedule.Instructions;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A schedule for each directive, by its word. */
final class Samples {

  private static final Dim N = dim("n", 64);
  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final RVar R = rvar("r");
  private static final Input A = input("A", F32, N, N);
  private static final Input B = input("B", F32, N, N);

  private Samples() {}

  static Schedule matmul() {
    return Schedule.of(func("C", I, J).is(sum(R, A.at(I, R).times(B.at(R, J)))));
  }

  private static Schedule smooth() {
    Func g = func("g", I).is(A.at(I, I).times(3));
    return Schedule.of(func("h", I).is(g.edge(Edge.WRAP).at(I.minus(1)).plus(g.at(I)))).func("g");
  }

  private static Schedule twins() {
    return Schedule.of(Algorithm.of(func("g", I).is(A.at(I, I).times(3)),
        func("h", I).is(A.at(I, I).plus(1))));
  }

  static Stream<Map.Entry<String, Schedule>> all() {
    Map<String, Schedule> all = new LinkedHashMap<>();
    all.put("nothing", matmul());
    for (Tail tail : Tail.values()) {
      all.put("split with " + tail, matmul().split("i", 4, tail));
    }
    all.put("split into named loops", matmul().split("i", 4, "a b", "ü", Tail.AUTO));
    all.put("split by a large factor", matmul().split("i", 1L << 40));
    all.put("fuse", matmul().fuse("i", "j", "p"));
    all.put("reorder", matmul().reorder("r", "j", "i"));
    all.put("unroll", matmul().unroll("i", "r"));
    all.put("vectorize", matmul().vectorize("j"));
    all.put("vectorize with a width", matmul().vectorize("j", 8));
    all.put("parallel", matmul().parallel("i", "j"));
    all.put("groups and items", matmul().groups("i").items("j"));
    all.put("computeAt", smooth().computeAt("h", "i"));
    all.put("computeRoot", smooth().computeRoot());
    all.put("trace", smooth().computeRoot().trace());
    all.put("bound", matmul().bound(dim("n", 64).multipleOf(16)));
    all.put("partition", matmul().partition("i", Partitioning.NEVER));
    all.put("rfactor", matmul().split("r", 4).rfactor("r.inner", "C.part"));
    all.put("inline", smooth().inline());
    for (Memory memory : new Memory[] {Memory.PRIVATE, Memory.LOCAL}) {
      all.put("storeIn " + memory, smooth().computeAt("h", "i").storeIn(memory));
    }
    all.put("storeAt and foldStorage", smooth().func("h").split("i", 4).func("g")
        .computeAt("h", "i.inner").storeAt("h", "i.outer").foldStorage("i", 2));
    all.put("doubleBuffer", smooth().computeAt("h", "i").doubleBuffer());
    all.put("prefetch", matmul().prefetch(A, "r", "r", 16));
    all.put("specialize", matmul().specialize(dim("n", 64).multipleOf(16)));
    all.put("computeWith", twins().func("g").computeWith("h", "i"));
    all.put("storeHint", smooth().computeRoot().storeHint(StoreHint.STREAM));
    all.put("tensorize", matmul().split("j", 16).split("r", 4).reorder("r.outer", "j.inner",
        "r.inner").tensorize("j.inner", Instructions.VPDPBUSD));
    all.put("cacheWrite", matmul().cacheWrite(Memory.PRIVATE, "j"));
    all.put("cacheRead", matmul().cacheRead(A).func("A.cache").parallel("d0").func("C")
        .unroll("i"));
    all.put("pack", matmul().pack(B, "j", 16).parallel("i"));
    all.put("layout", matmul().layout("A", Layout.parse("1/32 0 1%32")).unroll("r"));
    all.put("tile", matmul().tile("i", "j", 4, 8));
    all.put("the default", DefaultSchedule.of(
        matmul().nest().algorithm().with(Sizes.parse("n=64")), Target.AVX512));
    return all.entrySet().stream();
  }
}
