package dev.jacquard.cli.demo;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * A picture of woven cloth, as a loom of Jacquard's makes it: at each crossing a bit of the
 * pattern lifts the warp over the weft or not.
 */
public final class Fabric {

  private static final int THREAD = 5;
  private static final int SATIN = 5;

  private final Raster motif;

  private Fabric(BufferedImage motif) {
    this.motif = motif.getRaster();
  }

  /** A u8 tensor of shape (height, width), grey. */
  public static Tensor weave(int height, int width) {
    System.setProperty("java.awt.headless", "true");
    Fabric fabric = new Fabric(Motif.draw((width + THREAD - 1) / THREAD,
        (height + THREAD - 1) / THREAD));
    byte[] pixels = new byte[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = (byte) fabric.pixel(x, y);
      }
    }
    return Tensor.of(pixels, height, width).bitCast(DType.U8);
  }

  /** A satin: the thread that does not show binds at every fifth crossing, shifted by two a row. */
  private boolean isWeftAbove(int column, int row) {
    boolean binding = Math.floorMod(column - 2 * row, SATIN) == 0;
    return motif.getSample(column, row, 0) > 127 != binding;
  }

  private int pixel(int x, int y) {
    int column = x / THREAD;
    int row = y / THREAD;
    boolean weft = isWeftAbove(column, row);
    double across = round(weft ? y % THREAD : x % THREAD);
    double along = weft ? rise(x % THREAD, weft, column - 1, row, column + 1, row)
        : rise(y % THREAD, weft, column, row - 1, column, row + 1);
    double light = 0.25 + 0.75 * across * along;
    return (int) Math.round((weft ? 235 : 105) * light * vignette(x, y));
  }

  /** The brightness across a round thread, 0 to 1. */
  private static double round(int place) {
    double offset = (place + 0.5) / THREAD * 2 - 1;
    return Math.sqrt(1 - offset * offset);
  }

  /** How high a thread lies on its way: it dips where the next crossing hides it. */
  private double rise(int place, boolean weft, int columnBefore, int rowBefore, int columnAfter,
      int rowAfter) {
    double way = (place + 0.5) / THREAD;
    boolean before = shows(weft, columnBefore, rowBefore);
    boolean after = shows(weft, columnAfter, rowAfter);
    double start = before ? 1 : Math.min(1, 0.4 + 1.4 * way);
    double end = after ? 1 : Math.min(1, 0.4 + 1.4 * (1 - way));
    return start * end;
  }

  private boolean shows(boolean weft, int column, int row) {
    int lastColumn = motif.getWidth() - 1;
    int lastRow = motif.getHeight() - 1;
    return isWeftAbove(Math.clamp(column, 0, lastColumn), Math.clamp(row, 0, lastRow)) == weft;
  }

  private double vignette(int x, int y) {
    double dx = (double) x / THREAD / motif.getWidth() - 0.5;
    double dy = (double) y / THREAD / motif.getHeight() - 0.45;
    return 1.05 - 0.8 * (dx * dx + dy * dy);
  }
}
