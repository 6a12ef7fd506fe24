package dev.jacquard.parsers;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Npy;
import dev.jacquard.dsl.data.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFuzzTest {

  /// For the header's text and what is made of it; the elements lie outside the heap.
  private static final long BYTES_PER_BYTE = 100;
  private static final List<String> WORDS = List.of("(", ")", "{", "}", "'", ":", ",", "True",
      "False", "'descr'", "'shape'", "'fortran_order'", "'<f4'", "'>i8'", "'|b1'", "'|O'", "1, ",
      "0, ", "999999999999999999, ", "4294967296, ", "\u00ff\u00ff\u00ff\u00ff",
      "\u0000\u0000\u0000\u0000", "\u0093NUMPY", "\u0002\u0000", "\u0003\u0000");

  @TempDir
  private Path folder;

  private Fuzz fuzz() throws IOException {
    Path file = folder.resolve("damaged.npy");
    List<byte[]> valid = new ArrayList<>();
    for (DType type : DType.values()) {
      Npy.save(file, Tensor.zeros(type, 3, 4));
      valid.add(Files.readAllBytes(file));
    }
    Npy.save(file, Tensor.zeros(DType.F32));
    valid.add(Files.readAllBytes(file));
    valid.add(("\u0093NUMPY\u0002\u0000\u0050\u0000\u0000\u0000{'descr': '>f4', 'fortran_order': "
        + "True, 'shape': (2, 3), }" + " ".repeat(22) + "\n" + "abcd".repeat(6))
        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    return new Fuzz(NpyFuzzTest.class, new Damage(valid, WORDS), BYTES_PER_BYTE, bytes -> {
      Files.write(file, bytes);
      Npy.load(file);
    });
  }

  @Test
  void damagedFilesAreTensorsOrMessages() throws IOException {
    fuzz().some(2000);
  }

  @Test
  @Tag("slow")
  void moreDamagedFiles() throws IOException {
    fuzz().many(200_000);
  }
}
