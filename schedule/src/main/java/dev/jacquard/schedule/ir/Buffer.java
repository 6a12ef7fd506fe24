package dev.jacquard.schedule.ir;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.data.Layout;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A named block of memory that holds a tensor.
 *
 * @param extents the logical size of each dimension, in elements
 * @param layout where each logical element lies; the padded storage is addressed from 0
 * @param hint how its elements are written
 */
public record Buffer(String name, DType type, Memory memory, List<Expr> extents, Layout layout,
    StoreHint hint)
    implements Serializable {

  public Buffer {
    extents = List.copyOf(extents);
  }

  public Buffer(String name, DType type, Memory memory, List<Expr> extents, Layout layout) {
    this(name, type, memory, extents, layout, StoreHint.CACHED);
  }

  public Buffer(String name, DType type, Memory memory, List<Expr> extents) {
    this(name, type, memory, extents, Layout.canonical(extents.size()));
  }

  /** The extents of the storage axes, outermost first; split dimensions are padded to blocks. */
  public List<Expr> storageExtents() {
    List<Expr> storage = new ArrayList<>();
    for (Layout.Axis axis : layout.axes()) {
      Expr extent = extents.get(axis.dim());
      storage.add(axis.isWhole() ? extent : axis.inner() ? IntConst.index(axis.block())
          : extent.plus(axis.block() - 1).div(axis.block()));
    }
    return storage;
  }

  /** The number of elements of the storage, padding included. */
  public Expr size() {
    return storageExtents().stream().reduce(IntConst.index(1), Expr::times);
  }
}
