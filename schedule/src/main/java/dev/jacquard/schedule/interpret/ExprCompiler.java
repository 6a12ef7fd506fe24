package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Expr;

/** Compiles lanes of expressions to closures, by the kind of their type. */
final class ExprCompiler {

  private final IntegerCompiler integers = new IntegerCompiler(this);
  private final FloatCompiler floats = new FloatCompiler(this);
  private final AccessCompiler accesses;

  /**
   * @param where what errors call the program
   * @param flattened whether a single index is an offset into the storage, also at rank 1
   */
  ExprCompiler(String where, boolean flattened) {
    this.accesses = new AccessCompiler(this, where, flattened);
  }

  Code.OfInteger integer(Expr e, int lane, Names names) {
    return integers.compile(e, lane, names);
  }

  Code.OfFloat real(Expr e, int lane, Names names) {
    return floats.compile(e, lane, names);
  }

  AccessCompiler accesses() {
    return accesses;
  }

  static CompilerBug illegal(Expr e) {
    return new CompilerBug("%s of type %s does not belong into a loop: %s".formatted(
        e.getClass().getSimpleName(), e.type(), e));
  }
}
