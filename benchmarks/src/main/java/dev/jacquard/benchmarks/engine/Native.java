package dev.jacquard.benchmarks.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The C functions of a shared library. The types of arguments follow from what is passed: Integer,
 * Long, Float or MemorySegment. What a function returns is read as an int, even where it is
 * nothing.
 */
final class Native {

  private static final Linker LINKER = Linker.nativeLinker();

  private final SymbolLookup symbols;

  /** @throws IllegalArgumentException if the library cannot be loaded */
  Native(Path library) {
    this.symbols = SymbolLookup.libraryLookup(library, Arena.global());
  }

  boolean has(String function) {
    return symbols.find(function).isPresent();
  }

  /** A text that the library holds under a name. */
  String constant(String name) {
    return address(name).reinterpret(Long.MAX_VALUE).getString(0);
  }

  private MemorySegment address(String symbol) {
    return symbols.find(symbol).orElseThrow(
        () -> new IllegalArgumentException("the library has no function " + symbol));
  }

  /** A call with these arguments, to be made again and again. */
  MethodHandle bind(String function, Object... arguments) {
    return bind(JAVA_INT, function, arguments);
  }

  private MethodHandle bind(MemoryLayout result, String function, Object... arguments) {
    MemoryLayout[] parameters = Arrays.stream(arguments).map(Native::layout)
        .toArray(MemoryLayout[]::new);
    return MethodHandles.insertArguments(LINKER.downcallHandle(address(function),
        FunctionDescriptor.of(result, parameters)), 0, arguments);
  }

  /** A call made at once. */
  int call(String function, Object... arguments) {
    return invoke(bind(function, arguments));
  }

  /** A call whose result is a pointer to text. */
  String text(String function, Object... arguments) {
    try {
      return ((MemorySegment) bind(ADDRESS, function, arguments).invokeExact())
          .reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** A call whose result is a pointer. */
  MemorySegment pointer(String function, Object... arguments) {
    try {
      return (MemorySegment) bind(ADDRESS, function, arguments).invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static int invoke(MethodHandle call) {
    try {
      return (int) call.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case Integer _ -> JAVA_INT;
      case Long _ -> JAVA_LONG;
      case Float _ -> JAVA_FLOAT;
      case MemorySegment _ -> ADDRESS;
      default -> throw new IllegalArgumentException("no C type for " + argument);
    };
  }
}
