package dev.jacquard.benchmarks.engine;

import dev.jacquard.dsl.data.Npy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/**
 * The process of a peer: {@code PEER LIBRARIES WORK THREADS}, the folders of its native libraries
 * and of the {@link Work}. Says {@code ready} and the version, or {@code missing} and why; then a
 * line for each form, {@code NAME|LAYOUTS}, and an empty one. After that each line of stdin is
 * answered by one of stdout: {@code run FORM N} (its number from 0) by the nanoseconds of each of
 * N runs, {@code save FORM FOLDER} by {@code saved} after the outputs of a run were written there.
 */
public final class PeerMain {

  private final Work work;
  private final List<Form> forms;

  private PeerMain(Work work, List<Form> forms) {
    this.work = work;
    this.forms = forms;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    Work work = Work.load(Path.of(arguments[2]));
    List<Form> forms;
    try {
      Engine engine = Engines.of(arguments[0], Path.of(arguments[1]),
          Integer.parseInt(arguments[3]));
      forms = engine.forms(work);
      out.println("ready " + engine.version());
    } catch (LinkageError | RuntimeException e) {
      out.println("missing " + e.toString().lines().findFirst().orElse(""));
      return;
    }
    forms.forEach(form -> out.println(form.name() + "|" + form.layouts()));
    out.println();
    PeerMain main = new PeerMain(work, forms);
    var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      out.println(main.answer(line.split(" ", 3)));
    }
  }

  private String answer(String[] request) {
    Form form = forms.get(Integer.parseInt(request[1]));
    return request[0].equals("run") ? times(form, Integer.parseInt(request[2]))
        : save(form, Path.of(request[2]));
  }

  private static String times(Form form, int runs) {
    StringJoiner times = new StringJoiner(" ");
    for (int i = 0; i < runs; i++) {
      times.add(Long.toString(form.run()));
    }
    return times.toString();
  }

  private String save(Form form, Path folder) {
    work.outputs().values().forEach(output -> output.segment().fill((byte) 0));
    form.run();
    form.collect().run();
    work.outputs().forEach((name, tensor) -> Npy.save(Work.file(folder, name), tensor));
    return "saved";
  }
}
