package dev.jacquard.ops;

import dev.jacquard.dsl.Dim;
import java.util.List;

/** What an operator of the library says of itself. */
abstract class LibraryOp implements Op {

  private final String name;
  private final String summary;
  private final List<Dim> dims;

  LibraryOp(String name, String summary, Dim... dims) {
    this.name = name;
    this.summary = summary;
    this.dims = List.of(dims);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public final List<Dim> dims() {
    return dims;
  }
}
