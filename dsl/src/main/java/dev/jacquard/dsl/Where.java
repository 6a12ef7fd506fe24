package dev.jacquard.dsl;

import java.io.IOException;
import java.io.InputStream;
import java.lang.StackWalker.StackFrame;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.OptionalInt;
import java.util.Set;

/** Where in the user's program something was written. */
public final class Where {

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final Set<String> OURS = Set.of("dsl", "schedule", "opencl", "jvm", "tune", "cli");

  private Where() {}

  /**
   * {@code File.java:line} of the innermost caller outside the library; empty if there is none. In
   * JShell, where code has no file, {@code line 2 of the snippet}. What called a command
   * is nobody's program.
   */
  public static String caller() {
    return WALKER.walk(frames -> frames.takeWhile(f -> !isCommand(f.getClassName()))
        .filter(f -> !isOurs(f.getClassName())).findFirst().map(Where::describe).orElse(""));
  }

  private static boolean isCommand(String className) {
    return className.startsWith("dev.jacquard.cli.") && !isTest(className);
  }

  private static boolean isOurs(String className) {
    String prefix = "dev.jacquard.";
    if (className.startsWith("java.") || className.equals(prefix + "Jacquard")) {
      return true;
    }
    int end = className.indexOf('.', prefix.length());
    return className.startsWith(prefix) && end > 0 && !isTest(className)
        && OURS.contains(className.substring(prefix.length(), end));
  }

  /** A test is a user, though in our packages. */
  private static boolean isTest(String className) {
    return className.matches(".*Test(\\$.*)?");
  }

  private static String describe(StackFrame frame) {
    String file = frame.getFileName();
    if (file == null || !file.matches("\\$JShell\\$\\w+\\.java")) {
      return file + ":" + frame.getLineNumber();
    }
    OptionalInt before = linesBefore(frame.getDeclaringClass().getNestHost());
    return before.isEmpty() ? "the snippet"
        : "line %d of the snippet".formatted(frame.getLineNumber() - before.getAsInt());
  }

  /**
   * How many lines JShell puts before a snippet when it wraps it in a class. The constructor, which
   * is implicit, has the line of the class. What declares nothing that is kept begins two lines
   * below; the value of an expression goes to a variable {@code $1} and begins five below; of a
   * declared variable only the initializer is there, four below: its line counts as the first.
   */
  private static OptionalInt linesBefore(Class<?> wrapper) {
    String file = wrapper.getName().replace('.', '/') + ".class";
    try (InputStream code = wrapper.getClassLoader().getResourceAsStream(file)) {
      if (code == null) {
        return OptionalInt.empty();
      }
      ClassModel type = ClassFile.of().parse(code.readAllBytes());
      int more = type.fields().isEmpty() ? 1
          : type.fields().getFirst().fieldName().stringValue().startsWith("$") ? 4 : 3;
      return type.methods().stream().filter(m -> m.methodName().equalsString("<init>"))
          .flatMap(m -> m.code().stream())
          .flatMap(c -> c.findAttribute(Attributes.lineNumberTable()).stream())
          .mapToInt(table -> table.lineNumbers().getFirst().lineNumber() + more).findFirst();
    } catch (IOException _) {
      return OptionalInt.empty();
    }
  }
}
