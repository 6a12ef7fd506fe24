package dev.jacquard.parsers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Png;
import dev.jacquard.dsl.data.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFuzzTest {

  /// A byte may stand for a thousand of the image.
  private static final long BYTES_PER_BYTE = 2 * 1032;
  private static final List<String> WORDS = List.of("IHDR", "IDAT", "IEND", "PLTE", "tRNS", "zTXt",
      "iCCP", "tEXt", "\u0000\u0000\u0000\u0000", "\u007f\u00ff\u00ff\u00ff",
      "\u0000\u0000\u0000\u0003PLTEabc", "\u0000\u0000\u0000\u0000IDAT\u0000\u0000\u0000\u0000",
      "\u0089PNG\r\n\u001a\n");

  @TempDir
  private Path folder;

  private Fuzz fuzz() throws IOException {
    Path file = folder.resolve("damaged.png");
    List<byte[]> valid = new ArrayList<>();
    for (DType type : List.of(DType.U8, DType.U16)) {
      for (int channels = 1; channels <= 4; channels++) {
        Png.save(file, Tensor.random(type, channels, 5, 7, channels));
        valid.add(Files.readAllBytes(file));
      }
    }
    for (int depth = 1; depth <= 8; depth *= 2) {
      valid.add(image(8, 4, depth, 3, chunk("PLTE", new byte[3 << depth]),
          chunk("tRNS", new byte[1 << depth])));
      valid.add(image(8, 4, depth, 0));
    }
    valid.add(image(8, 4, 8, 2, chunk("zTXt", deflated(new byte[1 << 20])),
        chunk("iCCP", deflated(new byte[1 << 20]))));
    return new Fuzz(PngFuzzTest.class, new Damage(valid, WORDS), BYTES_PER_BYTE, bytes -> {
      Files.write(file, bytes);
      Png.load(file);
    });
  }

  /// A black image by hand, with rarer properties than ours have.
  static byte[] image(int width, int height, int depth, int colour, byte[]... extra) {
    int channels = colour == 2 ? 3 : 1;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    file.writeBytes(chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height)
        .put((byte) depth).put((byte) colour).array()));
    for (byte[] chunk : extra) {
      file.writeBytes(chunk);
    }
    long rows = (long) height * (1 + ((long) width * depth * channels + 7) / 8);
    file.writeBytes(chunk("IDAT", deflated(new byte[(int) Math.min(rows, 1 << 24)])));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  private static byte[] chunk(String name, byte[] data) {
    byte[] named = ByteBuffer.allocate(4 + data.length)
        .put(name.getBytes(StandardCharsets.ISO_8859_1)).put(data).array();
    CRC32 sum = new CRC32();
    sum.update(named);
    return ByteBuffer.allocate(8 + named.length).putInt(data.length).put(named)
        .putInt((int) sum.getValue()).array();
  }

  private static byte[] deflated(byte[] data) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(data);
      deflater.finish();
      byte[] all = new byte[data.length / 500 + 100];
      return java.util.Arrays.copyOf(all, deflater.deflate(all));
    }
  }

  @Test
  void anImageIsRefusedBeforeItsPixelsAreRead() throws IOException {
    assertRefused("the image of 65535 x 65535 pixels is too large; at most 268435456 pixels of 1 "
        + "channel are possible. Make it smaller.", image(0xFFFF, 0xFFFF, 8, 0), 8 << 20);
    assertRefused("the image of 10000 x 10000 pixels is too large; at most 89478485 pixels of 3 "
        + "channels are possible. Make it smaller.", image(10_000, 10_000, 8, 2), 1 << 20);
    assertRefused("the header announces 2147483647 x 2147483647 pixels but the file has only 16373 "
        + "bytes. The file is damaged or truncated; save it "
        + "again.", image(Integer.MAX_VALUE, Integer.MAX_VALUE,
            16, 2), 0);
  }

  /// @param padding bytes behind the image, so that its size can be believed
  private void assertRefused(String message, byte[] image, int padding) throws IOException {
    Path file = folder.resolve("large.png");
    Files.write(file, java.util.Arrays.copyOf(image, image.length + padding));
    assertEquals(file + ": " + message,
        assertThrows(UserError.class, () -> Png.load(file)).reason());
  }

  @Test
  void damagedImagesAreTensorsOrMessages() throws IOException {
    fuzz().some(1500);
  }

  @Test
  @Tag("slow")
  void moreDamagedImages() throws IOException {
    fuzz().many(100_000);
  }
}
