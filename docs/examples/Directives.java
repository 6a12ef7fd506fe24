import static dev.jacquard.dsl.DType.*;
import static dev.jacquard.dsl.Dsl.*;
import static dev.jacquard.schedule.ir.Memory.LOCAL;
import static dev.jacquard.schedule.ir.Memory.PRIVATE;

import dev.jacquard.dsl.*;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.Instructions;
import dev.jacquard.schedule.Partitioning;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.StoreHint;
import dev.jacquard.schedule.nest.Loop;
import dev.jacquard.schedule.nest.Nest;
import dev.jacquard.schedule.nest.Placement;
import java.util.List;

/** Prints the loop nest after each directive of schedule/REFERENCE.md. */
class Directives {

  static final Var i = var("i"), j = var("j"), x = var("x");
  static final RVar r = rvar("r");
  static final Input a = input("A", F32, dim("m", 64), dim("k", 64));
  static final Input b = input("B", F32, dim("k", 64), dim("n", 64));
  static final Func c = func("C", i, j).is(sum(r, a.at(i, r).times(b.at(r, j))));
  static final Input s = input("S", F32, lit(67));
  static final Func g = func("G", x).is(s.at(x).times(s.at(x)));
  static final Func h = func("H", x).is(g.at(x).plus(g.at(x.plus(1)))).over(x, 64);

  static final Input u = input("U", U8, dim("m", 64), dim("k", 64));
  static final Input w = input("W", I8, dim("k", 64), dim("n", 64));
  static final Func q = func("Q", i, j).is(
      sum(r, u.at(i, r).cast(I32).times(w.at(r, j).cast(I32))));
  static final Input v = input("X", I16, dim("m", 64), dim("k", 64));
  static final Input z = input("Y", I16, dim("k", 64), dim("n", 64));
  static final Func shorts = func("Q", i, j).is(
      sum(r, v.at(i, r).cast(I32).times(z.at(r, j).cast(I32))));
  static final Func total = func("T", i).is(sum(r, a.at(i, r)));
  static final Func largest = func("L", i).is(max(r, a.at(i, r)));

  static final Func counts = func("H", x).is(lit(I32, 0)).over(x, 256)
      .update(u.at(r, rvar("s")).cast(I64)).plus(1);

  static final Schedule histogram = Schedule.of(counts);
  static final Schedule product = Schedule.of(c);
  static final Schedule pair = Schedule.of(h);
  static final Schedule both = Schedule.of(Algorithm.of(total, largest));

  public static void main(String[] arguments) {
    show("the product, without a directive", product);
    show("split", product.split("i", 8));
    show("tile", product.tile("i", "j", 8, 16));
    show("fuse", product.fuse("i", "j", "ij"));
    show("reorder", product.reorder("j", "i"));
    show("unroll", product.split("i", 4).unroll("i.inner"));
    show("vectorize", product.vectorize("j", 16));
    show("parallel", product.parallel("i", "j"));
    show("partition", product.split("i", 8).partition("i.outer", Partitioning.NEVER));
    show("swizzle", product.swizzle("i", "j", 4).parallel("i.outer", "j", "i.inner"));
    show("atomic", histogram.atomic().parallel("r"));
    show("groups and items", product.split("i", 8).groups("i.outer").items("i.inner"));
    show("cacheWrite", product.cacheWrite(PRIVATE, "i"));
    show("cacheRead", product.cacheRead(b));
    show("rfactor", product.split("r", 8).rfactor("r.inner")
        .func("C.partial").vectorize("r.inner"));
    show("pack", product.pack(b, "j", 32));
    show("layout", product.layout("C", Layout.parse("1 0")));
    show("the pair, without a directive", pair);
    show("computeAt", pair.split("x", 8).func(g).computeAt(h, "x.outer"));
    show("computeWith", both.func("T").computeWith("L", "i"));
    show("computeRoot", pair.func(g).computeRoot());
    show("inline", pair.func(g).inline());
    show("storeIn", pair.split("x", 8).groups("x.outer").items("x.inner")
        .func(g).computeAt(h, "x.outer").storeIn(LOCAL).items("x"));
    show("storeAt", pair.split("x", 8).func(g).computeAt(h, "x.inner").storeAt(h, "x.outer"));
    show("foldStorage", pair.split("x", 8).func(g).computeAt(h, "x.inner").storeAt(h, "x.outer")
        .foldStorage("x", 2));
    show("doubleBuffer", product.split("r", 4).reorder("r.outer", "i", "j", "r.inner")
        .cacheRead("B", "B.cache").func("B.cache").computeAt(c, "r.outer").doubleBuffer());
    show("storeHint", product.cacheWrite(PRIVATE, "i").storeHint(StoreHint.STREAM));
    show("prefetch", product.prefetch(b, "r", "r", 4));
    show("bound", product.bound("n", 16).vectorize("j"));
    show("specialize", product.specialize(dim("n", 64).multipleOf(16)));
    show("tensorize", Schedule.of(q).layout("W", Layout.parse("1/16 0/4 1%16 0%4"))
        .split("j", 16, Tail.EXACT).split("r", 4, Tail.EXACT)
        .reorder("i", "j.outer", "r.outer", "j.inner", "r.inner").cacheWrite(PRIVATE, "j.outer")
        .tensorize("j.inner", Instructions.VPDPBUSD));
    show("an instruction of one's own", Schedule.of(shorts)
        .layout("Y", Layout.parse("1/16 0/2 1%16 0%2"))
        .split("j", 16, Tail.EXACT).split("r", 2, Tail.EXACT)
        .reorder("i", "j.outer", "r.outer", "j.inner", "r.inner").cacheWrite(PRIVATE, "j.outer")
        .tensorize("j.inner", vpdpwssd()));
    show("a schedule of any algorithm", rowsAndColumns(product));
  }

  static Instruction vpdpwssd() {
    Var lane = var("lane");
    RVar pair = rvar("pair");
    Input a = input("a", I16, lit(16), lit(2)), b = input("b", I16, lit(16), lit(2));
    Expr term = a.at(lane, pair).cast(I32).times(b.at(lane, pair).cast(I32));
    return Instruction.of("vpdpwssd", "avx512_vnni",
        "__asm__(\"vpdpwssd %2, %1, %0\" : \"+v\"(acc) : \"v\"(a), \"v\"(b));",
        func("d", lane).is(sum(pair, term)));
  }

  static Schedule rowsAndColumns(Schedule schedule) {
    for (Nest nest : schedule.nest().nests()) {
      List<String> free = nest.loops().stream().filter(loop -> !loop.reduction())
          .map(Loop::name).toList();
      if (nest.placement() instanceof Placement.Root && free.size() > 1) {
        schedule = schedule.func(nest.func()).vectorize(free.getLast(), 16)
            .parallel(free.getFirst());
      }
    }
    return schedule;
  }

  static void show(String directive, Schedule schedule) {
    System.out.println(directive + "\n" + schedule.nest());
  }
}
