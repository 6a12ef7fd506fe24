import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.dsl.*;

class Manhattan {
  static Func op() {
    Dim m = dim("m", 512), n = dim("n", 512), d = dim("d", 64);
    Input a = input("A", F32, m, d), b = input("B", F32, n, d);
    Var i = var("i"), j = var("j");
    RVar r = rvar("r");
    return func("D", i, j).is(sum(r, abs(a.at(i, r).minus(b.at(j, r)))));
  }
}
