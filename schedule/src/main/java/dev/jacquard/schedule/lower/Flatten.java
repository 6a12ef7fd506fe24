package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Addresses storage.
 *
 * <pre>
 * f[i, j] in layout "1/32 0 1%32" of extents (m, n)   ->   f[j / 32 * (m * 32) + i * 32 + j % 32]
 * </pre>
 *
 * <p>A load in a branch of a select that is not certainly inside is moved to the nearest element:
 * a vector select evaluates both branches, and the value is not used.
 */
final class Flatten {

  private final Map<String, Buffer> buffers;

  Flatten(Map<String, Buffer> buffers) {
    this.buffers = buffers;
  }

  Stmt apply(Stmt s, Scope scope) {
    Stmt mapped = s.mapExprs(e -> apply(e, scope, false));
    Scope inner = Walk.inside(mapped, scope);
    Stmt flat = mapped.mapChildren(child -> apply(child, inner));
    return flat instanceof Stmt.Store(String buffer, List<Expr> indices, Expr value, boolean atomic)
        ? new Stmt.Store(buffer, List.of(offset(buffer, indices, scope)), value, atomic) : flat;
  }

  private Expr apply(Expr e, Scope scope, boolean chosen) {
    if (e instanceof Select(Expr c, Expr t, Expr f)) {
      return new Select(apply(c, scope, chosen), apply(t, scope, true), apply(f, scope, true));
    }
    Expr mapped = e.mapChildren(child -> apply(child, scope, chosen));
    if (!(mapped instanceof Load load)) {
      return mapped;
    }
    List<Expr> indices = chosen ? clamped(load, scope) : load.indices();
    return new Load(load.buffer(), load.type(), List.of(offset(load.buffer(), indices, scope)));
  }

  private List<Expr> clamped(Load load, Scope scope) {
    List<Expr> indices = new ArrayList<>();
    for (int d = 0; d < load.indices().size(); d++) {
      Expr index = load.indices().get(d);
      Expr last = buffer(load.buffer()).extents().get(d).minus(1);
      boolean inside = Index.proves(IntConst.index(0), index, scope)
          && Index.proves(index, last, scope);
      indices.add(inside ? index : index.max(0).min(last));
    }
    return indices;
  }

  private Buffer buffer(String name) {
    Buffer buffer = buffers.get(name);
    if (buffer == null) {
      throw new CompilerBug("unknown buffer " + name + " among " + buffers.keySet());
    }
    return buffer;
  }

  private Expr offset(String name, List<Expr> indices, Scope scope) {
    Buffer buffer = buffer(name);
    List<Expr> extents = buffer.storageExtents();
    Expr offset = IntConst.index(0);
    for (int a = 0; a < extents.size(); a++) {
      Expr coordinate = coordinate(buffer.layout().axes().get(a), indices);
      offset = offset.times(extents.get(a)).plus(coordinate);
    }
    return Index.simplify(offset, scope);
  }

  private static Expr coordinate(Layout.Axis axis, List<Expr> indices) {
    Expr index = indices.get(axis.dim());
    return axis.isWhole() ? index : axis.inner() ? index.rem(axis.block())
        : index.div(axis.block());
  }
}
