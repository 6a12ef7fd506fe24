package dev.jacquard.tune;

import io.jenetics.Alterer;
import io.jenetics.AltererResult;
import io.jenetics.IntegerGene;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Changes decisions at random, half of them to a neighbouring choice. Those that crossover left as
 * they were change at least once: measuring a parent again teaches nothing.
 */
final class DecisionMutation implements Alterer<IntegerGene, Double> {
  private final int[] domains;
  private final double rate;
  private final int[] open;
  private long mutated;

  /** @param changes how many decisions change on average */
  DecisionMutation(int[] domains, double changes) {
    this.domains = domains;
    this.open = java.util.stream.IntStream.range(0, domains.length).filter(i -> domains[i] > 1)
        .toArray();
    this.rate = Math.min(0.5, changes / Math.max(1, open.length));
  }

  /** How many decisions were changed so far. */
  long mutated() {
    return mutated;
  }

  @Override
  public AltererResult<IntegerGene, Double> alter(Seq<Phenotype<IntegerGene, Double>> population,
      long generation) {
    long before = mutated;
    ISeq<Phenotype<IntegerGene, Double>> result = population
        .map(phenotype -> mutate(phenotype, phenotype.isEvaluated(), generation))
        .stream().collect(ISeq.toISeq());
    return new AltererResult<>(result, (int) (mutated - before));
  }

  /** @param force whether at least one decision must change */
  Phenotype<IntegerGene, Double> mutate(Phenotype<IntegerGene, Double> phenotype, boolean force,
      long generation) {
    RandomGenerator random = RandomRegistry.random();
    int[] old = Genes.read(phenotype.genotype());
    int[] genes = old.clone();
    for (int i : open) {
      genes[i] = random.nextDouble() < rate ? Genes.step(genes[i], domains[i], random) : genes[i];
    }
    if (force && open.length > 0 && Arrays.equals(old, genes)) {
      int i = open[random.nextInt(open.length)];
      genes[i] = Genes.step(genes[i], domains[i], random);
    }
    return changes(old, genes) == 0 ? phenotype
        : Phenotype.of(Genes.genotype(genes, domains), generation);
  }

  private int changes(int[] old, int[] genes) {
    int changes = 0;
    for (int i : open) {
      changes += old[i] == genes[i] ? 0 : 1;
    }
    mutated += changes;
    return changes;
  }
}
