package dev.jacquard.benchmarks.peer;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.jacquard.dsl.CompilerBug;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** Stops a process, all of its threads, and lets it go on. */
final class Signals {

  private static final int CONTINUE = 18;
  private static final int STOP = 19;
  private static final MethodHandle KILL = kill();

  private final int process;

  Signals(long process) {
    this.process = Math.toIntExact(process);
  }

  void stop() {
    send(STOP);
  }

  void resume() {
    send(CONTINUE);
  }

  private void send(int signal) {
    try {
      int _ = (int) KILL.invokeExact(process, signal);
    } catch (Throwable e) {
      throw new CompilerBug("signal %d: %s".formatted(signal, e));
    }
  }

  private static MethodHandle kill() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find("kill").orElseThrow(),
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  }
}
