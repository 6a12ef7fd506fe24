package dev.jacquard.dsl.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.DType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  @TempDir
  Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("weights.npy");
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeRoundTrips(DType type) {
    Tensor tensor = Tensor.random(type, 9, 3, 4, 5);
    Npy.save(file, tensor);
    assertTrue(tensor.contentEquals(Npy.load(file)));
  }

  @Test
  void dataStartsAtAMultipleOf64() throws IOException {
    Npy.save(file, Tensor.zeros(DType.U8, 10));
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(128 + 10, bytes.length);
    assertEquals('\n', bytes[127]);
  }

  @Test
  void headerIsWhatNumpyWrites() throws IOException {
    Npy.save(file, Tensor.zeros(DType.F32, 3, 4));
    String text = new String(Files.readAllBytes(file), 10, 60, StandardCharsets.ISO_8859_1);
    assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }", text.strip());
  }

  /** As numpy.save writes arrays of ml_dtypes.bfloat16; what it loads and saves again has |V2. */
  @ParameterizedTest
  @ValueSource(strings = {"<V2", "|V2"})
  void bfloat16HasTheDescriptorOfTwoBytes(String descriptor) throws IOException {
    Npy.save(file, Tensor.random(DType.BF16, 1, 3));
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertEquals("{'descr': '<V2', 'fortran_order': False, 'shape': (3,), }",
        text.substring(10, 70).strip());
    Files.writeString(file, text.replace("<V2", descriptor), StandardCharsets.ISO_8859_1);
    assertTrue(Tensor.random(DType.BF16, 1, 3).contentEquals(Npy.load(file)));
  }

  @Test
  void viewsAndLayoutsAreSavedRowMajor() {
    Npy.save(file, TensorTest.counting(2, 3).permute(1, 0));
    assertArrayEquals(new int[] {0, 3, 1, 4, 2, 5}, Npy.load(file).toIntArray());
    Npy.save(file, TensorTest.counting(2, 3).to(Layout.blocked(2, 1, 2)));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, Npy.load(file).toIntArray());
  }

  @Test
  void fortranOrderBecomesRowMajor() throws IOException {
    write(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }",
      0, 3, 1, 4, 2, 5);
    Tensor tensor = Npy.load(file);
    assertTrue(tensor.isDense());
    assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5}, tensor.toByteArray());
  }

  @Test
  void bigEndianIsConverted() throws IOException {
    write(1, "{'descr': '>i2', 'fortran_order': False, 'shape': (2,), }", 1, 2, 255, 254);
    assertArrayEquals(new short[] {258, -2}, Npy.load(file).toShortArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyVersionLoads(int version) throws IOException {
    write(version, "{'descr': '|i1', 'fortran_order': False, 'shape': (), }", 255);
    assertEquals(-1, Npy.load(file).getLong());
  }

  @Test
  void keysComeInAnyOrder() throws IOException {
    write(1, "{\"shape\":(1,), \"descr\":'|b1','fortran_order':False}", 1);
    assertArrayEquals(new boolean[] {true}, Npy.load(file).toBooleanArray());
  }

  @Test
  void emptyArrays() {
    Npy.save(file, Tensor.zeros(DType.F64, 0, 7));
    assertArrayEquals(new long[] {0, 7}, Npy.load(file).shape());
  }

  private void write(int version, String header, int... data) throws IOException {
    Files.write(file, bytes(version, header, data));
  }

  static byte[] bytes(int version, String header, int... data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    bytes.write(header.length());
    bytes.writeBytes(new byte[version == 1 ? 1 : 3]);
    bytes.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    for (int value : data) {
      bytes.write(value);
    }
    return bytes.toByteArray();
  }
}
