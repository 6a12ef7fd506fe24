/** What users do wrong: one smallest program for each mistake, and all that they then read. */
package dev.jacquard.mistakes;
