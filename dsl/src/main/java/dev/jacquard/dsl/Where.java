package dev.jacquard.dsl;

import java.util.Set;

/** Where in the user's program something was written. */
public final class Where {

  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final Set<String> OURS = Set.of("dsl", "schedule", "opencl", "jvm", "tune", "cli");

  private Where() {}

  /** {@code File.java:line} of the innermost caller outside the library; empty if there is none. */
  public static String caller() {
    return WALKER.walk(frames -> frames.filter(f -> !isOurs(f.getClassName())).findFirst()
        .map(f -> f.getFileName() + ":" + f.getLineNumber()).orElse(""));
  }

  private static boolean isOurs(String className) {
    String prefix = "dev.jacquard.";
    if (className.startsWith("java.") || className.equals(prefix + "Jacquard")) {
      return true;
    }
    int end = className.indexOf('.', prefix.length());
    return className.startsWith(prefix) && end > 0 && !className.contains("Test")
        && OURS.contains(className.substring(prefix.length(), end));
  }
}
