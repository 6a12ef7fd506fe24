package dev.jacquard.dsl;

/** A free index of a {@link Func}, or a loop variable in lowering. Its type is i64. */
public record Var(String name) implements Leaf {

  public Var {
    Names.check(name, "a Var");
  }

  @Override
  public DType type() {
    return DType.I64;
  }

  @Override
  public String toString() {
    return name;
  }
}
