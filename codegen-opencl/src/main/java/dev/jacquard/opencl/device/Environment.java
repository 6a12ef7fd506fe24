package dev.jacquard.opencl.device;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The environment that native libraries of this process read; processes it starts do not. */
final class Environment {

  private Environment() {}

  /** Unless it is set: that is another's decision. */
  static void set(String name, String value) {
    Linker linker = Linker.nativeLinker();
    MethodHandle setenv = linker.downcallHandle(linker.defaultLookup().findOrThrow("setenv"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int ignored = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value),
          0);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("setenv", e);
    }
  }
}
