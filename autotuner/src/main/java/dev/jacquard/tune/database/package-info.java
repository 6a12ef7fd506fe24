/**
 * The tuning database: which schedules were tried, how fast they ran, and the device's best.
 *
 * <p>In: a {@link dev.jacquard.tune.database.TuningRecord} for each candidate, as it is measured.
 * Out: the best schedule for an algorithm, its sizes and a device; the nearest sizes' ones; all
 * records of a run, from which it can be replayed. Callers: the tuner, and whoever compiles with a
 * tuned schedule. A record leaves as a {@link dev.jacquard.tune.database.TunedText}; one that comes
 * from elsewhere is kept apart, as a start for the search on this device.
 *
 * <p>The idea of a database of tuning records that outlives the tuner is TVM's (Chen et al.,
 * "Learning to optimize tensor programs", NeurIPS 2018).
 */
package dev.jacquard.tune.database;
