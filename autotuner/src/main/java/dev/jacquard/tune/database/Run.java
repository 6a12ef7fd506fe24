package dev.jacquard.tune.database;

import java.util.List;

/**
 * A tuning run: with its records, all that is needed to repeat it.
 *
 * @param id its number in the database
 * @param seeds the schedules that it started from, as JSON, in order
 * @param version the version of this project that made it
 */
public record Run(long id, long seed, int population, List<String> seeds, String version) {}
