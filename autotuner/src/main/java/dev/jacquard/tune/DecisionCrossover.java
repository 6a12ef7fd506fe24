package dev.jacquard.tune;

import io.jenetics.Alterer;
import io.jenetics.AltererResult;
import io.jenetics.IntegerGene;
import io.jenetics.Phenotype;
import io.jenetics.util.MSeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.random.RandomGenerator;

/**
 * Exchanges decisions between neighbours of a population: half the time each decision by itself
 * (uniform crossover), half the time all between two points, because decisions that depend on each
 * other are neighbours. Jenetics' own crossovers exchange genes within one chromosome, and here
 * each chromosome is one decision with a domain of its own.
 */
final class DecisionCrossover implements Alterer<IntegerGene, Double> {
  private final int[] domains;
  private final double probability;
  private long exchanged;

  /** @param probability of a pair to exchange anything */
  DecisionCrossover(int[] domains, double probability) {
    this.domains = domains;
    this.probability = probability;
  }

  /** How many decisions were exchanged so far, between two that differed. */
  long exchanged() {
    return exchanged;
  }

  @Override
  public AltererResult<IntegerGene, Double> alter(Seq<Phenotype<IntegerGene, Double>> population,
      long generation) {
    RandomGenerator random = RandomRegistry.random();
    MSeq<Phenotype<IntegerGene, Double>> result = MSeq.of(population);
    int changed = 0;
    for (int i = 0; i + 1 < result.size(); i += 2) {
      if (random.nextDouble() < probability) {
        changed += cross(result, i, generation, random);
      }
    }
    exchanged += changed;
    return new AltererResult<>(result.toISeq(), changed);
  }

  private int cross(MSeq<Phenotype<IntegerGene, Double>> population, int first, long generation,
      RandomGenerator random) {
    int[] a = Genes.read(population.get(first).genotype());
    int[] b = Genes.read(population.get(first + 1).genotype());
    int changed = random.nextBoolean() ? uniform(a, b, random) : twoPoint(a, b, random);
    if (changed > 0) {
      population.set(first, Phenotype.of(Genes.genotype(a, domains), generation));
      population.set(first + 1, Phenotype.of(Genes.genotype(b, domains), generation));
    }
    return changed;
  }

  private static int uniform(int[] a, int[] b, RandomGenerator random) {
    int changed = 0;
    for (int i = 0; i < a.length; i++) {
      changed += random.nextBoolean() ? swap(a, b, i) : 0;
    }
    return changed;
  }

  private static int twoPoint(int[] a, int[] b, RandomGenerator random) {
    int from = random.nextInt(a.length);
    int to = random.nextInt(a.length) + 1;
    int changed = 0;
    for (int i = Math.min(from, to); i < Math.max(from, to); i++) {
      changed += swap(a, b, i);
    }
    return changed;
  }

  private static int swap(int[] a, int[] b, int i) {
    int kept = a[i];
    a[i] = b[i];
    b[i] = kept;
    return a[i] == b[i] ? 0 : 1;
  }
}
