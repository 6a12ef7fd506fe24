package dev.jacquard.fuzz;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Instruction;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Instructions;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Products of small types that a hardware instruction carries out: no other would match. */
final class RandomProduct {

  private static final Var I = Dsl.var("i");
  private static final Var J = Dsl.var("j");
  private static final RVar R = Dsl.rvar("r");

  private final RandomGenerator random;
  private final Instruction instruction;
  private final long rows;
  private final long columns;
  private final long terms;

  private RandomProduct(RandomGenerator random) {
    this.random = random;
    this.instruction = random.nextBoolean() ? Instructions.VPDPBUSD : Instructions.VDPBF16PS;
    this.rows = random.nextInt(1, 8);
    this.columns = 16L * random.nextInt(1, 4);
    this.terms = (long) instruction.group() * random.nextInt(1, 6);
  }

  /** A sample under directives that lead to the instruction, after which others may follow. */
  static Sample make(RandomGenerator random) {
    RandomProduct product = new RandomProduct(random);
    return new Sample(product.stages(), List.of(Sizes.NONE.with("m", product.rows)
        .with("n", product.columns).with("k", product.terms)), false, false,
        product.directives());
  }

  private List<Sample.Stage> stages() {
    Dim m = Dsl.dim("m", 4);
    Dim n = Dsl.dim("n", 16);
    Dim k = Dsl.dim("k", 8);
    DType result = instruction.type();
    Input a = new Input("in0", instruction.operands().get(0).type(), List.of(m, k), false);
    Input b = new Input("in1", instruction.operands().get(1).type(), List.of(k, n),
        random.nextBoolean());
    Expr product = Dsl.sum(R, a.at(I, R).cast(result).times(b.at(R, J).cast(result)));
    List<Range> ranges = List.of(Range.to(m), Range.to(n));
    List<Sample.Stage> stages = new ArrayList<>();
    stages.add(new Sample.Stage("f0", List.of(I, J), ranges, product, List.of()));
    if (random.nextBoolean()) {
      Expr scaled = new Input("f0", result, List.of(m, n), false).at(I, J).times(
          Dsl.lit(result, 2));
      stages.add(new Sample.Stage("f1", List.of(I, J), ranges, scaled, List.of()));
    }
    return stages;
  }

  private List<Directive> directives() {
    int group = instruction.group();
    List<Directive> all = new ArrayList<>();
    all.add(new Directive.SetLayout("in1", Layout.parse("1/16 0/%d 1%%16 0%%%d".formatted(group,
        group))));
    all.add(split("j", 16));
    all.add(split("r", group));
    boolean rowsInside = random.nextBoolean();
    all.add(new Directive.Reorder("f0", rowsInside
        ? List.of("j.outer", "i", "r.outer", "j.inner", "r.inner")
        : List.of("i", "j.outer", "r.outer", "j.inner", "r.inner")));
    all.add(new Directive.CacheWrite("f0", Memory.PRIVATE, rowsInside ? "i" : "j.outer"));
    all.add(new Directive.Tensorize("f0", "j.inner", instruction.name()));
    return all;
  }

  private static Directive split(String loop, long factor) {
    return new Directive.Split("f0", loop, factor, loop + ".outer", loop + ".inner", Tail.AUTO);
  }
}
