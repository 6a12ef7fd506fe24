package dev.jacquard.benchmarks.engine;

import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * One way in which a library does an op.
 *
 * @param name such as {@code packed}; empty for the only way
 * @param steps calls without arguments that return an int
 * @param collect brings the outputs into {@link Work#outputs}, untimed
 */
record Form(String name, Layouts layouts, List<MethodHandle> steps, Runnable collect) {

  /** A form that writes its outputs where they are wanted. */
  Form(String name, Layouts layouts, MethodHandle... steps) {
    this(name, layouts, List.of(steps), () -> {});
  }

  /** One run, in nanoseconds. */
  long run() {
    MethodHandle[] calls = steps.toArray(MethodHandle[]::new);
    long start = System.nanoTime();
    for (MethodHandle call : calls) {
      Native.invoke(call);
    }
    return System.nanoTime() - start;
  }
}
