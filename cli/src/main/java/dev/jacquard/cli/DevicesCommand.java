package dev.jacquard.cli;

import dev.jacquard.cli.session.Devices;
import dev.jacquard.cli.text.Table;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code jacquard devices}: what can run here, and why what is missing is missing. */
@picocli.CommandLine.Command(name = "devices", description = "List the devices of all backends.")
final class DevicesCommand extends Command {

  private final Table table = new Table("device", "kind", "units", "vector", "name", "driver");
  private final List<Map<String, ?>> devices = new ArrayList<>();
  private final Map<String, String> missing = new LinkedHashMap<>();

  @Override
  int run(Console console) {
    for (Backend backend : Devices.find().backends()) {
      List<Device> present = backend.devices();
      present.forEach(this::add);
      if (present.isEmpty()) {
        missing.put(backend.name(), backend.missing());
      }
    }
    console.print(table.toString());
    missing.forEach((backend, why) -> console.print("no %s device: %s".formatted(backend, why)));
    console.object(Map.of("devices", devices, "missing", missing));
    return 0;
  }

  private void add(Device device) {
    String kind = device.target().kind().name().toLowerCase(Locale.ROOT);
    int units = device.target().computeUnits();
    int vector = device.target().vectorBytes();
    table.row(device.id(), kind, "" + units, vector + " B", device.name(), device.driver());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", device.id());
    fields.put("backend", device.backend());
    fields.put("kind", kind);
    fields.put("name", device.name());
    fields.put("driver", device.driver());
    fields.put("compute_units", units);
    fields.put("vector_bytes", vector);
    fields.put("global_bytes", device.target().globalBytes());
    devices.add(fields);
  }
}
