package dev.jacquard.cli.export;

import dev.jacquard.schedule.ir.Buffer;
import java.util.List;
import java.util.stream.Collectors;

/** What says how to use the class, and starts its example. */
final class LaunchFiles {

  /** The oldest Java with {@code MemorySegment.maxByteAlignment}. */
  private static final int OLDEST_JAVA = 23;

  private static final String LIBRARY = """
      ls lib/jocl*.jar >/dev/null 2>&1 || {
        echo "Put the jar of JOCL (org.jocl:jocl of Maven Central) into lib." >&2
        exit 1
      }
      """;

  private static final String COMPILER = """
      bin=${JAVA_HOME:+$JAVA_HOME/bin/}
      version=$("${bin}javac" -version 2>/dev/null || true)
      major=${version#javac }
      major=${major%%%%[!0-9]*}
      [ "${major:-0}" -ge %1$d ] || {
        echo "This needs a JDK %1$d or newer; ${bin}javac is ${major:-missing}." \\
          "Set JAVA_HOME to one." >&2
        exit 1
      }
      """.formatted(OLDEST_JAVA);

  private final Parcel parcel;
  private final Members members;

  LaunchFiles(Parcel parcel) {
    this.parcel = parcel;
    this.members = new Members(parcel.program(), List.of());
  }

  /** For POSIX shells. HotSpot interprets methods of over 8000 bytes unless it is told not to. */
  String script() {
    return """
        #!/bin/sh
        # Compiles the class and its example, and runs the example on the test input.
        # Needs a JDK %d or newer, in JAVA_HOME or on the PATH%s.
        set -eu
        cd "$(dirname "$0")"
        %s%s"${bin}javac" --release %d -d classes -cp "lib/*" %s*.java
        exec "${bin}java" %s -cp "classes:.:lib/*" %s
        """.formatted(OLDEST_JAVA, parcel.isOpenCl() ? ", and an OpenCL driver" : "",
        parcel.isOpenCl() ? LIBRARY : "", COMPILER, OLDEST_JAVA, parcel.place(),
        parcel.isOpenCl() ? "--enable-native-access=ALL-UNNAMED"
            : "-XX:-DontCompileHugeMethods", parcel.qualified(parcel.className() + "Example"));
  }

  String readme() {
    String name = parcel.className();
    return """
        # %s

        `%s%s.java` computes %s on %s. It needs a JDK %d or newer%s, and nothing of Jacquard.

        ```java
        %s
        ```

        `sh run.sh` compiles it with its example, runs that on the input in `test`, compares with
        the results of Jacquard's reference evaluator, and prints the time of a run; it ends with 1
        if a value is wrong.

        | file | what |
        |---|---|
        | `%s%s.java` | the class: take it into your sources |
        %s| `%s%sExample.java` | the example |
        | `test/NAME.npy` | an input, its memory as an array |
        | `test/NAME.expected.npy` | rows of place in memory, value, and what rounding may change |
        """.formatted(name, parcel.place(), name, parcel.setting().workload().name(),
        parcel.isOpenCl() ? "an OpenCL device" : "the virtual machine", OLDEST_JAVA,
        parcel.isOpenCl() ? ",\nand [JOCL](http://www.jocl.org) (MIT licence), which is in `lib`"
            : "", usage(),
        parcel.place(), name, parcel.isOpenCl() ? ("| `%s%s.cl` | its kernels: a resource beside "
            + "the class |\n").formatted(parcel.place(), name) : "", parcel.place(), name);
  }

  private String usage() {
    String name = parcel.className();
    String variable = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    String calls = (members.hasConstants() ? "%s.prepare(%s);\n".formatted(variable,
        arguments(members.fixedSizes(), members.constants())) : "")
        + "%s.run(%s);".formatted(variable, arguments(members.freeSizes(), members.arguments()));
    return parcel.isOpenCl() ? "try (%1$s %2$s = new %1$s()) {\n%3$s}".formatted(name, variable,
        calls.indent(2)) : "%1$s %2$s = new %1$s();\n%3$s".formatted(name, variable, calls);
  }

  private String arguments(List<dev.jacquard.dsl.Dim> sizes, List<Buffer> buffers) {
    return java.util.stream.Stream.concat(sizes.stream().map(members::name),
        buffers.stream().map(buffer -> Members.parameter(buffer, members.names())))
        .collect(Collectors.joining(", "));
  }
}
