package dev.jacquard.fuzz;

import dev.jacquard.tune.worker.CommandLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A campaign in a process of its own, which a kernel may crash.
 *
 * @param status 0, {@link Campaign#FAILED}, or another if it died
 */
record Child(int status, String text) {

  private static final Pattern BATCH = Pattern.compile("seeds (\\d+) to (\\d+), after");

  static Child run(String machine, long first, long count)
      throws IOException, InterruptedException {
    List<String> command = CommandLine.java();
    command.addAll(List.of("-ea", "-XX:+SuppressFatalErrorMessage", Campaign.class.getName(),
        machine, "" + first, "" + count));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Child(process.waitFor(), text);
  }

  private boolean died() {
    return status != 0 && status != Campaign.FAILED;
  }

  /**
   * What went wrong; empty if nothing did. If the process died, the seeds that it ran last are run
   * one by one, and those that end it alone are shown.
   */
  static String failure(String machine, long first, long count, String test)
      throws IOException, InterruptedException {
    Child all = run(machine, first, count);
    if (!all.died()) {
      return all.status == 0 ? "" : all.text;
    }
    MatchResult batch = BATCH.matcher(all.text).results().reduce((_, last) -> last).orElseThrow(
        () -> new AssertionError("the process did not begin: " + all.text));
    StringBuilder report = new StringBuilder(all.text);
    long from = Long.parseLong(batch.group(1));
    long to = Long.parseLong(batch.group(2));
    for (long value = from; value <= to && count > 1; value++) {
      Child one = run(machine, value, 1);
      if (one.died()) {
        report.append(one.crash(value, test));
      }
    }
    return report.append("The process died, with status ").append(all.status).append(", in seeds ")
        .append(from).append(" to ").append(to).append(".\n").toString();
  }

  private String crash(long value, String test) {
    Seed seed = new Seed(value);
    return """

        seed %d ends the process with status %d:
        %s
        %s
        Run it again: %s
        """.formatted(value, status, seed.sample(new Sample[1]), text, seed.replay(test));
  }
}
