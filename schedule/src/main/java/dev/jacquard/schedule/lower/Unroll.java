package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.IntConst;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * <pre>
 * unrolled i in m..+3: s   ->   s with i = m; s with i = m + 1; s with i = m + 2
 * </pre>
 */
final class Unroll {

  private Unroll() {}

  static Stmt apply(Stmt s) {
    Stmt mapped = s.mapChildren(Unroll::apply);
    if (!(mapped instanceof Stmt.For loop && loop.kind() == LoopKind.UNROLLED)) {
      return mapped;
    }
    List<Stmt> copies = new ArrayList<>();
    for (long i = 0; i < ((IntConst) loop.extent()).value(); i++) {
      copies.add(Simplify.substitute(loop.body(), loop.variable(), loop.min().plus(i)));
    }
    return Stmt.Block.of(copies);
  }
}
