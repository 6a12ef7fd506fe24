package dev.jacquard.cli;

/** A suite that measures nothing. */
public final class TinySuite implements Suite {

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public String summary() {
    return "nothing against nothing";
  }

  @Override
  public void run(BenchContext context) {
    context.print("budget " + context.budget().toMillis());
    context.figure("ratio", 1.5);
  }
}
