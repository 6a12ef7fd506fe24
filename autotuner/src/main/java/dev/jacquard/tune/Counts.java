package dev.jacquard.tune;

/**
 * What became of the candidates of a run so far. Each schedule counts once.
 *
 * @param generated different schedules
 * @param compiled those that were built, or whose text had been built already
 * @param measured those with a right result and a time
 * @param wrong those with a wrong result
 * @param crashed those that ended their process, or failed when run
 * @param timedOut those that took too long to build or to run
 */
public record Counts(int generated, int compiled, int measured, int wrong, int crashed,
    int timedOut) {}
