package dev.jacquard.cli;

import dev.jacquard.cli.session.Devices;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Which device. */
final class DeviceOptions {

  @Option(names = "--device", paramLabel = "ID", order = 2,
      description = "A device of jacquard devices (default: the first OpenCL device).")
  private String id;

  @Option(names = "--threads", paramLabel = "N", order = 3,
      description = "Use only N compute units of the device.")
  private Integer threads;

  /** The device, after saying which one it is and why. */
  Devices.Choice choose(Console console) {
    return choose(console, Optional.empty());
  }

  /** The same, of one backend if it is named. */
  Devices.Choice choose(Console console, Optional<String> backend) {
    Devices all = Devices.find();
    Devices.Choice choice = backend.map(all::only).orElse(all).choose(Optional.ofNullable(id),
        threads == null ? OptionalInt.empty() : OptionalInt.of(threads));
    console.say(choice.describe());
    return choice;
  }
}
