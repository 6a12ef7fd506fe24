/**
 * The OpenCL runtime: devices, builds, memory, launches.
 *
 * <p>In: an {@link dev.jacquard.schedule.backend.Artifact}, whose OpenCL C text
 * {@code opencl.emit} wrote. Out: a
 * {@link dev.jacquard.opencl.device.OpenClExecutable}. Callers: whoever finds
 * {@link dev.jacquard.opencl.device.OpenClBackend} through {@code ServiceLoader}.
 *
 * <p>Loading: {@code Installation} finds the device, {@code CheckLimits} refuses what would take
 * the driver down, {@code ProgramBuilder} builds, or reloads from the {@code BinaryCache}.
 * Running: {@code BindArguments} checks the tensors and solves the sizes, {@code DeviceMemory}
 * gives each a buffer, {@code HostRunner} walks the host tree and launches.
 */
package dev.jacquard.opencl.device;
