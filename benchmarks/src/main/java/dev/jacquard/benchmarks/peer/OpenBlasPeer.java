package dev.jacquard.benchmarks.peer;

import dev.jacquard.benchmarks.Contestant;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Npy;
import dev.jacquard.dsl.data.Tensor;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * OpenBLAS's f32 matrix product, in a process of its own.
 *
 * <p>Its threads wait for work by spinning, for some 20 ms; after a turn we let them fall asleep,
 * so that they take no time from who is next.
 */
public final class OpenBlasPeer implements Contestant, AutoCloseable {

  private static final long SPINNING_MILLIS = 60;

  private final Path folder;
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream requests;
  private final String version;

  private OpenBlasPeer(Path folder, Process process) throws IOException {
    this.folder = folder;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.version = greet();
  }

  private String greet() throws IOException {
    String greeting = answers.readLine();
    if (greeting == null) {
      close();
      throw new IOException("it ended with exit code " + process.onExit().join().exitValue());
    }
    if (greeting.startsWith("missing ")) {
      close();
      throw new Unsupported("OpenBLAS cannot be loaded here, so nothing is compared with it: "
          + greeting.substring("missing ".length()));
    }
    return greeting.substring("ready ".length());
  }

  /**
   * Starts the process.
   *
   * @param a f32 of shape (m, k), canonical
   * @param b f32 of shape (k, n), canonical
   * @param threads how many it may use
   * @throws Unsupported where its native library cannot be loaded, with the reason
   */
  public static OpenBlasPeer start(Tensor a, Tensor b, int threads) {
    try {
      Path folder = Files.createTempDirectory("jacquard-openblas");
      Npy.save(folder.resolve("A.npy"), a);
      Npy.save(folder.resolve("B.npy"), b);
      ProcessBuilder builder = new ProcessBuilder(command(threads)).directory(folder.toFile())
          .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().remove("OPENBLAS_CORETYPE");
      return new OpenBlasPeer(folder, builder.start());
    } catch (IOException e) {
      throw new UserError("OpenBLAS's process cannot be started: " + e.getMessage(), e);
    }
  }

  private static List<String> command(int threads) {
    Path natives = Path.of(System.getProperty("java.io.tmpdir"), "javacpp");
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
        "-Dorg.bytedeco.javacpp.cachedir=" + natives, "-cp", classPath(),
        OpenBlasMain.class.getName(), "A.npy", "B.npy", "C.npy", Integer.toString(threads));
  }

  /** Where this class is from and its libraries; test runners have loaders of their own. */
  private static String classPath() {
    if (!(OpenBlasPeer.class.getClassLoader() instanceof URLClassLoader loader)) {
      return System.getProperty("java.class.path");
    }
    return Arrays.stream(loader.getURLs())
        .map(url -> Path.of(URI.create(url.toString())).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The library's version and its threads. */
  public String version() {
    return version;
  }

  @Override
  public double[] run(int runs) {
    return Arrays.stream(ask("run " + runs).split(" "))
        .mapToDouble(nanos -> Long.parseLong(nanos) / 1e3).toArray();
  }

  @Override
  public double turn(int runs) {
    double micros = Contestant.super.turn(runs);
    try {
      TimeUnit.MILLISECONDS.sleep(SPINNING_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return micros;
  }

  /** The product of the last run. */
  public Tensor product() {
    ask("save");
    return Npy.load(folder.resolve("C.npy"));
  }

  private String ask(String request) {
    requests.println(request);
    try {
      String answer = answers.readLine();
      if (answer != null) {
        return answer;
      }
    } catch (IOException _) {
      // The message below is the same as for a process that ended.
    }
    throw new UserError("OpenBLAS's process ended before it answered \"%s\".".formatted(request));
  }

  /** Ends the process and removes its files. */
  @Override
  public void close() {
    process.destroyForcibly();
    for (String name : List.of("A.npy", "B.npy", "C.npy")) {
      folder.resolve(name).toFile().delete();
    }
    folder.toFile().delete();
  }
}
