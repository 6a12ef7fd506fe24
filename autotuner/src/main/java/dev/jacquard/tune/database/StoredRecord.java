package dev.jacquard.tune.database;

/**
 * The best record of a workload.
 *
 * @param workload with the device on which it was measured: the one of this database
 */
public record StoredRecord(Workload workload, TuningRecord record) {}
