package dev.jacquard.opencl.device;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A build log, followed by the lines of the source that its errors point at. */
final class BuildLog {

  private static final Pattern PLACE = Pattern.compile(":(\\d{1,8}):\\d+:");

  private BuildLog() {}

  static String withSource(String log, String source) {
    List<String> lines = source.lines().toList();
    TreeSet<Integer> places = new TreeSet<>();
    log.lines().filter(line -> line.contains("error")).forEach(line -> {
      Matcher match = PLACE.matcher(line);
      if (match.find() && Integer.parseInt(match.group(1)) <= lines.size()) {
        places.add(Integer.parseInt(match.group(1)));
      }
    });
    places.remove(0);
    return log.strip() + places.stream().map(n -> "%n%6d | %s".formatted(n, lines.get(n - 1)))
        .collect(Collectors.joining());
  }
}
