package dev.jacquard.opencl.device;

import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.backend.Device;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_device_id;
import org.jocl.cl_device_partition_property;

/**
 * Devices by id. {@code opencl:P:D/N} is the sub-device of N compute units of {@code opencl:P:D};
 * it is made once, and lives as long as the process.
 */
final class Partition {

  private static final Map<String, Found> MADE = new ConcurrentHashMap<>();

  private Partition() {}

  static Found find(String id) {
    int slash = id.indexOf('/');
    if (slash < 0) {
      return whole(id);
    }
    return of(whole(id.substring(0, slash)), count(id, id.substring(slash + 1)));
  }

  private static int count(String id, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new UserError(("Device %s: write a number of compute units after the slash, as in "
          + "opencl:0:0/1.").formatted(id));
    }
  }

  private static Found whole(String id) {
    Installation installation = Installation.get();
    return installation.devices().stream().filter(f -> f.device().id().equals(id)).findFirst()
        .orElseThrow(() -> new UserError("There is no OpenCL device %s. %s".formatted(id,
            installation.devices().isEmpty() ? installation.missing() : "Choose one of: "
                + installation.devices().stream().map(f -> f.device().id())
                    .collect(Collectors.joining(", ")) + ".")));
  }

  /** The device itself where it has just that many units. */
  static Found of(Found whole, int units) {
    int available = whole.device().target().computeUnits();
    if (units < 1 || units > available) {
      throw new UserError("Device %s has %d compute units; %d cannot be had. Choose 1 to %d."
          .formatted(whole.device().id(), available, units, available));
    }
    return units == available ? whole : MADE.computeIfAbsent(whole.device().id() + "/" + units,
        id -> make(whole, units, id));
  }

  private static Found make(Found whole, int units, String id) {
    cl_device_partition_property property = new cl_device_partition_property();
    property.addProperty(CL.CL_DEVICE_PARTITION_BY_COUNTS, units);
    property.addProperty(CL.CL_DEVICE_PARTITION_BY_COUNTS_LIST_END, 0);
    cl_device_id[] part = new cl_device_id[1];
    try {
      CL.clCreateSubDevices(whole.id(), property, 1, part, null);
    } catch (CLException e) {
      throw new UserError(("Device %s cannot be divided (%s). With PoCL, set the environment "
          + "variable POCL_MAX_PTHREAD_COUNT=%d before the start.").formatted(whole.device().id(),
              e.getMessage(), units), e);
    }
    return new Found(part(whole.device(), units, id), whole.platform(), part[0], whole.limits(),
        whole.serial().isEmpty() ? List.of() : whole.serial().subList(0, units));
  }

  private static Device part(Device whole, int units, String id) {
    return new Device(id, whole.backend(), whole.name(), whole.driver(),
        whole.target().withUnits(units));
  }
}
