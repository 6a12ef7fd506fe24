/**
 * OpenCL C as text.
 *
 * <p>In: a {@link dev.jacquard.schedule.ir.Program} whose kernels are fully lowered (one flat index
 * an access, no concurrent, unrolled or vectorized loops left) and a
 * {@link dev.jacquard.schedule.backend.Target}. Out: one source text with all its kernels. No
 * device is touched. Caller: the OpenCL backend, which also asks for the build options and for the
 * function name of each kernel.
 *
 * <p>{@code KernelPrinter} -> {@code StatementPrinter} -> {@code ExpressionPrinter} with its
 * parts for integers, casts, masks and memory; {@code Words} and {@code Names} hold the vocabulary,
 * {@code Ranges} what is known of integers, {@code Helpers} the functions that the text needs.
 */
package dev.jacquard.opencl.emit;
