/**
 * Processes that build and time candidates, so that one that crashes, hangs or writes where it
 * should not ends alone.
 *
 * <p>In: an {@link dev.jacquard.schedule.backend.Artifact}, the inputs and the expected outputs.
 * Out: an {@link dev.jacquard.tune.worker.Outcome}: times, the greatest error, or how it failed.
 *
 * <p>The parent's side is {@link dev.jacquard.tune.worker.WorkerPool}; the other side is
 * {@link dev.jacquard.tune.worker.WorkerMain}, a JVM on the parent's class path. It never needs
 * the user's classes: an artifact holds records of this project only. Data goes through files that
 * are mapped, requests and answers are lines of JSON. Caller: the tuner.
 */
package dev.jacquard.tune.worker;
