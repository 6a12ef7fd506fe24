/**
 * Java source from programs; text in, text out.
 *
 * <p>In: a {@link dev.jacquard.schedule.ir.Program}. Out: one readable class, a static method per
 * kernel, scalar loops over memory segments; vectors become loops over lanes. Callers: the backend
 * in {@code jvm.run}, and {@code aparapi}, which shares the expressions.
 */
package dev.jacquard.jvm.emit;
