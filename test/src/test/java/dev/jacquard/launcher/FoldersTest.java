package dev.jacquard.launcher;

import static dev.jacquard.launcher.Machine.started;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Where the user's files lie, and what happens where they cannot.
@EnabledOnOs(OS.LINUX)
class FoldersTest {

  @TempDir
  private Path folder;
  private Machine machine;

  @BeforeEach
  void build() throws IOException {
    machine = new Machine(folder);
    machine.jdk("jvm/jdk-25", "25");
    machine.command("id", "PATH=/usr/bin:/bin exec id \"$@\"");
    machine.set("TMPDIR", Files.createDirectories(machine.path("tmp")).toString());
    Files.writeString(machine.path("file"), "no folder");
  }

  private String spare() throws Exception {
    return "~/tmp/jacquard-" + Files.getAttribute(folder, "unix:uid");
  }

  private static final String FAULT =
      " cannot be used (nearly full, read-only, mounted noexec or another's): ";

  @Test
  void theyAreTheUsersAlone() throws Exception {
    machine.jacquard("ops");
    for (String place : new String[] {"home/.cache/jacquard", "home/.local/share/jacquard"}) {
      assertEquals("rwx------", PosixFilePermissions.toString(
          Files.getPosixFilePermissions(machine.path(place))), place);
    }
  }

  @Test
  void aTemporaryFolderStandsInForTheCache() throws Exception {
    machine.set("XDG_CACHE_HOME", machine.path("file/cache").toString());
    var result = machine.jacquard("ops");
    assertEquals("jacquard: ~/file/cache/jacquard" + FAULT + spare() + " stands in\n",
        result.err());
    assertEquals(started("jvm/jdk-25", "ops").replace("~/home/.cache", spare()), result.out());
  }

  @Test
  void aTemporaryFolderStandsInForTheData() throws Exception {
    machine.set("XDG_DATA_HOME", machine.path("file/data").toString());
    assertEquals("jacquard: ~/file/data/jacquard" + FAULT + spare() + " stands in\n",
        machine.jacquard("ops").err());
  }

  @Test
  void aFullDiskIsNoticed() throws Exception {
    machine.command("df", "case $* in *home*) free=9 ;; esac; echo; echo . . . ${free:-99999} .");
    assertEquals("jacquard: ~/home/.cache/jacquard" + FAULT + spare() + " stands in\n",
        machine.jacquard("ops").err());
  }

  @Test
  void withoutAnyItEnds() throws Exception {
    machine.set("XDG_CACHE_HOME", machine.path("file/cache").toString());
    machine.set("TMPDIR", machine.path("file").toString());
    var result = machine.jacquard("ops");
    assertEquals("jacquard: ~/file/cache/jacquard cannot be used, nor can "
        + spare().replace("/tmp/", "/file/") + ": nearly full, read-only, mounted noexec or "
        + "another's. Set XDG_CACHE_HOME and XDG_DATA_HOME to folders that can.\n", result.err());
    assertEquals(1, result.exit());
  }
}
