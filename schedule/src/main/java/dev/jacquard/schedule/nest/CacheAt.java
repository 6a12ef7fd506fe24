package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.ir.Memory;

/** The part of a result that the loops inside {@code loop} compute is held in {@code memory}. */
public record CacheAt(String loop, Memory memory, int directive) {}
