package dev.jacquard.benchmarks.peer;

import dev.jacquard.benchmarks.Contestant;
import dev.jacquard.benchmarks.engine.Layouts;
import dev.jacquard.benchmarks.engine.PeerMain;
import dev.jacquard.benchmarks.engine.Work;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A library at work in a process of its own.
 *
 * <p>Threads of libraries wait for work by spinning, so between its turns the whole process is
 * stopped: it takes no time from who is next.
 */
public final class PeerProcess implements AutoCloseable {

  /** Overrides that would make a library choose kernels for another machine. */
  private static final List<String> OVERRIDES = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE",
      "MKL_DEBUG_CPU_TYPE", "MKL_ENABLE_INSTRUCTIONS", "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA",
      "ATEN_CPU_CAPABILITY");
  private static final List<String> THREADS = List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
      "MKL_NUM_THREADS", "HL_NUM_THREADS");

  private final String label;
  private final Process process;
  private final Signals signals;
  private final BufferedReader answers;
  private final PrintStream requests;
  private final String version;
  private final List<PeerForm> forms = new ArrayList<>();

  private PeerProcess(String label, Process process) throws IOException {
    this.label = label;
    this.process = process;
    this.signals = new Signals(process.pid());
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.version = greet();
    for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
      String[] words = line.split("\\|");
      forms.add(new PeerForm(this, forms.size(), (label + " " + words[0]).strip(),
          Layouts.valueOf(words[1])));
    }
    signals.stop();
  }

  private String greet() throws IOException {
    String greeting = answers.readLine();
    if (greeting != null && greeting.startsWith("ready ")) {
      return greeting.substring("ready ".length());
    }
    close();
    throw new Unsupported("%s does not run here, so nothing is compared with it: %s".formatted(
        label, greeting == null ? "it ended with exit code " + process.onExit().join().exitValue()
            : greeting.substring("missing ".length())));
  }

  /**
   * Starts a process and lets it get ready.
   *
   * @param work the folder where a {@link Work} was saved
   * @param threads how many it may use
   * @param talk hears of what is fetched
   * @throws Unsupported where the library cannot be had or loaded, with the reason
   */
  public static PeerProcess start(Peer peer, Path work, int threads,
      Consumer<String> talk) {
    Path libraries = Natives.ofUser(talk).of(peer);
    ProcessBuilder builder = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", "-XX:+DisplayVMOutputToStderr",
        "-XX:ErrorFile=" + work.resolve("crash.log"), "--enable-native-access=ALL-UNNAMED",
        "-cp", classPath(),
        PeerMain.class.getName(), peer.label(), libraries.toString(), work.toString(),
        Integer.toString(threads));
    prepare(builder.environment(), libraries, threads);
    builder.environment().putAll(peer.environment());
    return start(peer.label(), builder);
  }

  /** Starts a program that talks like {@link PeerMain}. */
  static PeerProcess start(String label, ProcessBuilder builder) {
    try {
      return new PeerProcess(label, builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
    } catch (IOException e) {
      throw new UserError("%s's process cannot be started: %s. Leave it out with --vs."
          .formatted(label, e.getMessage()), e);
    }
  }

  private static void prepare(Map<String, String> environment, Path libraries, int threads) {
    OVERRIDES.forEach(environment::remove);
    THREADS.forEach(name -> environment.put(name, Integer.toString(threads)));
    environment.put("MKL_THREADING_LAYER", "GNU");
    environment.put("LD_LIBRARY_PATH", libraries.toString());
  }

  /** Where this class is from and its libraries; test runners have loaders of their own. */
  private static String classPath() {
    if (!(PeerProcess.class.getClassLoader() instanceof URLClassLoader loader)) {
      return System.getProperty("java.class.path");
    }
    return Arrays.stream(loader.getURLs())
        .map(url -> Path.of(URI.create(url.toString())).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The process. */
  long pid() {
    return process.pid();
  }

  /** The library's own name and version. */
  public String version() {
    return version;
  }

  /** The ways in which it does the work; none if it cannot. */
  public List<PeerForm> forms() {
    return forms;
  }

  /** One of these ways, which takes turns with the others and with us. */
  public static final class PeerForm implements Contestant {

    private final PeerProcess peer;
    private final int number;
    private final String name;
    private final Layouts layouts;

    private PeerForm(PeerProcess peer, int number, String name, Layouts layouts) {
      this.peer = peer;
      this.number = number;
      this.name = name;
      this.layouts = layouts;
    }

    /** The peer and the form: {@code onednn packed}. */
    public String name() {
      return name;
    }

    public Layouts layouts() {
      return layouts;
    }

    @Override
    public double[] run(int runs) {
      return Arrays.stream(peer.ask("run %d %d".formatted(number, runs)).split(" "))
          .mapToDouble(nanos -> Long.parseLong(nanos) / 1e3).toArray();
    }

    /** What a run writes, by name; {@code folder} is for the files. */
    public Map<String, Tensor> outputs(Path folder, Iterable<String> names) {
      peer.ask("save %d %s".formatted(number, folder));
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      names.forEach(name -> outputs.put(name, Npy.load(Work.file(folder, name))));
      return outputs;
    }
  }

  private String ask(String request) {
    signals.resume();
    try {
      requests.println(request);
      String answer = answers.readLine();
      if (answer != null) {
        return answer;
      }
    } catch (IOException _) {
      // The message below is the same as for a process that ended.
    } finally {
      signals.stop();
    }
    throw new UserError("%s's process ended before it answered \"%s\". Run it again, or leave "
        .formatted(label, request) + "it out with --vs.");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
