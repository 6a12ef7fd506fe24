import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.dsl.*;

class Capsules {
  static Func op() {
    Dim n = dim("n", 32), ci = dim("ci", 32), co = dim("co", 32);
    Dim h = dim("h", 15), w = dim("w", 15);
    Input p = input("P", F32, n, ci, h, w, lit(4), lit(4));
    Input k = input("W", F32, ci, co, lit(3), lit(3), lit(4), lit(4)).asConstant();
    Var b = var("b"), o = var("o"), y = var("y"), x = var("x"), i = var("i"), j = var("j");
    RVar c = rvar("c"), ky = rvar("ky"), kx = rvar("kx"), r = rvar("r");
    return func("V", b, o, y, x, i, j)
        .is(sum(c, ky, kx, r, p.at(b, c, y.times(2).plus(ky), x.times(2).plus(kx), i, r)
            .times(k.at(c, o, ky, kx, r, j))));
  }
}
