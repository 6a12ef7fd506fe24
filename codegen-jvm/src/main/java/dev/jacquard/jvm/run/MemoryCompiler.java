package dev.jacquard.jvm.run;

import com.aparapi.Kernel;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles Java source to classes, both in memory. */
public final class MemoryCompiler {

  /** A virtual machine without a compiler, as a JRE is one. */
  public static final String MISSING = "This Java has no compiler (it is a JRE). Start Jacquard "
      + "with a JDK.";

  private MemoryCompiler() {}

  public static boolean isThere() {
    return ToolProvider.getSystemJavaCompiler() != null;
  }

  /**
   * Compiles with debug information.
   *
   * @param sources by qualified class name
   * @return the class files by qualified class name
   * @throws Unsupported if a kernel is too long for a Java method
   * @throws CompilerBug with javac's messages and the source, if they do not compile
   */
  public static Map<String, byte[]> compile(Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new UserError(MISSING);
    }
    Map<String, Output> classes = new HashMap<>();
    StringWriter log = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      classPath(files);
      List<Source> units = sources.entrySet().stream()
          .map(e -> new Source(e.getKey(), e.getValue())).toList();
      boolean done = compiler.getTask(log, capturing(files, classes), null,
          List.of("-g", "-proc:none", "-implicit:none"), null, units).call();
      if (!done) {
        throw failure(log.toString(), sources);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> result = new HashMap<>();
    classes.forEach((name, output) -> result.put(name, output.bytes.toByteArray()));
    return result;
  }

  private static RuntimeException failure(String log, Map<String, String> sources) {
    String names = String.join(", ", sources.keySet());
    return log.contains("code too large") || log.contains("too many constants")
        ? new Unsupported("A Java method holds 64 KiB of code at most, and a kernel of " + names
            + " has more. Unroll less.")
        : new CompilerBug("the generated Java does not compile:\n" + log + "\n"
            + String.join("\n", sources.values()));
  }

  /** Where the classes lie that generated code calls, however this program was started. */
  private static Stream<String> ownPlaces() {
    return Stream.of(MemoryCompiler.class, Kernel.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(url -> new File(url.getPath()).getPath());
  }

  private static void classPath(StandardJavaFileManager files) throws IOException {
    Stream<String> started = Stream.of(System.getProperty("java.class.path")
        .split(File.pathSeparator)).filter(place -> !place.isEmpty());
    files.setLocation(StandardLocation.CLASS_PATH, Stream.concat(ownPlaces(), started).distinct()
        .map(File::new).filter(File::exists).toList());
  }

  private static JavaFileManager capturing(JavaFileManager files, Map<String, Output> classes) {
    return new ForwardingJavaFileManager<>(files) {
      @Override
      public JavaFileObject getJavaFileForOutput(Location location, String name,
          JavaFileObject.Kind kind, FileObject sibling) {
        return classes.computeIfAbsent(name, Output::new);
      }
    };
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name.replace('.', '/') + Kind.SOURCE.extension),
          Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Output extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output(String name) {
      super(URI.create("memory:///" + name.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }
}
