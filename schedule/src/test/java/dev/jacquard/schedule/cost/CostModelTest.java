package dev.jacquard.schedule.cost;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.exp;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.Instructions;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.lower.Lower;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Costs that one can work out by hand. */
class CostModelTest {

  private final Var i = var("i");
  private final Var j = var("j");
  private final Var x = var("x");
  private final Var y = var("y");
  private final RVar r = rvar("r");

  private static Input of(String name, DType type, long... extents) {
    return input(name, type, Arrays.stream(extents).mapToObj(IntConst::index)
        .toArray(IntConst[]::new));
  }

  private Func product(long m, long n, long k) {
    return func("C", i, j).is(sum(r, of("A", F32, m, k).at(i, r)
        .times(of("B", F32, k, n).at(r, j))));
  }

  private static List<KernelCost> costs(Schedule schedule, Func output) {
    return CostModel.of(Lower.lower(Algorithm.of(output), schedule));
  }

  private static KernelCost cost(Schedule schedule, Func output) {
    List<KernelCost> costs = costs(schedule, output);
    assertEquals(1, costs.size(), costs.toString());
    return costs.getFirst();
  }

  /** {@code loop trips x runs: operations; buffer read/written ...}, a line each. */
  private static String text(KernelCost cost) {
    return cost.levels().stream().map(level -> "%s %.0f x %.0f: %.0f;%s%n".formatted(level.name(),
        level.trips(), level.runs(), level.operations(), level.touches().stream()
            .sorted((a, b) -> a.buffer().compareTo(b.buffer())).map(t -> " %s %.0f/%.0f"
                .formatted(t.buffer(), t.read(), t.written())).collect(Collectors.joining())))
        .collect(Collectors.joining());
  }

  @Test
  void matmul() {
    Func c = product(8, 16, 32);
    assertEquals("""
        C_kernel 1 x 1: 8192; A 1024/0 B 2048/0 C 0/512
        i 8 x 1: 8192; A 1024/0 B 2048/0 C 0/512
        j 16 x 8: 1024; A 128/0 B 2048/0 C 0/64
        r 32 x 128: 64; A 128/0 B 128/0
        """, text(cost(Schedule.of(c).parallel("i").cacheWrite(Memory.PRIVATE, "j"), c)));
  }

  @Test
  void matmulInRegisterTiles() {
    Func c = product(64, 64, 32);
    Schedule tiled = Schedule.of(c).tile(i, j, 4, 16)
        .reorder("i.outer", "j.outer", "r", "i.inner", "j.inner")
        .cacheWrite(Memory.PRIVATE, "j.outer").vectorize("j.inner").unroll("i.inner")
        .parallel("i.outer", "j.outer");
    KernelCost cost = cost(tiled, c);
    assertEquals("""
        C_kernel 1 x 1: 262144; A 8192/0 B 8192/0 C 0/16384
        i.outer 16 x 1: 262144; A 8192/0 B 8192/0 C 0/16384
        j.outer 4 x 16: 16384; A 512/0 B 8192/0 C 0/1024
        r 32 x 64: 4096; A 512/0 B 2048/0
        """, text(cost));
    assertEquals(64, cost.groups());
    assertEquals(64 * 2560, cost.levels().getLast().traffic());
    assertEquals(4096 / 2560.0, cost.levels().getLast().intensity());
  }

  /** A tile that hangs over the edge moves back: 3 tiles of 4 rows do 12 rows' work for 10 rows. */
  @Test
  void tailsCountWhatIsDoneAgain() {
    Func c = product(10, 16, 32);
    Schedule tiled = Schedule.of(c).split("i", 4).unroll("i.inner").vectorize("j")
        .cacheWrite(Memory.PRIVATE, "i.outer").parallel("i.outer");
    assertEquals(12 * 16 * 32 * 2, cost(tiled, c).operations());
    assertEquals(4 * (10 * 32 + 32 * 16 + 10 * 16), cost(tiled, c).bytes());
  }

  @Test
  void convolution() {
    RVar dy = rvar("dy", IntConst.index(0), IntConst.index(3));
    RVar dx = rvar("dx", IntConst.index(0), IntConst.index(3));
    Func conv = func("O", y, x).is(sum(List.of(dy, dx),
        of("X", F32, 18, 34).at(y.plus(dy), x.plus(dx)).times(of("W", F32, 3, 3).at(dy, dx))));
    assertEquals("""
        O_kernel 1 x 1: 9216; O 0/2048 W 36/0 X 2448/0
        y 16 x 1: 9216; O 0/2048 W 36/0 X 2448/0
        x 32 x 16: 576; O 0/128 W 36/0 X 408/0
        dy 3 x 512: 18; W 36/0 X 36/0
        dx 3 x 1536: 6; W 12/0 X 12/0
        """, text(cost(Schedule.of(conv).parallel("y").cacheWrite(Memory.PRIVATE, "x"), conv)));
  }

  @Test
  void blurWithRepeatedEdges() {
    Taps image = new Taps(of("X", DType.U16, 64, 128));
    Func rows = func("rows", y, x).is(image.at(y, x)).over(y, 64).over(x, 128);
    Func blur = func("blur", y, x).is(rows.edge(Edge.CLAMP).at(y.minus(1), x)
        .plus(rows.edge(Edge.CLAMP).at(y, x)).plus(rows.edge(Edge.CLAMP).at(y.plus(1), x)))
        .over(y, 64).over(x, 128);
    List<KernelCost> costs = costs(Schedule.of(blur).parallel("y").func(rows).computeRoot()
        .parallel("y"), blur);
    assertEquals("""
        rows_kernel 1 x 1: 16384; X 16384/0 rows 0/16384
        rows.y 64 x 1: 16384; X 16384/0 rows 0/16384
        rows.x 128 x 64: 256; X 256/0 rows 0/256
        """, text(costs.getFirst()));
    assertEquals("""
        blur_kernel 1 x 1: 16384; blur 0/16384 rows 16384/0
        y 64 x 1: 16384; blur 0/16384 rows 16384/0
        x 128 x 64: 256; blur 0/256 rows 768/0
        """, text(costs.getLast()));
  }

  /** Three neighbours of a row, edges repeated. */
  private record Taps(Input input) {
    Expr at(Var y, Var x) {
      var at = input.edge(Edge.CLAMP);
      return at.at(y, x.minus(1)).plus(at.at(y, x)).plus(at.at(y, x.plus(1)));
    }
  }

  @Test
  void softmax() {
    Input input = of("X", F32, 32, 64);
    Func top = func("top", i).is(max(r, input.at(i, r)));
    Func raised = func("raised", i, j).is(exp(input.at(i, j).minus(top.at(i))));
    Func total = func("total", i).is(sum(r, raised.at(i, r)));
    Func soft = func("soft", i, j).is(raised.at(i, j).div(total.at(i)));
    Schedule fused = Schedule.of(soft).parallel("i").func(total).computeAt(soft, "i")
        .func(raised).computeAt(soft, "i").func(top).computeAt(soft, "i");
    KernelCost cost = cost(fused, soft);
    assertEquals(32 * 64 * (1 + 2 + 1 + 1), cost.operations(), "max; subtract, exp; add; divide");
    assertEquals(2 * 32 * 64 * 4, cost.bytes(), "the input once, the output once");
    Level row = cost.levels().get(1);
    assertEquals("i", row.name());
    assertEquals(5.0 / 8, row.intensity());
  }

  @Test
  void anInstructionDoesAllProductsOfItsWords() {
    Func c = func("C", i, j).is(sum(r, of("A", DType.U8, 8, 16).at(i, r).cast(I32)
        .times(of("B", DType.I8, 16, 32).at(r, j).cast(I32))));
    Schedule dots = Schedule.of(c).layout("B", Layout.parse("1/16 0/4 1%16 0%4"))
        .split("j", 16, Tail.EXACT).split("r", 4, Tail.EXACT)
        .reorder("i", "j.outer", "r.outer", "j.inner", "r.inner")
        .cacheWrite(Memory.PRIVATE, "j.outer").tensorize("j.inner", Instructions.VPDPBUSD);
    KernelCost cost = cost(dots, c);
    assertEquals("""
        C_kernel 1 x 1: 8192; A 128/0 B 512/0 C 0/1024
        i 8 x 1: 8192; A 128/0 B 512/0 C 0/1024
        j.outer 2 x 8: 1024; A 16/0 B 512/0 C 0/128
        r.outer 4 x 16: 512; A 16/0 B 256/0
        """, text(cost));
    assertEquals(8192 / 4, cost.f32(), "four products for each lane of 32 bits");
  }

  @Test
  void whatIsSaidTwiceIsComputedOnce() {
    Func twice = func("T", i).is(of("X", DType.U16, 64).at(i).times(3));
    Func reader = func("R", i).is(twice.at(i).plus(1).times(twice.at(i).plus(1)));
    KernelCost cost = cost(Schedule.of(reader), reader);
    assertEquals(64 * (1 + 1 + 1), cost.operations());
    assertEquals(64 * 3 / 2.0, cost.f32(), "two elements of 16 bits in a lane of 32");
  }

  @Test
  void anAddressThatIsDataCanBeAnywhere() {
    Func gather = func("G", i).is(of("T", F32, 1000).edge(Edge.CLAMP)
        .at(of("at", I32, 10).at(i).cast(DType.I64)));
    assertEquals("""
        G_kernel 1 x 1: 0; G 0/40 T 4000/0 at 40/0
        i 10 x 1: 0; G 0/40 T 4000/0 at 40/0
        """, text(cost(Schedule.of(gather), gather)));
  }

  @Test
  void launchesOfAHostLoopAddUp() {
    Var t = var("t");
    Func steps = func("S", t, i).is(of("X", F32, 5, 16).at(t, i).times(2));
    KernelCost cost = cost(Schedule.of(steps).parallel("i"), steps);
    assertEquals(5, cost.launches());
    assertEquals(5 * 16, cost.operations());
    assertEquals(5 * 2 * 16 * 4, cost.bytes());
  }

  @Test
  void theSlowerOfArithmeticAndMemoryBinds() {
    Level level = new Level(0, "k", "kernel", 1, 1, 4e6,
        List.of(new Level.Touch("A", Memory.GLOBAL, 1e6, 0)));
    Roofline peaks = new Roofline(100, 20, 2);
    KernelCost wide = new KernelCost("k", 1, 8, 4e6, List.of(level));
    assertEquals(40, peaks.arithmeticMicros(wide));
    assertEquals(50, peaks.memoryMicros(wide));
    assertEquals(Roofline.Bound.MEMORY, peaks.binds(wide));
    KernelCost single = new KernelCost("k", 1, 1, 4e6, List.of(level));
    assertEquals(80, peaks.micros(single), "one of two units works");
    assertEquals(Roofline.Bound.ARITHMETIC, peaks.binds(single));
    assertEquals(5, peaks.ridge());
  }
}
