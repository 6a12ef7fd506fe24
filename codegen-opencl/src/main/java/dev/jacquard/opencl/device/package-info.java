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
 * Running: each tensor that {@code schedule.backend} has checked gets a {@code Binding} to
 * {@code DeviceMemory}, a {@code Recording} of the plan launches, {@code Flight} waits. Under PoCL
 * the launches of most programs go to no queue: the calling thread and its {@code Team} run them on
 * {@code SerialDevices}.
 */
package dev.jacquard.opencl.device;
