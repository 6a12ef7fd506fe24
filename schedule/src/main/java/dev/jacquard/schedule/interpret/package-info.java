/**
 * The loop interpreter: what statements and programs mean, without a device.
 *
 * <p>In: a {@link dev.jacquard.schedule.ir.Stmt} at any stage of lowering, or a
 * {@link dev.jacquard.schedule.ir.Program}, and tensors. Out: the tensors' new contents, or a
 * {@link dev.jacquard.dsl.CompilerBug} that names the access out of bounds, the race or the
 * divergent barrier. Callers: the tests of passes, and, as the backend {@code interpreter}, all
 * that runs programs. Each statement is compiled once into a tree of closures; vectors are
 * evaluated lane by lane, items of a group side by side from barrier to barrier.
 */
package dev.jacquard.schedule.interpret;
