package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * Two programs of one algorithm as one, of which the host chooses by a size.
 *
 * <pre>
 * launch s   ->   if (n % 16 == 0): launch s_1  else: launch s
 * </pre>
 */
final class Versions {

  private Versions() {}

  /** @param number of the special program, which its kernels bear */
  static Program either(Directive.Specialize facts, int number, Program special,
      Program otherwise) {
    List<Kernel> kernels = new ArrayList<>();
    special.kernels().forEach(k -> kernels.add(new Kernel(name(k.name(), number), k.buffers(),
        k.sizes(), k.groups(), k.items(), k.body())));
    kernels.addAll(otherwise.kernels());
    Expr holds = holds(facts, otherwise);
    return new Program(otherwise.name(), otherwise.inputs(), otherwise.outputs(),
        otherwise.constants(), otherwise.sizes(), kernels,
        either(holds, number, special.prepare(), otherwise.prepare()),
        either(holds, number, special.run(), otherwise.run()), otherwise.relaxed());
  }

  private static List<HostStmt> either(Expr holds, int number, List<HostStmt> special,
      List<HostStmt> otherwise) {
    return special.isEmpty() && otherwise.isEmpty() ? List.of()
        : List.of(new HostStmt.If(holds, renamed(special, number), otherwise));
  }

  private static Expr holds(Directive.Specialize facts, Program program) {
    Dim size = program.sizes().stream().filter(dim -> dim.name().equals(facts.size())).findFirst()
        .orElseThrow();
    Expr most = size.le(facts.most());
    Expr least = IntConst.index(facts.least()).le(size);
    Expr whole = size.rem(facts.multiple()).eq(IntConst.index(0));
    return least.and(most).and(whole);
  }

  private static String name(String kernel, int number) {
    return kernel + "_" + number;
  }

  private static List<HostStmt> renamed(List<HostStmt> statements, int number) {
    return statements.stream().map(statement -> switch (statement) {
      case HostStmt.Launch(String kernel) -> new HostStmt.Launch(name(kernel, number));
      case HostStmt.Loop(String variable, Expr extent, List<HostStmt> body) ->
          new HostStmt.Loop(variable, extent, renamed(body, number));
      case HostStmt.If(Expr condition, List<HostStmt> then, List<HostStmt> otherwise) ->
          new HostStmt.If(condition, renamed(then, number), renamed(otherwise, number));
      case HostStmt.Alloc _, HostStmt.Assert _ -> statement;
    }).toList();
  }
}
