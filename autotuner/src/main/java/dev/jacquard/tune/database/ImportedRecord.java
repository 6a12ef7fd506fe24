package dev.jacquard.tune.database;

/**
 * A schedule that was measured elsewhere: a start for the search, and nothing else until it was
 * measured and checked here, which makes an ordinary record of it.
 *
 * @param workload of its algorithm at its sizes, on the device where it was measured
 * @param schedule its canonical JSON
 * @param facts what was measured there
 */
public record ImportedRecord(Workload workload, String schedule, RecordFacts facts) {}
