package dev.jacquard.tune;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.tune.database.TuningDatabase;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The most that a device can do: the best of a small probe and of anything ever measured on it.
 *
 * @param gflops billions of f32 operations a second
 * @param gbps billions of bytes a second, read and written, between the device and its memory
 */
public record Peak(double gflops, double gbps) {
  private static final String GFLOPS = "gflops";
  private static final String GBPS = "gbps";
  /** Marks, beside the peaks themselves, that the probe has run. */
  private static final String PROBED = ".probed";
  private static final int LEAST_RUNS = 3;
  private static final long RUN_NANOS = 150_000_000;
  /** In every byte of the inputs: as a float 0.19, so that sums of powers stay small. */
  private static final byte FILLING = 0x3E;

  /** The peak of a device; probes it, some 200 ms, if the database has none yet. */
  public static Peak of(Device device, Backend backend, TuningDatabase database) {
    Map<String, Double> known = database.peaks(device.key());
    if (!known.containsKey(GFLOPS + PROBED)) {
      probe(device, backend, database);
      known = database.peaks(device.key());
    }
    return new Peak(known.getOrDefault(GFLOPS, 0.0), known.getOrDefault(GBPS, 0.0));
  }

  /** Probes a device once more: what a busy machine hid before shows now. */
  public static void again(Device device, Backend backend, TuningDatabase database) {
    probe(device, backend, database);
  }

  /** Notes what a program reached on a device, so that no share of the peak exceeds 100 %. */
  public static void raise(Device device, TuningDatabase database, double gflops, double gbps) {
    database.raisePeak(device.key(), GFLOPS, gflops);
    database.raisePeak(device.key(), GBPS, gbps);
  }

  private static void probe(Device device, Backend backend, TuningDatabase database) {
    double gflops = 0;
    double gbps = 0;
    if (device.target().kind() != Target.Kind.INTERPRETER) {
      PeakKernels kernels = new PeakKernels(device.target());
      gflops = kernels.flops() / fastest(kernels.arithmetic(), device, backend);
      gbps = kernels.bytes() / fastest(kernels.copy(), device, backend);
    }
    raise(device, database, gflops, gbps);
    database.raisePeak(device.key(), GFLOPS + PROBED, gflops);
  }

  /** Nanoseconds of the fastest run. */
  private static double fastest(Program program, Device device, Backend backend) {
    Map<String, Tensor> arguments = new LinkedHashMap<>();
    program.inputs().forEach(buffer -> arguments.put(buffer.name(), tensor(buffer)));
    arguments.values().forEach(tensor -> tensor.segment().fill(FILLING));
    program.outputs().forEach(buffer -> arguments.put(buffer.name(), tensor(buffer)));
    try (Executable executable =
        backend.load(backend.emit(program, device.target()), device)) {
      return fastest(executable, arguments);
    }
  }

  private static double fastest(Executable executable, Map<String, Tensor> arguments) {
    long fastest = Long.MAX_VALUE;
    long end = System.nanoTime() + RUN_NANOS;
    for (int i = 0; i < LEAST_RUNS || System.nanoTime() - end < 0; i++) {
      fastest = Math.min(fastest, executable.run(arguments).nanos());
    }
    return Math.max(1, fastest);
  }

  private static Tensor tensor(Buffer buffer) {
    return Tensor.zeros(DType.F32, PeakKernels.extent(buffer));
  }
}
