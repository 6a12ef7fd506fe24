package dev.jacquard.opencl.device;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which symbolic sizes the {@code prepare} part of a program depends on. */
final class PrepareSizes {

  private PrepareSizes() {}

  static Set<String> of(Program program) {
    Set<String> mentioned = new HashSet<>();
    Stream.concat(exprs(program.prepare()),
        kernels(program.prepare()).map(program::kernel).flatMap(PrepareSizes::exprs))
        .forEach(e -> Rewrite.walk(e, node -> {
          if (node instanceof Dim dim) {
            mentioned.add(dim.name());
          }
        }));
    mentioned.retainAll(program.sizes().stream().map(Dim::name).collect(Collectors.toSet()));
    return mentioned;
  }

  /** The kernels that the statements may launch. */
  static Stream<String> kernels(List<HostStmt> statements) {
    return statements.stream().flatMap(statement -> switch (statement) {
      case HostStmt.Launch(String kernel) -> Stream.of(kernel);
      case HostStmt.Loop loop -> kernels(loop.body());
      case HostStmt.If(Expr _, List<HostStmt> then, List<HostStmt> otherwise) ->
          Stream.concat(kernels(then), kernels(otherwise));
      case HostStmt.Alloc _, HostStmt.Assert _ -> Stream.empty();
    });
  }

  private static Stream<Expr> exprs(List<HostStmt> statements) {
    return statements.stream().flatMap(statement -> switch (statement) {
      case HostStmt.Launch _ -> Stream.empty();
      case HostStmt.Loop(String _, Expr extent, List<HostStmt> body) ->
          Stream.concat(Stream.of(extent), exprs(body));
      case HostStmt.If(Expr condition, List<HostStmt> then, List<HostStmt> otherwise) ->
          Stream.concat(Stream.of(condition), Stream.concat(exprs(then), exprs(otherwise)));
      case HostStmt.Alloc(Buffer buffer) -> buffer.extents().stream();
      case HostStmt.Assert(Expr condition, String _) -> Stream.of(condition);
    });
  }

  private static Stream<Expr> exprs(Kernel kernel) {
    return Stream.concat(kernel.sizes().stream(),
        Stream.concat(kernel.groups().stream(), kernel.items().stream())
            .map(Kernel.Axis::extent));
  }
}
