package dev.jacquard.dsl.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngTest {
  @TempDir
  Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("image.png");
  }

  @ParameterizedTest
  @CsvSource({"U8,2", "U8,3", "U8,4", "U16,2", "U16,3", "U16,4"})
  void coloursRoundTrip(DType type, int channels) {
    Tensor image = noise(type, 5, 7, channels);
    Png.save(file, image);
    assertTrue(image.contentEquals(Png.load(file)));
  }

  @ParameterizedTest
  @CsvSource({"U8", "U16"})
  void greyRoundTrips(DType type) {
    Tensor image = noise(type, 5, 7);
    Png.save(file, image);
    assertTrue(image.contentEquals(Png.load(file)));
  }

  private static Tensor noise(DType type, long... shape) {
    return Tensor.smallIntegers(type, 4, type.maxLong(), shape);
  }

  @Test
  void paletteBecomesColours() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(1, 0, 0xFF0000);
    ImageIO.write(image, "png", file.toFile());
    Tensor tensor = Png.load(file);
    assertArrayEquals(new long[] {0, 0, 0, 255, 0, 0},
      tensor.slice(2, 0, 3).toLongArray());
  }

  @Test
  void viewsAreSaved() {
    Png.save(file, noise(DType.U8, 4, 6).permute(1, 0));
    assertArrayEquals(new long[] {6, 4}, Png.load(file).shape());
  }

  @Test
  void floatsAreNoImage() {
    UserError error = assertThrows(UserError.class,
      () -> Png.save(file, Tensor.zeros(DType.F32, 2, 3)));
    assertEquals(file + ": a tensor f32 (2, 3) is no image. Give u8 or u16 of shape (height, "
      + "width) or (height, width, channels) with 1 to 4 channels, of 1 to 268435456 values.",
      error.reason());
  }

  @Test
  void otherFormat() throws IOException {
    Files.writeString(file, "P5 2 2 255");
    assertEquals(file + ": this is no PNG file. Save the picture as PNG.",
      assertThrows(UserError.class, () -> Png.load(file)).reason());
  }

  @Test
  void missingFile() {
    assertEquals(file + ": there is no such file. Check the name.",
      assertThrows(UserError.class, () -> Png.load(file)).reason());
  }

  @Test
  void widthBeyondTheFile() throws IOException {
    Png.save(file, Tensor.zeros(DType.U8, 2, 3));
    byte[] bytes = Files.readAllBytes(file);
    bytes[17] = 1;
    bytes[21] = 1;
    Files.write(file, bytes);
    assertEquals(file + ": the header announces 65539 x 65538 pixels but the file has only "
      + bytes.length + " bytes. The file is damaged or truncated; save it again.",
      assertThrows(UserError.class, () -> Png.load(file)).reason());
  }

  /** Whatever bytes a file holds, loading ends in a tensor or in a user error. */
  @Test
  void damagedFiles() throws IOException {
    Png.save(file, noise(DType.U8, 9, 8, 3));
    byte[] whole = Files.readAllBytes(file);
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = Arrays.copyOf(whole, random.nextInt(1, whole.length + 1));
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      Files.write(file, bytes);
      try {
        Png.load(file);
      } catch (UserError error) {
        assertEquals(0, error.reason().indexOf(file.toString()), "seed " + seed);
      }
    }
  }
}
