import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.dsl.*;
import dev.jacquard.dsl.data.Npy;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.lower.Lower;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Prints the message of each mistake in docs/errors.md. */
class Mistakes {

  static final Dim m = dim("m", 64), n = dim("n", 64), k = dim("k", 64);
  static final Var i = var("i"), j = var("j"), x = var("x");
  static final RVar r = rvar("r");
  static final Input a = input("A", F32, m, k), b = input("B", F32, k, n);
  static final Func c = func("C", i, j).is(sum(r, a.at(i, r).times(b.at(r, j))));
  static final Input s = input("S", F32, n);

  public static void main(String[] arguments) throws Exception {
    told(() -> func("C", i, j).is(a.at(i, j).plus(input("Z", I32, m, k).at(i, j))));
    told(() -> func("R", i).is(a.at(i)));
    told(() -> Algorithm.of(func("D", x).is(s.at(x.plus(1))).over(x, n))
        .with(Sizes.parse("n=64")));
    told(() -> Algorithm.of(func("E", x, i).is(s.at(x.times(2).plus(i)))));
    told(() -> Algorithm.of(func("C", i, j)
        .is(sum(r, a.at(i, r).times(input("B", F32, m, n).at(r, j)))))
        .with(Sizes.parse("m=32,n=64,k=16")));
    told(() -> Algorithm.of(c).with(Sizes.parse("q=3")));
    told(() -> Schedule.of(c).vectorize("k", 16));
    told(() -> Schedule.of(c).split("i", 0));
    told(() -> Schedule.of(c).parallel("r"));
    told(() -> lower(Schedule.of(c).vectorize("j")));
    told(() -> lower(Schedule.of(c).split("i", 24, Tail.EXACT)));
    told(() -> misplaced());
    told(() -> Npy.load(truncated()));
  }

  /** Computes S2 at a loop that does not enclose all of its uses. */
  static Schedule misplaced() {
    Func square = func("S2", x).is(s.at(x).times(s.at(x))).over(x, n);
    Func once = func("F", x).is(square.at(x));
    Func both = func("G", x).is(once.at(x).plus(square.at(x)));
    return Schedule.of(both).func(once).computeRoot().func(square).computeAt(once, "x");
  }

  static Object lower(Schedule schedule) {
    return Lower.lower(Algorithm.of(c).with(Sizes.parse("m=64,k=64")), schedule);
  }

  static Path truncated() throws Exception {
    Path file = Files.createTempDirectory("mistakes").resolve("x.npy");
    Npy.save(file, dev.jacquard.dsl.data.Tensor.zeros(F32, 4, 4));
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 160));
    return file;
  }

  static void told(Callable<?> mistake) throws Exception {
    try {
      System.out.println("no error: " + mistake.call());
    } catch (UserError e) {
      System.out.println(e.getMessage() + "\n");
    }
  }
}
