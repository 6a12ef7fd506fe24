package dev.jacquard.cli.session;

import dev.jacquard.cli.UsageError;
import dev.jacquard.dsl.Suggestion;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The backends of this program, the best first, and their devices. */
public final class Devices {

  private static final List<String> ORDER = List.of("opencl", "jvm", "aparapi", "interpreter");

  private static final String ASKED_FOR = "asked for by --device";

  private final List<Backend> backends;

  /** @param backends in the order of preference */
  Devices(List<Backend> backends) {
    this.backends = List.copyOf(backends);
  }

  /** All backends on the class path. */
  public static Devices find() {
    List<Backend> found = new ArrayList<>();
    ServiceLoader.load(Backend.class).forEach(found::add);
    found.sort(Comparator.comparingInt(backend -> place(backend.name())));
    return new Devices(found);
  }

  /** The devices of one backend. */
  public Devices only(String backend) {
    return new Devices(backends.stream().filter(b -> b.name().equals(backend)).toList());
  }

  private static int place(String backend) {
    int place = ORDER.indexOf(backend);
    return place < 0 ? ORDER.size() : place;
  }

  /**
   * A device and the words that say why it was chosen.
   *
   * @param backend the one whose device it is
   */
  public record Choice(Backend backend, Device device, String why) {

    /** Whether a command without {@code --device} and {@code --threads} would take another. */
    boolean isAskedFor() {
      return why.equals(ASKED_FOR) || device.id().contains("/");
    }

    /** One line: which device runs, and why. */
    public String describe() {
      return "device %s: %s (%s)".formatted(device.id(), device.name(), why);
    }

    /** {@code units} compute units of this device; the device itself where it has no more. */
    Choice part(int units) {
      Target all = device.target();
      if (!backend.name().equals("opencl")) {
        throw new UsageError(("Device %s cannot be divided: --threads is for OpenCL devices, and "
            + "the %s backend uses all it finds.").formatted(device.id(), backend.name()));
      }
      if (units < 1 || units > all.computeUnits()) {
        throw new UsageError("Device %s has %d compute units; it cannot use %d. Choose 1 to %d."
            .formatted(device.id(), all.computeUnits(), units, all.computeUnits()));
      }
      if (units == all.computeUnits()) {
        return this;
      }
      return new Choice(backend, new Device(device.id() + "/" + units, device.backend(),
          device.name(), device.driver(), all.withUnits(units)), why);
    }
  }

  public List<Backend> backends() {
    return backends;
  }

  /**
   * The device of this id; without one the first OpenCL device, else the first of any backend.
   *
   * @param id as {@code devices} lists it; {@code ID/N} is N compute units of it
   * @param threads compute units to use, all of them if not given
   * @throws UsageError that lists the devices if there is none of this id, or says how many compute
   *     units there are
   */
  public Choice choose(Optional<String> id, OptionalInt threads) {
    String[] parts = id.orElse("").split("/", 2);
    Choice whole = id.isPresent() ? named(parts[0]) : first();
    if (threads.isPresent()) {
      return whole.part(threads.getAsInt());
    }
    return parts.length == 1 ? whole : whole.part(count(id.get(), parts[1]));
  }

  private static int count(String id, String units) {
    try {
      return Integer.parseInt(units);
    } catch (NumberFormatException _) {
      throw new UsageError("Device \"%s\": after the slash stands a number of compute units."
          .formatted(id));
    }
  }

  private Choice named(String id) {
    String family = id.split(":", 2)[0];
    for (Backend backend : backends) {
      if (backend.name().equals(family)) {
        for (Device device : backend.devices()) {
          if (device.id().equals(id)) {
            return new Choice(backend, device, ASKED_FOR);
          }
        }
      }
    }
    throw unknown(id);
  }

  private Choice first() {
    List<String> missing = new ArrayList<>();
    for (Backend backend : backends) {
      List<Device> devices = backend.devices();
      if (!devices.isEmpty()) {
        String why = missing.isEmpty()
            ? "the first %s device; --device chooses another".formatted(backend.name())
            : String.join(" ", missing);
        return new Choice(backend, devices.getFirst(), why);
      }
      missing.add("no %s device: %s".formatted(backend.name(), backend.missing()));
    }
    throw new UsageError("There is no device. " + String.join(" ", missing));
  }

  private UsageError unknown(String id) {
    String known = backends.stream().flatMap(backend -> backend.devices().stream())
        .map(device -> device.id() + " (" + device.name() + ")").collect(Collectors.joining(", "));
    String missing = backends.stream().filter(backend -> backend.devices().isEmpty())
        .map(backend -> " No %s device: %s".formatted(backend.name(), backend.missing()))
        .collect(Collectors.joining());
    List<String> ids = backends.stream().flatMap(backend -> backend.devices().stream())
        .map(Device::id).toList();
    return new UsageError("Unknown device \"%s\". Give one of: %s.%s%s".formatted(id, known,
        Suggestion.of(id, ids), missing));
  }
}
