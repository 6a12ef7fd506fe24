/** What lowered programs consist of: kernels, loops, vectors, barriers, and edges kept apart. */
package dev.jacquard.schedule.structure;
