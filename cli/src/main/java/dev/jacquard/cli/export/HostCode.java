package dev.jacquard.cli.export;

import com.palantir.javapoet.CodeBlock;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Range;
import dev.jacquard.jvm.emit.Expressions;
import dev.jacquard.jvm.emit.JavaNames;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import java.util.List;

/** Host statements as Java: what {@code HostWalk} does, written out. */
final class HostCode {

  private final Members members;
  private final Flavour flavour;
  private final Expressions expressions;
  private final JavaNames names;

  HostCode(Members members, Flavour flavour, Expressions expressions, JavaNames names) {
    this.members = members;
    this.flavour = flavour;
    this.expressions = expressions;
    this.names = names;
  }

  CodeBlock all(List<HostStmt> statements) {
    return statements.stream().map(this::one).collect(CodeBlock.joining(""));
  }

  private CodeBlock one(HostStmt statement) {
    return switch (statement) {
      case HostStmt.Alloc(Buffer buffer) ->
          flavour.reserve(members.field(buffer), bytes(buffer));
      case HostStmt.Launch(String kernel) -> launch(members.program().kernel(kernel));
      case HostStmt.Loop(String variable, Expr extent, List<HostStmt> body) ->
          loop(variable, extent, body);
      case HostStmt.If(Expr condition, List<HostStmt> then, List<HostStmt> otherwise) ->
          choice(condition, then, otherwise);
      case HostStmt.Assert(Expr condition, String message) -> CodeBlock.builder()
          .beginControlFlow("if (!($L))", value(condition))
          .addStatement("throw new IllegalArgumentException($S)", message)
          .endControlFlow().build();
    };
  }

  private CodeBlock loop(String variable, Expr extent, List<HostStmt> body) {
    CodeBlock end = value(extent);
    String name = names.bind(variable, Range.to(extent));
    return CodeBlock.builder().beginControlFlow("for ($1L $2L = 0; $2L < $3L; $2L++)",
        names.isNarrow(variable) ? "int" : "long", name, end).add(all(body)).endControlFlow()
        .build();
  }

  private CodeBlock choice(Expr condition, List<HostStmt> then, List<HostStmt> otherwise) {
    CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("if ($L)", value(condition))
        .add(all(then));
    if (!otherwise.isEmpty()) {
      code.nextControlFlow("else").add(all(otherwise));
    }
    return code.endControlFlow().build();
  }

  private CodeBlock launch(Kernel kernel) {
    return flavour.launch(kernel, members.field(kernel), kernel.buffers().stream()
        .map(buffer -> flavour.place(buffer, members, names)).toList(), this::value);
  }

  /** A value of sizes and of variables of loops: an int or a long where it is an index. */
  CodeBlock value(Expr e) {
    Expr simple = names.simplify(e);
    return simple instanceof IntConst(DType _, long value) && value == (int) value
        ? CodeBlock.of("$L", value) : expressions.term(simple, names).code();
  }

  CodeBlock elements(Buffer buffer) {
    return value(buffer.size());
  }

  private CodeBlock bytes(Buffer buffer) {
    return value(buffer.size().times(buffer.type().bytes()));
  }
}
