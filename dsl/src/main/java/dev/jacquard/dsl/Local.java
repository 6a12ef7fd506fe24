package dev.jacquard.dsl;

/** A declared scalar or vector variable of a kernel: a register. Arises in lowering. */
public record Local(String name, DType type, int lanes) implements Leaf {

  @Override
  public String toString() {
    return name;
  }
}
