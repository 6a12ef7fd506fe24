package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.Instruction;

/** The loop, and the reduction loop inside it, that an instruction carries out. */
public record Tensorized(String loop, Instruction instruction, int directive) {}
