package dev.jacquard.tune.space;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.lower.Lower;
import dev.jacquard.schedule.sketch.Chooser;
import dev.jacquard.schedule.sketch.Sketch;
import dev.jacquard.tune.Candidate;
import dev.jacquard.tune.Space;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schedules that the rules of {@link Sketch} can make of an algorithm: vector axis and width,
 * register tile, loop orders, unrolling, packed inputs, place of each Func, tiles a work-item.
 *
 * <p>A gene is the number of an option, read modulo the number of options that there are once the
 * decisions before it are made; so every genotype is a legal schedule.
 */
public final class SearchSpace implements Space {

  private final Algorithm algorithm;
  private final Target target;
  private final Backend backend;
  private final List<String> names;
  private final int[] domains;
  private final Map<String, int[]> known = new HashMap<>();

  /** @param algorithm with its sizes bound */
  public SearchSpace(Algorithm algorithm, Target target, Backend backend) {
    this.algorithm = algorithm;
    this.target = target;
    this.backend = backend;
    Decisions decisions = new Decisions(algorithm, target);
    this.names = decisions.names();
    this.domains = decisions.domains();
    known.put(DefaultSchedule.byRules(algorithm, target).toJson(), preferred());
  }

  /** The names of the decisions, in the order of the genes: {@code C.vectors}. */
  public List<String> decisions() {
    return names;
  }

  @Override
  public String name() {
    return algorithm.name();
  }

  @Override
  public int[] domains() {
    return domains.clone();
  }

  @Override
  public Candidate decode(int[] genes) {
    List<String> trace = new ArrayList<>();
    Schedule schedule = Sketch.of(algorithm, target, reading(genes, trace));
    String json = schedule.toJson();
    synchronized (known) {
      known.putIfAbsent(json, genes.clone());
    }
    return new Candidate(json, String.join("; ", trace), () -> artifact(schedule));
  }

  @Override
  public Optional<int[]> encode(String schedule) {
    synchronized (known) {
      return Optional.ofNullable(known.get(schedule)).map(int[]::clone);
    }
  }

  @Override
  public Optional<int[]> recall(String trace) {
    Map<String, String> answers = new HashMap<>();
    for (String decision : trace.split("; ")) {
      String[] sides = decision.split("=", 2);
      if (sides.length == 2) {
        answers.put(sides[0], sides[1]);
      }
    }
    int[] genes = preferred();
    Sketch.of(algorithm, target, new Chooser() {
      @Override
      public <T> T choose(String decision, List<T> options, T preferred) {
        T chosen = options.stream().filter(o -> o.toString().equals(answers.get(decision)))
            .findFirst().orElse(preferred);
        int gene = names.indexOf(decision);
        if (gene >= 0) {
          genes[gene] = options.indexOf(chosen);
        }
        return chosen;
      }
    });
    return answers.isEmpty() ? Optional.empty() : Optional.of(genes);
  }

  @Override
  public Candidate foreign(String json) {
    Schedule schedule = Schedule.parse(json);
    Lower.nest(algorithm, schedule);
    return new Candidate(json, "", () -> artifact(schedule));
  }

  private Artifact artifact(Schedule schedule) {
    return backend.emit(Lower.lower(algorithm, schedule), target);
  }

  private Chooser reading(int[] genes, List<String> trace) {
    return new Chooser() {
      @Override
      public <T> T choose(String decision, List<T> options, T preferred) {
        int gene = names.indexOf(decision);
        T chosen = gene < 0 ? preferred : options.get(Math.floorMod(genes[gene], options.size()));
        trace.add(decision + "=" + chosen);
        return chosen;
      }
    };
  }

  private int[] preferred() {
    int[] genes = new int[names.size()];
    Sketch.of(algorithm, target, new Chooser() {
      @Override
      public <T> T choose(String decision, List<T> options, T preferred) {
        genes[names.indexOf(decision)] = options.indexOf(preferred);
        return preferred;
      }
    });
    return genes;
  }
}
