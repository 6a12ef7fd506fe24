package dev.jacquard.dsl.data;

import dev.jacquard.dsl.DType;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Converts between tensors and Java's images, sample by sample. */
final class PngPixels {
  private PngPixels() {}

  static Tensor samples(Raster raster) {
    int channels = raster.getNumBands();
    DType type = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT
      ? DType.U16 : DType.U8;
    Tensor tensor = empty(type, raster.getHeight(), raster.getWidth(), channels);
    int[] row = new int[raster.getWidth() * channels];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int i = 0; i < row.length; i++) {
        tensor.setLongAt((long) y * row.length + i, row[i]);
      }
    }
    return tensor;
  }

  private static Tensor empty(DType type, long height, long width, int channels) {
    return channels == 1
      ? Tensor.zeros(type, height, width)
      : Tensor.zeros(type, height, width, channels);
  }

  /** The colours of an image with a palette. */
  static Tensor expanded(BufferedImage image) {
    boolean alpha = image.getColorModel().hasAlpha();
    int width = image.getWidth();
    BufferedImage colours = image(
      Tensor.zeros(DType.U8, image.getHeight(), width, alpha ? 4 : 3));
    for (int y = 0; y < image.getHeight(); y++) {
      colours.setRGB(0, y, width, 1, image.getRGB(0, y, width, 1, null, 0, width), 0, width);
    }
    return samples(colours.getRaster());
  }

  static BufferedImage image(Tensor tensor) {
    int height = (int) tensor.extent(0);
    int width = (int) tensor.extent(1);
    int channels = tensor.rank() == 2 ? 1 : (int) tensor.extent(2);
    ColorModel model = model(tensor.type(), channels);
    WritableRaster raster = model.createCompatibleWritableRaster(width, height);
    int[] row = new int[width * channels];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (int) tensor.getLongAt((long) y * row.length + i);
      }
      raster.setPixels(0, y, width, 1, row);
    }
    return new BufferedImage(model, raster, false, null);
  }

  private static ColorModel model(DType type, int channels) {
    boolean alpha = channels % 2 == 0;
    int space = channels <= 2 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    return new ComponentColorModel(ColorSpace.getInstance(space), alpha, false,
      alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
      type == DType.U16 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE);
  }
}
