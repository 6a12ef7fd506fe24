package dev.jacquard.dsl.data;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Loads and saves PNG images: u8 or u16 tensors of shape (height, width) for grey, or (height,
 * width, channels) for grey + alpha (2), RGB (3) and RGBA (4). Samples are passed as stored, with
 * no change of colour space; images with a palette are expanded to RGB or RGBA. Whatever a file
 * contains, the outcome is a tensor or a {@link UserError} that names the file.
 */
public final class Png {
  /** Of an image: with 16 bits each, half a gigabyte for the image and for the tensor. */
  private static final long MOST_SAMPLES = 1L << 28;
  /** Deflate makes no more bytes of one. */
  private static final long MOST_EXPANSION = 1032;
  /** What the colours of a palette become. */
  private static final int PALETTE_CHANNELS = 4;

  static {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private Png() {}

  /**
   * The image in the file; 16-bit samples give u16, fewer bits u8. A file of n bytes may hold an
   * image of 1032 n, so at most 2^28 samples are read, in at most 1 GiB.
   */
  public static Tensor load(Path path) {
    if (!Files.isRegularFile(path)) {
      throw UserError.here(path + ": there is no such file. Check the name.");
    }
    try (ImageInputStream input = ImageIO.createImageInputStream(path.toFile())) {
      return load(path, input);
    } catch (UserError e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw UserError.here(path + ": there is no memory for the image. The heap has at most "
        + Runtime.getRuntime().maxMemory() + " bytes; raise that with java -Xmx.", e);
    } catch (IOException | RuntimeException e) {
      throw UserError.here(path + ": the PNG image cannot be read: " + e.getMessage()
        + ". The file is damaged or truncated; save it again.", e);
    }
  }

  private static Tensor load(Path path, ImageInputStream input) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
    ImageReader reader = readers.hasNext() ? readers.next() : null;
    if (reader == null || !reader.getFormatName().equalsIgnoreCase("png")) {
      throw UserError.here(path + ": this is no PNG file. Save the picture as PNG.");
    }
    try {
      reader.setInput(input, true, true);
      checkSize(path, reader, input.length());
      return tensor(reader.read(0));
    } finally {
      reader.dispose();
    }
  }

  /** What the header says is believed only as far as the file is long. */
  private static void checkSize(Path path, ImageReader reader, long bytes) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    ColorModel pixel = reader.getRawImageType(0).getColorModel();
    double unpacked = (double) height * (1 + width * pixel.getPixelSize() / Byte.SIZE);
    if (unpacked / MOST_EXPANSION > bytes) {
      throw UserError.here(path + ": the header announces " + width + " x " + height
        + " pixels but the file has only " + bytes + " bytes. The file is damaged or truncated; "
        + "save it again.");
    }
    long channels = pixel instanceof IndexColorModel ? PALETTE_CHANNELS
      : pixel.getNumComponents();
    if (width * height > MOST_SAMPLES / channels) {
      throw UserError.here(path + ": the image of " + width + " x " + height + " pixels is too "
        + "large; at most " + MOST_SAMPLES / channels + " pixels of " + channels
        + (channels == 1 ? " channel" : " channels") + " are possible. Make it smaller.");
    }
  }

  private static Tensor tensor(BufferedImage image) {
    return image.getColorModel() instanceof IndexColorModel
      ? PngPixels.expanded(image) : PngPixels.samples(image.getRaster());
  }

  /** Writes a u8 or u16 tensor of shape (h, w) or (h, w, 1..4); replaces a file. */
  public static void save(Path path, Tensor tensor) {
    checkImage(path, tensor);
    BufferedImage image = PngPixels.image(tensor.toCanonical());
    try (OutputStream file = Files.newOutputStream(path);
        MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(file)) {
      ImageIO.write(image, "png", output);
    } catch (NoSuchFileException e) {
      throw UserError.here(path + ": cannot be written: the folder does not exist. Make it "
          + "first.", e);
    } catch (IOException e) {
      throw UserError.here(path + ": cannot be written: " + e.getMessage()
          + ". Mend that, or name another.", e);
    }
  }

  private static void checkImage(Path path, Tensor tensor) {
    boolean shape = tensor.rank() == 2
      || tensor.rank() == 3 && tensor.extent(2) >= 1 && tensor.extent(2) <= 4;
    boolean type = tensor.type() == DType.U8 || tensor.type() == DType.U16;
    if (!shape || !type || tensor.size() == 0 || tensor.size() > MOST_SAMPLES) {
      throw UserError.here(path + ": a tensor " + Views.describe(tensor) + " is no image. Give u8 "
        + "or u16 of shape (height, width) or (height, width, channels) with 1 to 4 channels, of 1 "
        + "to " + MOST_SAMPLES + " values.");
    }
  }
}
