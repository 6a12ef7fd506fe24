package dev.jacquard.docs;

import dev.jacquard.cli.Console;
import dev.jacquard.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Runs what the documents show.
final class Example {

  static final Path FOLDER = Block.ROOT.resolve("docs/examples");

  private Example() {}

  /// What a command line did.
  record Ran(int code, String out, String err) {}

  static List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /// `./jacquard` with these words; paths to examples are those of the checkout.
  static Ran jacquard(List<String> words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = Main.run(words.stream().map(word -> word.replaceFirst("^docs/examples/",
        FOLDER + "/")).toArray(String[]::new), new Console(stream(out), stream(err), false, false));
    return new Ran(code, shown(out), shown(err));
  }

  private static String shown(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(FOLDER + "/", "docs/examples/");
  }

  /// What the `main` of a file prints.
  static String main(Path file, Path classes) throws Exception {
    int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-g", "-proc:none",
        "-Xlint:all,-path,-classfile", "-Werror", "-d", classes.toString(), "-cp",
        System.getProperty("java.class.path"), file.toString());
    if (code != 0) {
      throw new AssertionError(file + " does not compile");
    }
    String name = file.getFileName().toString().replace(".java", "");
    try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Method main = loader.loadClass(name).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      return printed(main);
    }
  }

  private static String printed(Method main) throws Exception {
    var out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(stream(out));
    try {
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /// The words of a line as a shell splits it, without a comment.
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.trim().split(" +")) {
      if (word.startsWith("#")) {
        break;
      }
      words.add(word);
    }
    return words;
  }
}
