/** Schedules written as JSON and as Java, and read back, are the same schedules. */
package dev.jacquard.schedule.roundtrip;
