package dev.jacquard.cli.session;

import dev.jacquard.dsl.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one Java file against this program, without writing files. */
final class MemoryCompiler extends ClassLoader {

  private final Map<String, ByteArrayOutputStream> classes;

  private MemoryCompiler(Map<String, ByteArrayOutputStream> classes) {
    super(MemoryCompiler.class.getClassLoader());
    this.classes = classes;
  }

  /**
   * The classes of the file, in the order in which the compiler made them.
   *
   * @throws UserError with the compiler's lines, if it does not compile
   */
  static List<Class<?>> compile(Path file) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new UserError(file + ": compiling it needs a JDK, and this is a Java runtime without "
          + "the compiler. Set JAVA_HOME to a JDK 25 or newer.");
    }
    Map<String, ByteArrayOutputStream> made = new LinkedHashMap<>();
    StringWriter lines = new StringWriter();
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-proc:none", "-g", "-implicit:none", "-cp",
          System.getProperty("java.class.path"));
      if (!compiler.getTask(lines, new Sink(standard, made), null, options, null,
          standard.getJavaFileObjects(file)).call()) {
        throw new UserError(lines + file.toString() + " does not compile. Mend these lines.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    MemoryCompiler loader = new MemoryCompiler(made);
    return made.keySet().stream().<Class<?>>map(loader::named).toList();
  }

  private Class<?> named(String name) {
    try {
      return loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ByteArrayOutputStream code = classes.get(name);
    if (code == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, code.toByteArray(), 0, code.size());
  }

  /** Keeps class files in memory. */
  private static final class Sink extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> classes;

    Sink(JavaFileManager standard, Map<String, ByteArrayOutputStream> classes) {
      super(standard);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String name,
        JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream code = new ByteArrayOutputStream();
      classes.put(name, code);
      URI place = URI.create("memory:///" + name.replace('.', '/') + kind.extension);
      return new SimpleJavaFileObject(place, kind) {
        @Override
        public OutputStream openOutputStream() {
          return code;
        }
      };
    }
  }
}
