package dev.jacquard.tune;

import dev.jacquard.schedule.backend.Artifact;
import java.util.function.Supplier;

/**
 * A schedule that may be built and timed. Two with the same {@code schedule} are the same.
 *
 * @param schedule its canonical JSON
 * @param trace the decisions that led to it, for people; empty if it came from elsewhere
 * @param artifact lowers and emits it; what this throws is recorded as a failure to compile
 */
public record Candidate(String schedule, String trace, Supplier<Artifact> artifact) {}
