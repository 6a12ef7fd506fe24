package dev.jacquard.schedule.ir;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import java.io.Serializable;
import java.util.List;

/**
 * One device function and the index space that it is launched over.
 *
 * @param name legal in C and Java
 * @param buffers its global buffers, in the order of its arguments
 * @param sizes its scalar i64 arguments, after the buffers
 * @param groups up to three axes of work-groups, fastest first; {@code body} sees each variable as
 *     an i64 that runs from 0
 * @param items up to three axes of work-items within a group, fastest first, of constant extents;
 *     empty means one item a group
 * @param body what each work-item does
 */
public record Kernel(String name, List<Buffer> buffers, List<Dim> sizes, List<Axis> groups,
    List<Axis> items, Stmt body) implements Serializable {

  /** A dimension of the index space. */
  public record Axis(String variable, Expr extent) implements Serializable {}

  public Kernel {
    buffers = List.copyOf(buffers);
    sizes = List.copyOf(sizes);
    groups = List.copyOf(groups);
    items = List.copyOf(items);
  }
}
