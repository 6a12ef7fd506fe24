package dev.jacquard.dsl.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyErrorTest {
  private static final String TYPES =
    "bool, i8, i16, i32, i64, u8, u16, u32, u64, f16, bf16, f32, f64. Convert with numpy's astype.";

  @TempDir
  Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("weights.npy");
  }

  @Test
  void missingFile() {
    check(": there is no such file. Check the name.");
  }

  @Test
  void truncatedData() throws IOException {
    Npy.save(file, Tensor.zeros(DType.F32, 64, 64));
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 128 + 1000));
    check(": the header announces 4096 f32 values (16384 bytes) but only 1000 bytes follow. "
      + "The file is truncated; save it again.");
  }

  @Test
  void surplusData() throws IOException {
    write("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", 1, 2);
    check(": the header announces 1 u8 values (1 bytes) but 2 bytes follow. The file is "
      + "damaged or holds more than one array; save one array a file.");
  }

  @Test
  void otherFormat() throws IOException {
    Files.writeString(file, "1.0, 2.0, 3.0");
    check(": this is no .npy file: it does not begin with \\x93NUMPY. Save one with "
      + "numpy.save.");
  }

  @Test
  void emptyFile() throws IOException {
    Files.write(file, new byte[0]);
    check(": the file ends within the magic bytes and the version: 8 bytes expected, 0 found. "
      + "The file is truncated; save it again.");
  }

  @Test
  void unknownVersion() throws IOException {
    Files.write(file, NpyTest.bytes(4, "{}"));
    check(": version 4.0 of the .npy format is not known. Versions: 1.0, 2.0, 3.0. Save it again "
        + "with numpy.save.");
  }

  @Test
  void unknownElementType() throws IOException {
    write("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }");
    check(": element type '<c8' is not supported. Types: " + TYPES);
  }

  @Test
  void missingField() throws IOException {
    write("{'descr': '<f4', 'shape': (1,), }");
    check(": the header has no field 'fortran_order'. Fields: descr, fortran_order, shape. Save it "
        + "again with numpy.save.");
  }

  @Test
  void unknownField() throws IOException {
    write("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 'y'}");
    check(": the header has the unknown field 'x'. Fields: descr, fortran_order, shape. Save it "
        + "again with numpy.save.");
  }

  @Test
  void structuredType() throws IOException {
    write("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }");
    check(": the header cannot be read: a text, True, False or a tuple of integers expected at "
      + "character 10, found '['. The file is damaged; save it again.");
  }

  @Test
  void hugeShape() throws IOException {
    write("{'descr': '<f4', 'fortran_order': False, 'shape': (10000000000, 10000000000), }");
    check(": the header is wrong. Shape (10000000000, 10000000000) has more elements or bytes than "
      + "2^63. Give smaller extents.");
  }

  @Test
  void announcedSizeIsCheckedBeforeMemoryIsTaken() throws IOException {
    write("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,), }", 0, 0, 0, 0);
    check(": the header announces 1000000000000 f32 values (4000000000000 bytes) but only 4 "
      + "bytes follow. The file is truncated; save it again.");
  }

  @Test
  void boolOfTwo() throws IOException {
    write("{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }", 1, 2);
    check(": element 1 of a bool array is 2. A bool is 0 or 1; save the array as uint8.");
  }

  @Test
  void unwritableFile() {
    Path target = folder.resolve("none").resolve("x.npy");
    UserError error = assertThrows(UserError.class,
      () -> Npy.save(target, Tensor.zeros(DType.F32)));
    assertEquals(target + ": cannot be written: the folder does not exist. Make it first.",
      error.reason());
  }

  /** Whatever bytes a file holds, loading ends in a tensor or in a user error. */
  @Test
  void damagedFiles() throws IOException {
    Npy.save(file, Tensor.random(DType.BOOL, 1, 4, 5));
    byte[] whole = Files.readAllBytes(file);
    for (int seed = 0; seed < 3000; seed++) {
      Files.write(file, damaged(whole, new SplittableRandom(seed)));
      try {
        Npy.load(file).toDoubleArray();
      } catch (UserError error) {
        assertEquals(0, error.reason().indexOf(file.toString()), "seed " + seed);
      }
    }
  }

  private static byte[] damaged(byte[] whole, SplittableRandom random) {
    byte[] bytes = random.nextInt(4) == 0
      ? Arrays.copyOf(whole, random.nextInt(whole.length + 8))
      : whole.clone();
    for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
      int range = random.nextBoolean() ? Math.min(72, bytes.length) : bytes.length;
      bytes[random.nextInt(range)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private void write(String header, int... data) throws IOException {
    Files.write(file, NpyTest.bytes(1, header, data));
  }

  private void check(String message) {
    UserError error = assertThrows(UserError.class, () -> Npy.load(file));
    assertEquals(file + message, error.reason());
  }
}
