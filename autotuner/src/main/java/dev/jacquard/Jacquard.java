package dev.jacquard;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Suggestion;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.lower.Lower;
import dev.jacquard.tune.Peak;
import dev.jacquard.tune.Progress;
import dev.jacquard.tune.StopSignal;
import dev.jacquard.tune.Subject;
import dev.jacquard.tune.Tuner;
import dev.jacquard.tune.TuningOptions;
import dev.jacquard.tune.TuningResult;
import dev.jacquard.tune.database.TuningDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The library's front door: devices, compiling, tuning.
 *
 * <pre>{@code
 * Device device = Jacquard.device();
 * try (Executable matmul = Jacquard.compile(c, Sizes.parse("m=64,n=64,k=64"), device)) {
 *   matmul.run(a, b, out);
 * }
 * }</pre>
 */
public final class Jacquard {

  private static final List<String> PREFERENCE =
      List.of("opencl", "jvm", "aparapi", "interpreter");
  private static final System.Logger LOG = System.getLogger(Jacquard.class.getName());
  private static final List<Backend> BACKENDS = load();

  private Jacquard() {}

  private static List<Backend> load() {
    List<Backend> found = new ArrayList<>();
    ServiceLoader.load(Backend.class, Jacquard.class.getClassLoader()).forEach(found::add);
    found.sort(Comparator.comparingInt(backend -> place(backend.name())));
    return List.copyOf(found);
  }

  private static int place(String backend) {
    int place = PREFERENCE.indexOf(backend);
    return place < 0 ? PREFERENCE.size() : place;
  }

  /** All devices of all backends, OpenCL's first. */
  public static List<Device> devices() {
    return BACKENDS.stream().flatMap(backend -> backend.devices().stream()).toList();
  }

  /**
   * The first device of the first backend that has one; {@link Device#id} and its name say which it
   * is. Where a better backend has none, a warning in the log of this class says why.
   */
  public static Device device() {
    List<String> missing = new ArrayList<>();
    for (Backend backend : BACKENDS) {
      List<Device> devices = backend.devices();
      if (!devices.isEmpty()) {
        missing.forEach(why -> LOG.log(System.Logger.Level.WARNING, why + " Running on "
            + devices.getFirst().id() + ", " + devices.getFirst().name() + "."));
        return devices.getFirst();
      }
      missing.add("No %s device: %s".formatted(backend.name(), backend.missing()));
    }
    throw new UserError("There is no device. " + String.join(" ", missing));
  }

  /** The device of this id, as {@link #devices} lists it. */
  public static Device device(String id) {
    return BACKENDS.stream().flatMap(backend -> backend.devices().stream())
        .filter(device -> device.id().equals(id)).findFirst().orElseThrow(
            () -> new UserError("Unknown device \"%s\". Give one of: %s.%s".formatted(id,
                String.join(", ", ids()), Suggestion.of(id, ids()))));
  }

  private static List<String> ids() {
    return devices().stream().map(Device::id).toList();
  }

  /**
   * {@code output} at {@code sizes}, built for a device under what its Funcs carry and the rules
   * for the rest: {@link DefaultSchedule}.
   */
  public static Executable compile(Func output, Sizes sizes, Device device) {
    Algorithm algorithm = Algorithm.of(output).with(sizes);
    return compile(algorithm, DefaultSchedule.of(algorithm, device.target()), device);
  }

  /** {@code output} at {@code sizes} under a schedule, built for a device. */
  public static Executable compile(Func output, Sizes sizes, Schedule schedule, Device device) {
    return compile(Algorithm.of(output).with(sizes), schedule, device);
  }

  /** {@code output} for all sizes under a schedule, built for a device. */
  public static Executable compile(Func output, Schedule schedule, Device device) {
    return compile(Algorithm.of(output), schedule, device);
  }

  /** An algorithm under a schedule, built for a device; sizes left symbolic are arguments. */
  public static Executable compile(Algorithm algorithm, Schedule schedule, Device device) {
    Backend backend = backend(device);
    return backend.load(backend.emit(Lower.lower(algorithm, schedule), device.target()), device);
  }

  /**
   * Searches a fast schedule of {@code output} at {@code sizes}, on seeded inputs, and keeps what
   * it finds in the tuning database.
   *
   * @return the best schedule with its times; {@link Schedule#parse} reads its text
   */
  public static TuningResult tune(Func output, Sizes sizes, Device device, Duration budget) {
    return tune(output, sizes, device, new TuningOptions(budget, 0), Progress.SILENT);
  }

  /** The same with all options; their seed is that of the inputs too. */
  public static TuningResult tune(Func output, Sizes sizes, Device device, TuningOptions options,
      Progress progress) {
    Algorithm symbolic = Algorithm.of(output);
    Subject subject = new Subject(symbolic, sizes.over(Sizes.defaults(symbolic.dims())), device,
        backend(device), options.seed());
    try (TuningDatabase database = TuningDatabase.open(TuningDatabase.defaultPath());
        StopSignal stop = StopSignal.onInterrupt()) {
      Map<String, Tensor> inputs = Inputs.random(subject.algorithm(), subject.seed());
      return Tuner.tune(subject.task(subject.carried(), inputs), options, database, stop, progress);
    }
  }

  /** The most that a device does: measured at the first call, then kept in the tuning database. */
  public static Peak peak(Device device) {
    try (TuningDatabase database = TuningDatabase.open(TuningDatabase.defaultPath())) {
      return Peak.of(device, backend(device), database);
    }
  }

  private static Backend backend(Device device) {
    return BACKENDS.stream().filter(backend -> backend.name().equals(device.backend())).findFirst()
        .orElseThrow(() -> new UserError(("No backend %s is on the class path. Add its "
            + "artifact.").formatted(device.backend())));
  }
}
