package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Local;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import java.util.Map;

/**
 * An element of 32 bits that several work-items change, each in one step: by an instruction, or
 * again until no other item has changed it meanwhile.
 *
 * <pre>
 * f[i] = f[i] + x   ->   atomic_add(&amp;f[i], x)                                   of integers
 * f[i] = g(f[i])    ->   do { was = seen; seen = cmpxchg(&amp;f[i], was, g(was)); }
 *                        while (seen != was)
 * </pre>
 */
record AtomicChange(KernelContext context, ExpressionPrinter printer, Stmt.Store store) {

  private static final Map<BinaryOp, String> INSTRUCTIONS = Map.of(BinaryOp.ADD, "atomic_add",
      BinaryOp.MIN, "atomic_min", BinaryOp.MAX, "atomic_max");

  List<String> lines() {
    DType type = store.value().type();
    Local old = new Local("old", type, 1);
    String word = type.isFloat() ? "int" : Words.type(type);
    String element = "(volatile global %s *)&%s[%s]".formatted(word,
        context.names.get(Names.Kind.BUFFER, store.buffer()),
        printer.printAddress(Loads.single(store.buffer(), store.indices())).text());
    Expr changed = store.changed(old);
    if (!type.isFloat() && changed instanceof Binary(BinaryOp op, Expr left, Expr right)
        && INSTRUCTIONS.containsKey(op) && (left.equals(old) || right.equals(old))) {
      Expr term = left.equals(old) ? right : left;
      return List.of("%s(%s, %s);".formatted(INSTRUCTIONS.get(op), element,
          printer.print(term, type).text()));
    }
    return again(type, word, element, old, changed);
  }

  private List<String> again(DType type, String word, String element, Local old, Expr changed) {
    context.names.enter();
    String at = context.names.declare(Names.Kind.LOCAL, "at");
    String was = context.names.declare(Names.Kind.LOCAL, "was");
    String seen = context.names.declare(Names.Kind.LOCAL, "seen");
    String value = context.names.declare(Names.Kind.LOCAL, old.name());
    String text = printer.print(changed, type).text();
    context.names.exit();
    String from = type.isFloat() ? "as_float(%s)".formatted(was) : was;
    String to = type.isFloat() ? "as_int(%s)".formatted(text) : text;
    return List.of("{",
        "  volatile global %s *%s = %s;".formatted(word, at, element),
        "  %1$s %2$s, %3$s = *%4$s;".formatted(word, was, seen, at),
        "  do {",
        "    %s = %s;".formatted(was, seen),
        "    const %s %s = %s;".formatted(Words.type(type), value, from),
        "    %s = atomic_cmpxchg(%s, %s, %s);".formatted(seen, at, was, to),
        "  } while (%s != %s);".formatted(seen, was),
        "}");
  }
}
