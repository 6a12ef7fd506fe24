package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.ir.StmtPrinter;
import dev.jacquard.schedule.nest.LoopNest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From an algorithm and a schedule to a program: a list of passes, each logged and checked. */
public final class Lower {

  /** A rewrite of all stages. */
  private record Pass(String name, UnaryOperator<Module> rewrite) {

    static Pass of(String name, UnaryOperator<Stmt> rewrite) {
      return new Pass(name, module -> module.with(module.stages().stream()
          .map(stage -> stage.with(rewrite.apply(stage.body()))).toList()));
    }

    static Pass scoped(String name, BinaryRewrite rewrite) {
      return of(name, s -> rewrite.apply(s, Scope.EMPTY));
    }

    /** The last pass that finds directives that do not fit. */
    Pass fitting() {
      return new Pass(name, module -> {
        Module next = rewrite.apply(module);
        next.faults().require();
        return next;
      });
    }

    static Pass with(String name, Function<Module, BinaryRewrite> rewrite) {
      return new Pass(name, module -> scoped(name, rewrite.apply(module)).rewrite.apply(module));
    }
  }

  private interface BinaryRewrite {
    Stmt apply(Stmt s, Scope scope);
  }

  /**
   * What a pass did.
   *
   * @param nanos how long it took
   * @param text the statements after it
   * @param changed whether it changed them
   */
  public record Step(String pass, long nanos, String text, boolean changed) {}

  /** A program and how it came about. */
  public record Result(Program program, LoopNest nest, List<Step> steps) {}

  private static final List<Pass> PASSES = List.of(
      Pass.of("merge barriers", MergeBarriers::apply),
      Pass.scoped("simplify", Simplify::apply),
      Pass.with("partition loops",
          module -> new Partition(module.whole(), module.predicated())::apply),
      Pass.with("flatten", module -> new Flatten(module.buffers())::apply),
      Pass.with("prefetch", module -> new PrefetchReads(module)::apply),
      Pass.with("tensorize", module -> new Tensorize(module)::apply).fitting(),
      Pass.with("vectorize", module -> (s, scope) -> Vectorize.apply(s, scope, module)),
      Pass.of("unroll", Unroll::apply),
      Pass.scoped("simplify again", Simplify::apply),
      Pass.of("promote private arrays", Promote::apply),
      Pass.of("share loads", ShareLoads::apply),
      Pass.of("hoist", Hoist::apply));

  private Lower() {}

  /** The program for given sizes; sizes not bound in {@code algorithm} become arguments. */
  public static Program lower(Algorithm algorithm, Schedule schedule) {
    return run(algorithm, schedule, false).program();
  }

  /** The same, with the text of the statements after each pass. */
  public static Result trace(Algorithm algorithm, Schedule schedule) {
    return run(algorithm, schedule, true);
  }

  private static Result run(Algorithm algorithm, Schedule schedule, boolean texts) {
    Result result = one(algorithm, schedule, texts);
    List<Directive.Specialize> versions = new ArrayList<>();
    schedule.directives().forEach(directive -> {
      if (directive instanceof Directive.Specialize version
          && isOpen(result.nest().algorithm(), version)) {
        versions.add(version);
      }
    });
    Program program = result.program();
    for (int k = versions.size(); k-- > 0;) {
      program = Versions.either(versions.get(k), k + 1, one(algorithm.assuming(
          versions.get(k).stronger()), schedule, false).program(), program);
    }
    return new Result(program, result.nest(), result.steps());
  }

  private static Result one(Algorithm algorithm, Schedule schedule, boolean texts) {
    return passed(nest(algorithm, schedule), texts);
  }

  /** The loops that are lowered. A schedule that does not fit is refused as {@code lower} does. */
  public static LoopNest nest(Algorithm algorithm, Schedule schedule) {
    try {
      return nest(algorithm, schedule, Set.of());
    } catch (ScheduleError late) {
      throw first(algorithm, schedule, late);
    }
  }

  private static LoopNest nest(Algorithm algorithm, Schedule schedule, Set<Integer> leftOut) {
    return LoopNest.of(bounded(algorithm, schedule, leftOut)).apply(schedule, leftOut).lasting();
  }

  /** What does not fit before {@code late}, if that is left out and what does not fit after it. */
  private static ScheduleError first(Algorithm algorithm, Schedule schedule, ScheduleError late) {
    Set<Integer> leftOut = new HashSet<>();
    ScheduleError found = late;
    while (found.directive() >= late.directive() && leftOut.add(found.directive())) {
      try {
        passed(nest(algorithm, schedule, leftOut), false);
        return late;
      } catch (ScheduleError next) {
        found = next;
      } catch (UserError | Unsupported _) {
        return late;
      }
    }
    return found.directive() < late.directive() ? found.without(late) : late;
  }

  private static Result passed(LoopNest nest, boolean texts) {
    List<Step> steps = new ArrayList<>();
    long start = System.nanoTime();
    Module module = BuildStages.apply(nest);
    steps.add(step("nest", start, texts ? text(module) : "", true));
    for (Pass pass : PASSES) {
      start = System.nanoTime();
      Module next = pass.rewrite().apply(module);
      boolean changed = !same(module, next);
      steps.add(step(pass.name(), start, texts && changed ? text(next) : "", changed));
      module = next;
    }
    start = System.nanoTime();
    Program program = program(module);
    assert Verifier.verify(program);
    steps.add(step("extract kernels", start, "", true));
    return new Result(program, nest, steps);
  }

  /** The algorithm with what the schedule requires of its sizes. */
  private static Algorithm bounded(Algorithm algorithm, Schedule schedule,
      Set<Integer> leftOut) {
    Algorithm result = algorithm;
    for (int i = 0; i < schedule.directives().size(); i++) {
      if (schedule.directives().get(i) instanceof Directive.Bound bound && isOpen(result, bound)
          && !leftOut.contains(i)) {
        try {
          result = bounded(result, bound);
        } catch (UserError error) {
          throw new ScheduleError(error.reason()).at(i, bound, schedule.where(i));
        }
      }
    }
    return result;
  }

  private static Algorithm bounded(Algorithm algorithm, Directive.Bound bound) {
    Algorithm result = algorithm.assuming(bound.stronger());
    return bound.least() == bound.most()
        ? result.with(Sizes.parse(bound.size() + "=" + bound.least())) : result;
  }

  private static boolean isOpen(Algorithm algorithm, Directive.OfSize facts) {
    return algorithm.dims().stream().anyMatch(dim -> dim.name().equals(facts.size()));
  }

  private static Step step(String name, long start, String text, boolean changed) {
    return new Step(name, System.nanoTime() - start, text, changed);
  }

  private static boolean same(Module a, Module b) {
    for (int i = 0; i < a.stages().size(); i++) {
      if (a.stages().get(i).body() != b.stages().get(i).body()) {
        return false;
      }
    }
    return true;
  }

  private static String text(Module module) {
    return module.stages().stream().map(s -> "stage " + s.name() + ":\n"
        + StmtPrinter.print(s.body())).collect(Collectors.joining());
  }

  private static Program program(Module module) {
    Algorithm algorithm = module.algorithm();
    List<Kernel> kernels = new ArrayList<>();
    List<HostStmt> prepare = new ArrayList<>();
    List<HostStmt> run = new ArrayList<>(Assertions.of(algorithm));
    Set<String> present = new HashSet<>();
    algorithm.outputs().forEach(func -> present.addAll(func.buffers()));
    for (Stage stage : module.stages()) {
      List<HostStmt> part = stage.prepared() ? prepare : run;
      stage.funcs().stream().flatMap(func -> func.buffers().stream()).filter(present::add).forEach(
          buffer -> part.add(new HostStmt.Alloc(module.buffers().get(buffer))));
      part.add(new ExtractKernel(module, stage).extract(kernels));
    }
    List<String> constants = algorithm.inputs().stream().filter(Input::constant).map(Input::name)
        .toList();
    return new Program(algorithm.name(),
        buffers(module, algorithm.inputs().stream().map(Input::name)),
        buffers(module, algorithm.outputs().stream().flatMap(f -> f.buffers().stream())),
        constants, algorithm.dims(), kernels, prepare, run, algorithm.isRelaxed());
  }

  private static List<Buffer> buffers(Module module, Stream<String> names) {
    return names.map(module.buffers()::get).toList();
  }
}
