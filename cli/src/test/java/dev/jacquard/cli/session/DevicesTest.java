package dev.jacquard.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.cli.AbsentBackend;
import dev.jacquard.cli.BrokenBackend;
import dev.jacquard.cli.UsageError;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DevicesTest {

  private static final Devices DEVICES =
      new Devices(List.of(new AbsentBackend(), new BrokenBackend()));

  private static String choose(String id) {
    return DEVICES.choose(Optional.ofNullable(id), OptionalInt.empty()).describe();
  }

  @Test
  void theFirstDeviceSaysWhyABetterOneIsMissing() {
    assertEquals("device broken:wrong: a broken device (no absent device: Its driver is not "
        + "installed: apt-get install absent-driver.)", choose(null));
  }

  @Test
  void aNamedDeviceIsTaken() {
    assertEquals("device broken:bug: a broken device (asked for by --device)",
        choose("broken:bug"));
  }

  @Test
  void anOpenClDeviceIsDivided() {
    Devices devices = new Devices(List.of(new BrokenBackend("opencl")));
    assertEquals("opencl:wrong/1",
        devices.choose(Optional.empty(), OptionalInt.of(1)).device().id());
    assertEquals(1, devices.choose(Optional.of("opencl:bug/1"), OptionalInt.empty()).device()
        .target().computeUnits());
    assertEquals("opencl:bug",
        devices.choose(Optional.of("opencl:bug"), OptionalInt.of(2)).device().id());
    assertEquals("Device opencl:wrong has 2 compute units; it cannot use 3. Choose 1 to 2.",
        assertThrows(UsageError.class,
            () -> devices.choose(Optional.empty(), OptionalInt.of(3))).getMessage());
  }

  @Test
  void unknownDeviceListsWhatThereIs() {
    assertEquals("Unknown device \"gpu\". Give one of: broken:wrong (a broken device), broken:bug "
        + "(a broken device). No absent device: Its driver is not installed: apt-get install "
        + "absent-driver.", assertThrows(UsageError.class, () -> choose("gpu")).getMessage());
  }

  @Test
  void theNearestDeviceIsSuggested() {
    Devices devices = new Devices(List.of(new BrokenBackend()));
    assertEquals("Unknown device \"broken:bugg\". Give one of: broken:wrong (a broken device), "
        + "broken:bug (a broken device). Did you mean broken:bug?",
        assertThrows(UsageError.class, () -> devices.choose(Optional.of("broken:bugg"),
            OptionalInt.empty())).getMessage());
  }

  @Test
  void noDeviceAtAll() {
    Devices none = new Devices(List.of(new AbsentBackend()));
    assertEquals("There is no device. no absent device: Its driver is not installed: apt-get "
        + "install absent-driver.", assertThrows(UsageError.class,
            () -> none.choose(Optional.empty(), OptionalInt.empty())).getMessage());
  }
}
