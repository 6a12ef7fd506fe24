package dev.jacquard.cli.session;

import dev.jacquard.cli.UsageError;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.Schedule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A user's operator in one Java file: a class with {@code static Func op()} and, if wanted,
 * {@code static Schedule schedule()}. One of several outputs has {@code static Algorithm op()}.
 *
 * @param algorithm what {@code op()} gave, or is needed for it
 * @param schedule what {@code schedule()} gave, if it is there
 */
record UserFile(Algorithm algorithm, Optional<Schedule> schedule) {

  private static final String SHAPE = "Write a class with \"static Func op()\" and, if wanted, "
      + "\"static Schedule schedule()\".";

  /**
   * Compiles the file and calls its methods, those of the class of the file's name first.
   *
   * @throws UserError if it does not compile, has no {@code op()}, or a method of it fails
   */
  static UserFile load(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UsageError(file + ": there is no such file. Check the name.");
    }
    List<Class<?>> classes = MemoryCompiler.compile(file);
    String name = file.getFileName().toString().replace(".java", "");
    Method op = method(classes.stream().filter(type -> type.getSimpleName().equals(name)).toList(),
        "op").or(() -> method(classes, "op")).orElseThrow(() -> new UserError(
            file + " has no method op() without parameters. " + SHAPE));
    Algorithm algorithm = op.getReturnType() == Algorithm.class ? call(file, op, Algorithm.class)
        : Algorithm.of(call(file, op, Func.class));
    Optional<Schedule> schedule = method(List.of(op.getDeclaringClass()), "schedule")
        .map(method -> call(file, method, Schedule.class));
    return new UserFile(algorithm, schedule);
  }

  private static Optional<Method> method(List<Class<?>> classes, String name) {
    return classes.stream().flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.getName().equals(name) && method.getParameterCount() == 0)
        .findFirst();
  }

  private static <T> T call(Path file, Method method, Class<T> type) {
    if (!Modifier.isStatic(method.getModifiers()) || !type.isAssignableFrom(
        method.getReturnType())) {
      throw new UserError("%s: %s() must be static and return a %s. %s".formatted(file,
          method.getName(), type.getSimpleName(), SHAPE));
    }
    try {
      method.setAccessible(true);
      Object result = method.invoke(null);
      if (result == null) {
        throw new UserError("%s: %s() returned null. Return what it makes.".formatted(file,
                method.getName()));
      }
      return type.cast(result);
    } catch (InvocationTargetException e) {
      throw failed(file, method, e.getCause());
    } catch (ExceptionInInitializerError e) {
      throw failed(file, method, e);
    } catch (IllegalAccessException e) {
      throw new CompilerBug("cannot call " + method, e);
    }
  }

  /**
   * A mistake in the language that does not name its line gets it; other errors of ours pass as
   * they are; whatever else the method threw is told with its line.
   */
  private static RuntimeException failed(Path file, Method method, Throwable cause) {
    Throwable thrown = cause instanceof ExceptionInInitializerError error
        && error.getCause() != null ? error.getCause() : cause;
    Optional<Integer> line = line(file, thrown);
    return switch (thrown) {
      case UserError error when line.isPresent() && !error.reason().contains(
          file.getFileName() + ":") -> new UserError("%s:%d: %s".formatted(file.getFileName(),
              line.get(), error.reason()), error);
      case UserError error -> error;
      case Unsupported limit -> limit;
      case CompilerBug bug -> bug;
      default -> new UserError("%s: %s() failed%s; mend it: %s".formatted(file, method.getName(),
          line.map(number -> " at line " + number).orElse(""), thrown), thrown);
    };
  }

  /** The line of the file at which {@code thrown} was thrown, or called what threw it. */
  private static Optional<Integer> line(Path file, Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> file.getFileName().toString().equals(frame.getFileName()))
        .map(StackTraceElement::getLineNumber).findFirst();
  }
}
