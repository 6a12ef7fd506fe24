/**
 * The autotuner: a genetic search for the fastest schedule on the device at hand.
 *
 * <p>In: a {@link dev.jacquard.tune.TuningTask}: a {@link dev.jacquard.tune.Space} of schedules,
 * inputs, expected outputs. Out: a {@link dev.jacquard.tune.TuningResult}, and a record in the
 * database for each candidate. Callers: the facade and the command line.
 *
 * <p>{@code Search} breeds (Jenetics), a {@code Judge} says how fast each candidate is: by building
 * and timing it in worker processes, or from the records of an earlier run. That search, by a
 * genetic algorithm over genotypes that all are legal, follows Ansor (Zheng et al., OSDI 2020) and
 * Tensor Comprehensions (Vasilache et al., 2018).
 */
package dev.jacquard.tune;
