/**
 * Where to begin with the artifact {@code dev.jacquard:jacquard}, which has no classes of its own.
 *
 * <ul>
 * <li>{@link dev.jacquard.Jacquard} is the front door: devices, compiling, tuning.
 * <li>{@link dev.jacquard.dsl} says what is computed, beginning with {@link dev.jacquard.dsl.Dsl};
 *     {@link dev.jacquard.dsl.data.Tensor} holds what goes in and comes out.
 * <li>{@link dev.jacquard.schedule.Schedule} says how it runs.
 * <li>{@link dev.jacquard.ops} has the operators that come along, to compose.
 * </ul>
 */
package dev.jacquard.library;
