package dev.jacquard.tune.worker;

/** The class path of this test run, for processes that tests start. */
public final class CommandLineAccess {

  private CommandLineAccess() {}

  public static String classPath() {
    return CommandLine.classPath();
  }
}
