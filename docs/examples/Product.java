import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.*;
import static dev.jacquard.schedule.ir.Memory.PRIVATE;

import dev.jacquard.dsl.*;
import dev.jacquard.schedule.Schedule;

class Product {
  static final Dim m = dim("m", 1024), n = dim("n", 1024), k = dim("k", 1024);
  static final Var i = var("i"), j = var("j");
  static final RVar r = rvar("r");
  static final Input a = input("A", F32, m, k), b = input("B", F32, k, n);
  static final Func c = func("C", i, j).is(sum(r, a.at(i, r).times(b.at(r, j))));

  static Func op() {
    return c;
  }

  static Schedule schedule() {
    return Schedule.of(c)
        .tile(i, j, 12, 32)
        .reorder("j.outer", "i.outer", "r", "i.inner", "j.inner")
        .pack(b, "j", 32)
        .vectorize("j.inner", 16)
        .unroll("i.inner", "j.inner.outer")
        .cacheWrite(PRIVATE, "i.outer")
        .parallel("j.outer", "i.outer");
  }
}
