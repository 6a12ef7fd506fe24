package dev.jacquard.cli.session;

import dev.jacquard.cli.UsageError;
import dev.jacquard.cli.text.Shell;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Suggestion;
import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.TextForm;
import dev.jacquard.schedule.backend.Target;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is run, tuned or explained: an operator at sizes.
 *
 * @param name the op's name, or the file's without its ending
 * @param typed what names it on the command line
 * @param symbolic the algorithm before sizes were given
 * @param algorithm without symbolic sizes
 * @param sizes every size that the algorithm was given
 * @param own the schedule that a user's file brings along
 */
public record Workload(String name, String typed, Algorithm symbolic, Algorithm algorithm,
    Sizes sizes, Optional<Schedule> own) {

  /**
   * The op of a name or of a file that ends in {@code .java} or {@code .jacquard}, at
   * {@code sizes} over its defaults.
   *
   * @throws UsageError for an unknown op, file or size
   * @throws dev.jacquard.dsl.UserError for a file that does not compile or fails
   */
  public static Workload of(String op, Sizes sizes) {
    if (op.endsWith(".java")) {
      Path file = Path.of(op);
      UserFile user = UserFile.load(file);
      Algorithm symbolic = user.algorithm();
      return at(op, symbolic, Sizes.defaults(symbolic.dims()), sizes, user.schedule());
    }
    if (op.endsWith(TextForm.ENDING)) {
      TextForm text = TextForm.parse(TextFile.read(Path.of(op)));
      return at(op, text.algorithm(), text.sizes().over(Sizes.defaults(text.algorithm().dims())),
          sizes, text.schedule());
    }
    Op known = UsageError.of(() -> Ops.find(op));
    return at(known.name(), known.algorithm(), known.sizes(), sizes, Optional.empty());
  }

  private static Workload at(String typed, Algorithm symbolic, Sizes defaults, Sizes given,
      Optional<Schedule> own) {
    String name = Path.of(typed).getFileName().toString()
        .replaceAll("\\.(java|jacquard)$", "");
    for (String size : given.values().keySet()) {
      if (defaults.get(size).isEmpty()) {
        throw new UsageError("Unknown size \"%s\" of %s. Its sizes, with their defaults: %s.%s"
            .formatted(size, name, defaults.values().isEmpty() ? "none" : defaults,
                Suggestion.of(size, defaults.values().keySet())));
      }
    }
    Sizes sizes = given.over(defaults);
    Algorithm algorithm = given.values().isEmpty() ? symbolic.with(sizes)
        : UsageError.of(() -> symbolic.with(sizes));
    return new Workload(name, typed, symbolic, algorithm, sizes, own);
  }

  /** What its Funcs carry for such a device, with the rules for the rest; empty if they do not. */
  public Optional<Schedule> byHand(Target target) {
    return Optional.of(DefaultSchedule.of(algorithm, target))
        .filter(schedule -> !schedule.equals(DefaultSchedule.byRules(algorithm, target)));
  }

  /** The same where callers pass tensors in layouts of the schedule's choice. */
  public Optional<Schedule> byHandInLayouts(Target target) {
    return Ops.all().stream().filter(op -> op.name().equals(typed)).findFirst()
        .flatMap(op -> op.byHandInLayouts(algorithm, target));
  }

  /**
   * The same with some sizes left open in the algorithm.
   *
   * @throws UsageError for an unknown size
   */
  public Workload open(List<String> names) {
    Map<String, Long> bound = new LinkedHashMap<>(sizes.values());
    for (String name : names) {
      if (bound.remove(name) == null) {
        throw new UsageError("--open %s: %s has no such size. Its sizes: %s.%s".formatted(name,
            this.name, String.join(", ", sizes.values().keySet()),
            Suggestion.of(name, sizes.values().keySet())));
      }
    }
    return new Workload(this.name, typed, symbolic, symbolic.with(new Sizes(bound)), sizes, own);
  }

  /** What one types after a command to name this: the op, and the sizes that are not defaults. */
  String words() {
    Sizes defaults = Sizes.defaults(symbolic.dims());
    Map<String, Long> given = new LinkedHashMap<>(sizes.values());
    given.entrySet().removeAll(defaults.values().entrySet());
    String op = Shell.word(typed);
    return given.isEmpty() ? op : op + " --size " + new Sizes(given);
  }
}
