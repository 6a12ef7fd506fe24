/**
 * Inside the process of a peer: its native library, called as its own users call it.
 *
 * <p>In: a folder with an op's inputs as {@code .npy} files. Out: the nanoseconds of runs, and the
 * outputs as {@code .npy} files. Caller: {@link dev.jacquard.benchmarks.peer.PeerProcess}, which
 * starts {@link dev.jacquard.benchmarks.engine.PeerMain}.
 */
package dev.jacquard.benchmarks.engine;
