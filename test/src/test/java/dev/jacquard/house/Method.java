package dev.jacquard.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// A method or constructor with a body.
///
/// @param name  file, class and method
/// @param lines from its first modifier or annotation to its closing brace
record Method(String name, int lines) {

  /// Every method of the files, read with the compiler's parser.
  static List<Method> of(List<Path> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task = (JavacTask) compiler.getTask(null, manager, null, List.of(), null,
          manager.getJavaFileObjectsFromPaths(files));
      var collector = new Collector(Trees.instance(task).getSourcePositions());
      task.parse().forEach(unit -> unit.accept(collector, unit));
      return collector.methods;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Collector extends TreeScanner<Void, CompilationUnitTree> {

    private final List<Method> methods = new ArrayList<>();
    private final SourcePositions positions;
    private String enclosing = "";

    Collector(SourcePositions positions) {
      this.positions = positions;
    }

    @Override
    public Void visitClass(ClassTree type, CompilationUnitTree unit) {
      String outer = enclosing;
      enclosing = type.getSimpleName().toString();
      super.visitClass(type, unit);
      enclosing = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
      long end = positions.getEndPosition(unit, method);
      if (method.getBody() != null && end >= 0) {
        long first = line(unit, positions.getStartPosition(unit, method));
        String file = House.name(Path.of(unit.getSourceFile().toUri()));
        methods.add(new Method(file + " " + enclosing + "." + method.getName(),
            (int) (line(unit, end) - first + 1)));
      }
      return super.visitMethod(method, unit);
    }

    private static long line(CompilationUnitTree unit, long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
