package dev.jacquard.schedule.ir;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The text form of statements, for people and for comparing what a pass changed. */
public final class StmtPrinter {

  private final StringBuilder text = new StringBuilder();

  private StmtPrinter() {}

  public static String print(Stmt s) {
    StmtPrinter printer = new StmtPrinter();
    printer.print(s, 0);
    return printer.text.toString();
  }

  private void print(Stmt s, int depth) {
    switch (s) {
      case Stmt.For loop -> {
        line(depth, "%s %s in %s:".formatted(loop.kind() == LoopKind.SERIAL ? "for"
            : loop.kind().name().toLowerCase(Locale.ROOT), loop.variable(), range(loop)));
        print(loop.body(), depth + 1);
      }
      case Stmt.Block(List<Stmt> statements) -> statements.forEach(child -> print(child, depth));
      case Stmt.If branch -> {
        line(depth, "if " + branch.condition() + ":");
        print(branch.then(), depth + 1);
        if (branch.hasElse()) {
          line(depth, "else:");
          print(branch.otherwise(), depth + 1);
        }
      }
      case Stmt.Let(String variable, Expr value, Stmt body) -> {
        line(depth, "let " + variable + " = " + value);
        print(body, depth);
      }
      case Stmt.Store(String buffer, List<Expr> indices, Expr value, boolean atomic) ->
          line(depth, (atomic ? "atomically " : "") + buffer + indices + " = " + value);
      case Stmt.Allocate(Buffer buffer, Stmt body) -> {
        line(depth, "allocate " + describe(buffer));
        print(body, depth);
      }
      case Stmt.Declare(var local, Expr value) -> line(depth, "%s x%d %s = %s".formatted(
          local.type(), local.lanes(), local, value));
      case Stmt.Assign(var local, Expr value) -> line(depth, local + " = " + value);
      case Stmt.Prefetch(String buffer, Expr index) ->
          line(depth, "prefetch " + buffer + "[" + index + "]");
      case Stmt.Print print -> line(depth, "print " + print.texts() + print.values());
      case Stmt.Barrier() -> line(depth, "barrier");
    }
  }

  private static String range(Stmt.For loop) {
    boolean fromZero = loop.min() instanceof IntConst constant && constant.value() == 0;
    return fromZero ? "0.." + loop.extent() : loop.min() + "..+" + loop.extent();
  }

  /** {@code private f32 C.tile[12, 32]}. */
  public static String describe(Buffer buffer) {
    String layout = buffer.layout().isCanonical() ? "" : " in layout " + buffer.layout();
    return buffer.memory().name().toLowerCase(Locale.ROOT) + " " + buffer.type() + " "
        + buffer.name() + buffer.extents().stream().map(Expr::toString)
            .collect(Collectors.joining(", ", "[", "]")) + layout;
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }
}
