package dev.jacquard.schedule.roundtrip;

import dev.jacquard.schedule.Schedule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the Java text of schedules in memory, each in a method, and runs it. */
final class PastedJava {

  private PastedJava() {}

  /** The schedules that the texts of {@code schedules} make, by the same names. */
  static Map<String, Schedule> run(Map<String, Schedule> schedules) {
    StringBuilder source = new StringBuilder("""
        import dev.jacquard.dsl.data.Layout;
        import dev.jacquard.schedule.Partitioning;
        import dev.jacquard.schedule.Schedule;
        import dev.jacquard.schedule.Tail;
        import dev.jacquard.dsl.Dim;
        import dev.jacquard.schedule.ir.Memory;
        import dev.jacquard.schedule.ir.StoreHint;
        public class Pasted {
        """);
    int number = 0;
    for (Schedule schedule : schedules.values()) {
      source.append("public static Schedule make").append(number++)
          .append("(Schedule schedule) {\nreturn ").append(schedule.toJava()).append("\n}\n");
    }
    Class<?> pasted = compile(source.append("}\n").toString());
    Map<String, Schedule> made = new LinkedHashMap<>();
    for (String name : schedules.keySet()) {
      made.put(name, call(pasted, "make" + made.size()));
    }
    return made;
  }

  private static Schedule call(Class<?> pasted, String method) {
    try {
      return (Schedule) pasted.getMethod(method, Schedule.class)
          .invoke(null, Schedule.of(List.of()));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> compile(String source) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter log = new StringWriter();
    Classes classes = new Classes(compiler.getStandardFileManager(null, null, null));
    boolean compiled = compiler.getTask(log, classes, null, List.of("-proc:none", "-classpath",
        classPath()), null, List.of(new Source(source))).call();
    if (!compiled) {
      throw new AssertionError(log + source);
    }
    try {
      return classes.loader().loadClass("Pasted");
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The places of the classes that the text names. */
  private static String classPath() {
    return List.of(Schedule.class, dev.jacquard.dsl.Dsl.class).stream()
        .map(c -> c.getProtectionDomain().getCodeSource().getLocation().getPath())
        .reduce((a, b) -> a + java.io.File.pathSeparator + b).orElseThrow();
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///Pasted.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Compiled classes, kept in memory. */
  private static final class Classes extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final Map<String, ByteArrayOutputStream> compiled = new LinkedHashMap<>();

    Classes(StandardJavaFileManager manager) {
      super(manager);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(JavaFileManager.Location location, String name,
        JavaFileObject.Kind kind, FileObject sibling) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      compiled.put(name, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public ByteArrayOutputStream openOutputStream() {
          return bytes;
        }
      };
    }

    ClassLoader loader() {
      return new ClassLoader(Schedule.class.getClassLoader()) {
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
          ByteArrayOutputStream bytes = compiled.get(name);
          if (bytes == null) {
            throw new ClassNotFoundException(name);
          }
          return defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
      };
    }
  }
}
