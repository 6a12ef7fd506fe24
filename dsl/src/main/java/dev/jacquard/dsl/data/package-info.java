/**
 * Data: tensors outside the Java heap, their layouts in memory, and files.
 *
 * <p>What enters: Java arrays and buffers, NumPy {@code .npy} files, PNG images, seeds. What
 * leaves: the same, and the memory segments that devices read and write.
 *
 * <ul>
 *   <li>{@link dev.jacquard.dsl.data.Tensor}: type, shape, strides, layout and memory.
 *   <li>{@link dev.jacquard.dsl.data.Layout}: the order of elements in memory, with blocks and
 *       padding; text such as {@code "1/32 0 1%32"}.
 *   <li>{@link dev.jacquard.dsl.data.Npy} and {@link dev.jacquard.dsl.data.Png}: files.
 * </ul>
 *
 * <p>The reference evaluator, every backend and the command line call this package; it knows
 * nothing of expressions, schedules or devices. Wrong files, shapes and indices end in
 * {@link dev.jacquard.dsl.UserError}, never in another exception.
 */
package dev.jacquard.dsl.data;
