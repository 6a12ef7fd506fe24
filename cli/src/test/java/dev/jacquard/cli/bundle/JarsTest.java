package dev.jacquard.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {

  @TempDir
  private Path folder;

  @Test
  void nativeLibrariesOfOtherPlatformsAreCut() throws IOException {
    Path jar = folder.resolve("all.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("A.class", "lib/libJOCL_2_0_6-linux-x86_64.so",
          "lib/libJOCL_2_0_6-linux-arm64.so", "lib/libJOCL-apple-x86_64.dylib", "win/a_x86_64.dll",
          "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
          "org/sqlite/native/Linux-Musl/x86_64/libsqlitejdbc.so",
          "org/sqlite/native/FreeBSD/x86_64/libsqlitejdbc.so")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.getBytes());
      }
    }
    Jars.cut(jar, folder.resolve("cut.jar"));
    try (ZipFile cut = new ZipFile(folder.resolve("cut.jar").toFile())) {
      assertEquals(List.of("A.class", "lib/libJOCL_2_0_6-linux-x86_64.so",
          "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so"),
          cut.stream().map(ZipEntry::getName).toList());
      assertEquals("A.class", new String(cut.getInputStream(cut.getEntry("A.class"))
          .readAllBytes()));
    }
  }

  @Test
  void theCLibraryIsTheNewestThatASymbolNames() throws IOException {
    Files.writeString(folder.resolve("libone.so.1"), "\0GLIBC_2.4\0GLIBC_2.17\0");
    Files.writeString(folder.resolve("libtwo.so"), "\0GLIBC_2.2.5\0GLIBC_PRIVATE\0");
    Files.writeString(folder.resolve("text"), "GLIBC_2.99");
    assertEquals("2.17", Libc.needed(folder));
  }
}
