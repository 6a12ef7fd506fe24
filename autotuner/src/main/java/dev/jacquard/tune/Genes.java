package dev.jacquard.tune;

import io.jenetics.Genotype;
import io.jenetics.IntegerChromosome;
import io.jenetics.IntegerGene;
import io.jenetics.util.ISeq;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Genotypes as Jenetics has them: a chromosome of one gene for each decision. */
final class Genes {

  private Genes() {}

  /** The genotype with these values, read modulo the domains. */
  static Genotype<IntegerGene> genotype(int[] genes, int[] domains) {
    return Genotype.of(IntStream.range(0, domains.length)
        .mapToObj(i -> IntegerChromosome.of(
            IntegerGene.of(Math.floorMod(genes[i], domains[i]), 0, domains[i])))
        .collect(ISeq.toISeq()));
  }

  static int[] read(Genotype<IntegerGene> genotype) {
    return genotype.stream().mapToInt(chromosome -> chromosome.gene().intValue()).toArray();
  }

  static int[] random(int[] domains, RandomGenerator random) {
    return IntStream.of(domains).map(random::nextInt).toArray();
  }

  /**
   * Another choice of a decision: a neighbour as often as any, because neighbouring choices are
   * alike; the same if there is no other.
   */
  static int step(int gene, int domain, RandomGenerator random) {
    if (domain < 2) {
      return gene;
    }
    if (domain > 2 && random.nextBoolean()) {
      int neighbour = gene + (random.nextBoolean() ? 1 : -1);
      return neighbour < 0 ? 1 : neighbour == domain ? domain - 2 : neighbour;
    }
    return (gene + 1 + random.nextInt(domain - 1)) % domain;
  }
}
