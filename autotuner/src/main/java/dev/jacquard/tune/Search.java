package dev.jacquard.tune;

import dev.jacquard.tune.worker.Outcome;
import io.jenetics.Genotype;
import io.jenetics.IntegerGene;
import io.jenetics.Phenotype;
import io.jenetics.TournamentSelector;
import io.jenetics.TruncationSelector;
import io.jenetics.engine.Constraint;
import io.jenetics.engine.Engine;
import io.jenetics.engine.EvolutionStart;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;

/**
 * The genetic search: Jenetics' engine over the decisions of a {@link Space}. The best survive
 * (truncation), tournaments choose the parents. Every new individual is a schedule not seen before
 * as long as such are found; so survivors differ too, and nothing is measured twice.
 *
 * <p>The same seed and the same outcomes give the same candidates throughout.
 */
final class Search {
  private static final double OFFSPRING = 0.6;
  private static final int TOURNAMENT = 3;
  private static final double CROSSOVER = 0.8;
  private static final double MUTATIONS = 1.2;
  private static final int LEAST_VALID = 3;
  /** How often a repeated individual is changed before it is let through. */
  private static final int TRIES = 24;
  private static final int GENERATIONS_WITHOUT_GAIN = 40;
  private static final int GENERATIONS_WITHOUT_NEWS = 6;

  private final Space space;
  private final int[] domains;
  private final Judge judge;
  private final int population;
  private final DecisionCrossover crossover;
  private final DecisionMutation mutation;
  private final Set<String> proposed = new HashSet<>();
  private long immigrants;
  private int generation;
  private double best = Double.POSITIVE_INFINITY;
  private int withoutGain;
  private int withoutNews;

  Search(Space space, Judge judge, int population) {
    this.space = space;
    this.domains = space.domains().length == 0 ? new int[] {1} : space.domains();
    this.judge = judge;
    this.population = population;
    this.crossover = new DecisionCrossover(domains, CROSSOVER);
    this.mutation = new DecisionMutation(domains, MUTATIONS);
  }

  /** Searches until the judge has enough or nothing more is found; {@code seeds} breed at once. */
  void run(long seed, List<int[]> seeds) {
    RandomRegistry.with(RandomGeneratorFactory.of("L64X128MixRandom").create(seed))
        .run(() -> evolve(seeds));
  }

  int generations() {
    return generation;
  }

  Operators operators() {
    return new Operators(crossover.exchanged(), mutation.mutated(), immigrants);
  }

  private void evolve(List<int[]> seeds) {
    Engine<IntegerGene, Double> engine = engine();
    EvolutionStart<IntegerGene, Double> start = EvolutionStart.of(firstGeneration(seeds), 1);
    while (!judge.isOver() && !hasConverged()) {
      start = engine.evolve(withImmigrants(start)).next();
    }
  }

  private Engine<IntegerGene, Double> engine() {
    return new Engine.Builder<IntegerGene, Double>(this::evaluate, this::random)
        .minimizing()
        .populationSize(population)
        .offspringFraction(OFFSPRING)
        .maximalPhenotypeAge(Long.MAX_VALUE)
        .survivorsSelector(new TruncationSelector<>())
        .offspringSelector(new TournamentSelector<>(TOURNAMENT))
        .alterers(crossover, mutation)
        .constraint(Constraint.of(this::isWelcome, this::repair))
        .executor(Runnable::run)
        .build();
  }

  boolean hasConverged() {
    return withoutGain >= GENERATIONS_WITHOUT_GAIN || withoutNews >= GENERATIONS_WITHOUT_NEWS;
  }

  /**
   * The seeds, random ones, and if there are seeds as many variations of them: a default schedule
   * is seldom far from a good one. The random ones do not depend on the seeds.
   */
  private ISeq<Phenotype<IntegerGene, Double>> firstGeneration(List<int[]> seeds) {
    List<Phenotype<IntegerGene, Double>> elite = seeds.stream()
        .map(genes -> Phenotype.<IntegerGene, Double>of(Genes.genotype(genes, domains), 1))
        .toList();
    List<Phenotype<IntegerGene, Double>> first = new ArrayList<>(elite);
    for (int i = 0; i < (elite.isEmpty() ? population : population / 2); i++) {
      first.add(newcomer(1));
    }
    for (int i = 0; first.size() < population + elite.size(); i++) {
      first.add(variation(elite.get(i % elite.size())));
    }
    return ISeq.of(first);
  }

  private Phenotype<IntegerGene, Double> variation(Phenotype<IntegerGene, Double> seed) {
    Phenotype<IntegerGene, Double> varied = mutation.mutate(seed, true, 1);
    for (int i = 0; i < TRIES && !proposed.add(schedule(varied)); i++) {
      varied = mutation.mutate(varied, true, 1);
    }
    return varied;
  }

  private Genotype<IntegerGene> random() {
    return Genes.genotype(Genes.random(domains, RandomRegistry.random()), domains);
  }

  private Phenotype<IntegerGene, Double> newcomer(long now) {
    Phenotype<IntegerGene, Double> newcomer = Phenotype.of(random(), now);
    for (int i = 0; i < TRIES && !proposed.add(schedule(newcomer)); i++) {
      newcomer = Phenotype.of(random(), now);
    }
    return newcomer;
  }

  /** Too few right ones are no ground to breed on: the failures make room for newcomers. */
  private EvolutionStart<IntegerGene, Double> withImmigrants(
      EvolutionStart<IntegerGene, Double> start) {
    long valid = start.population().stream()
        .filter(p -> p.nonEvaluated() || Double.isFinite(p.fitness())).count();
    if (valid >= LEAST_VALID) {
      return start;
    }
    immigrants += start.population().size() - valid;
    return EvolutionStart.of(start.population().map(p -> Double.isFinite(p.fitness()) ? p
        : newcomer(start.generation())), start.generation());
  }

  private String schedule(Phenotype<IntegerGene, Double> phenotype) {
    return candidate(phenotype).schedule();
  }

  private Candidate candidate(Phenotype<IntegerGene, Double> phenotype) {
    return space.decode(Genes.read(phenotype.genotype()));
  }

  private boolean isWelcome(Phenotype<IntegerGene, Double> phenotype) {
    return phenotype.isEvaluated() || isNew(phenotype);
  }

  private boolean isNew(Phenotype<IntegerGene, Double> phenotype) {
    String schedule = schedule(phenotype);
    return !judge.knows(schedule) && proposed.add(schedule);
  }

  private Phenotype<IntegerGene, Double> repair(Phenotype<IntegerGene, Double> phenotype,
      long now) {
    Phenotype<IntegerGene, Double> changed = phenotype;
    for (int i = 0; i < TRIES; i++) {
      changed = i == TRIES / 2 ? Phenotype.of(random(), now) : mutation.mutate(changed, true, now);
      if (isNew(changed)) {
        return changed;
      }
    }
    return changed;
  }

  private ISeq<Phenotype<IntegerGene, Double>> evaluate(
      Seq<Phenotype<IntegerGene, Double>> phenotypes) {
    List<Candidate> fresh = phenotypes.stream().filter(Phenotype::nonEvaluated)
        .map(this::candidate).toList();
    generation++;
    boolean news = fresh.stream().anyMatch(candidate -> !judge.knows(candidate.schedule()));
    List<Optional<Outcome>> outcomes = judge.judge(fresh, generation);
    note(outcomes, news);
    List<Phenotype<IntegerGene, Double>> evaluated = new ArrayList<>();
    int next = 0;
    for (Phenotype<IntegerGene, Double> phenotype : phenotypes) {
      evaluated.add(phenotype.isEvaluated() ? phenotype
          : phenotype.withFitness(fitness(outcomes.get(next++))));
    }
    return ISeq.of(evaluated);
  }

  private static double fitness(Optional<Outcome> outcome) {
    return outcome.map(Outcome::fitness).orElse(Double.POSITIVE_INFINITY);
  }

  private void note(List<Optional<Outcome>> outcomes, boolean news) {
    double least = outcomes.stream().mapToDouble(Search::fitness).min()
        .orElse(Double.POSITIVE_INFINITY);
    withoutGain = least < best ? 0 : withoutGain + 1;
    withoutNews = news ? 0 : withoutNews + 1;
    best = Math.min(best, least);
  }
}
