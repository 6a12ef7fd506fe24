package dev.jacquard.fuzz;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.fuzz.Fault.Point;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.TextForm;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.lower.Lower;
import dev.jacquard.schedule.nest.LoopNest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** A program with one mistake: it is refused with a message, or legal all the same and right. */
record Broken(Sample sample, Fault fault) {

  /** Scalar operations that the oracle is asked for at most. */
  private static final double MOST_WORK = 3e6;
  private static final Pattern PLACE = Pattern.compile("\\w+\\.java:\\d+|random\\.jacquard:\\d+"
      + "|[Dd]irective \\d+|character \\d+");

  /** How it ends on a machine; the points passed are counted in {@code finder}. */
  Trial.Outcome run(Machine machine, Fault.Finder finder) {
    try {
      return checked(machine, finder);
    } catch (UserError | Unsupported refusal) {
      String text = String.valueOf(refusal.getMessage());
      return PLACE.matcher(text).find() ? Trial.outcome(refusal) : new Trial.Outcome(
          Trial.Kind.FAILED, "no place in " + refusal.getStackTrace()[0], "A message that does "
              + "not say where: " + Trial.failure(refusal).text());
    } catch (RuntimeException | StackOverflowError | AssertionError | OutOfMemoryError bug) {
      return Trial.failure(bug);
    }
  }

  Trial.Outcome run(Machine machine) {
    return run(machine, new Fault.Finder(fault));
  }

  private Trial.Outcome checked(Machine machine, Fault.Finder finder) {
    RandomGenerator random = fault.random();
    Algorithm whole = new Making(sample, fault, finder).algorithm();
    Sizes sizes = sizes(whole, finder);
    Algorithm algorithm = whole.with(sample.symbolic() && fault.point() != Point.SIZES
        ? Sizes.NONE : sizes);
    List<Directive> directives = sample.directives();
    if (finder.isHere(Point.SCHEDULE)) {
      directives = new BrokenSchedule(random, names(algorithm)).apply(directives);
    }
    finder.note(algorithm + "schedule\n" + Schedule.of(directives));
    Schedule schedule = finder.isHere(Point.JSON)
        ? Schedule.parse(noted(finder, random, Schedule.of(directives).toJson()))
        : fault.seed() % 2 == 0 ? Schedule.of(directives)
            : BrokenSchedule.called(Schedule.of(algorithm), directives);
    if (finder.isHere(Point.TEXT)) {
      String text = new TextForm(algorithm, Sizes.NONE, Optional.of(schedule)).toString();
      TextForm form = TextForm.parse(TextFile.of("random.jacquard",
          noted(finder, random, text)));
      algorithm = form.algorithm().with(form.sizes());
      schedule = form.schedule().orElse(Schedule.of(List.of()));
    }
    return compared(machine, finder, algorithm, schedule);
  }

  private static String noted(Fault.Finder finder, RandomGenerator random, String text) {
    String broken = new BrokenText(random).apply(text);
    finder.note(broken);
    return broken;
  }

  private Trial.Outcome compared(Machine machine, Fault.Finder finder, Algorithm algorithm,
      Schedule schedule) {
    Algorithm bound = Sample.bind(algorithm, sample.sizes().getFirst());
    bound = bound.with(Sizes.defaults(bound.dims()));
    if (!isSmall(bound)) {
      Lower.lower(algorithm, schedule);
      return Trial.Outcome.RIGHT;
    }
    try (Executable executable = machine.load(Lower.lower(algorithm, schedule))) {
      boolean wrong = finder.isHere(Point.ARGUMENTS);
      String refusal = wrong ? refusal(bound, executable) : "";
      String difference = Trial.wrong(bound, executable);
      if (!difference.isEmpty() && !hangsOnFloats(bound)) {
        return new Trial.Outcome(Trial.Kind.FAILED, "wrong", difference);
      }
      boolean anySize = !executable.program().sizes().isEmpty();
      if (!wrong || refusal.isEmpty() && anySize) {
        return Trial.Outcome.RIGHT;
      }
      return refusal.isEmpty() ? new Trial.Outcome(Trial.Kind.FAILED, "accepted",
          "A wrong argument was accepted.") : said(refusal);
    }
  }

  private static Trial.Outcome said(String refusal) {
    boolean place = PLACE.matcher(refusal).find();
    return new Trial.Outcome(place ? Trial.Kind.REFUSED : Trial.Kind.FAILED,
        place ? "UserError" : "no place", refusal);
  }

  /** What a run with a wrong argument is refused with; empty if it is not. */
  private String refusal(Algorithm bound, Executable executable) {
    Map<String, Tensor> inputs = Inputs.random(bound, 1);
    Map<String, Tensor> right = Trial.arguments(executable.program(), inputs,
        Reference.evaluate(bound, inputs));
    try {
      executable.run(new BrokenArguments(fault.random()).apply(right));
      return "";
    } catch (UserError refusal) {
      return refusal.getMessage();
    }
  }

  private Sizes sizes(Algorithm algorithm, Fault.Finder finder) {
    Sizes right = Sizes.NONE;
    for (var dim : algorithm.dims()) {
      if (sample.sizes().getFirst().get(dim.name()).isPresent()) {
        right = right.with(dim.name(), sample.sizes().getFirst().get(dim.name()).getAsLong());
      }
    }
    if (!finder.isHere(Point.SIZES)) {
      return right;
    }
    RandomGenerator random = fault.random();
    BrokenExpression broken = new BrokenExpression(random);
    String name = broken.one(java.util.Arrays.asList("n", "m", "q", "", null));
    return switch (random.nextInt(5)) {
      case 0 -> Sizes.parse(new BrokenText(random).apply("\n" + right));
      case 1 -> Sizes.parse(random.nextBoolean() ? null : "n=,m");
      case 2 -> new Sizes(java.util.Collections.singletonMap(name, null));
      case 3 -> Sizes.NONE;
      default -> right.with(name, broken.number());
    };
  }

  private static List<String> names(Algorithm algorithm) {
    List<String> names = new ArrayList<>();
    LoopNest.of(algorithm).nests().forEach(nest -> {
      names.add(nest.name());
      nest.loops().forEach(loop -> names.add(loop.name()));
    });
    algorithm.inputs().forEach(input -> names.add(input.name()));
    names.addAll(List.of("i.outer", "i.inner", "p1"));
    return names;
  }

  private static boolean isSmall(Algorithm bound) {
    double elements = 0;
    for (var input : bound.inputs()) {
      elements += input.extents().stream().mapToDouble(e -> RandomIndex.number(e, Sizes.NONE))
          .reduce(1, (a, b) -> a * b);
    }
    for (Func func : bound.funcs()) {
      elements += func.ranges().stream().mapToDouble(r -> RandomIndex.number(r.extent(),
          Sizes.NONE)).reduce(1, (a, b) -> a * b);
    }
    double[] longest = {0};
    bound.funcs().forEach(func -> func.variables().forEach(r -> longest[0] += RandomIndex.number(
        r.given().extent(), Sizes.NONE)));
    return elements + longest[0] + Reference.operations(bound) < MOST_WORK;
  }

  /** Whether integers are made of floats: the oracle cannot follow those through arithmetic. */
  private static boolean hangsOnFloats(Algorithm bound) {
    boolean[] found = {false};
    for (Func func : bound.funcs()) {
      Rewrite.walk(func.definition(), e -> found[0] |= !e.type().isFloat()
          && (e instanceof Cast || e.type().isBool())
          && e.children().stream().map(Expr::type).anyMatch(t -> t.isFloat()));
    }
    return found[0];
  }

  @Override
  public String toString() {
    return sample + "\nwith " + fault;
  }
}
