package dev.jacquard.cli.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** The figure that the demonstration weaves, one pixel a crossing of threads. */
final class Motif {

  /** J A C Q U A R D, five bits a row. */
  private static final int[][] LETTERS = {{7, 2, 2, 2, 2, 18, 12}, {14, 17, 17, 31, 17, 17, 17},
      {14, 17, 16, 16, 16, 17, 14}, {14, 17, 17, 17, 21, 18, 13}, {17, 17, 17, 17, 17, 17, 14},
      {14, 17, 17, 31, 17, 17, 17}, {30, 17, 17, 30, 20, 18, 17}, {30, 17, 17, 17, 17, 17, 30}};

  private final BufferedImage image;
  private final Graphics2D graphics;

  private Motif(int columns, int rows) {
    image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
  }

  /** White where the weft shows, black where the warp does. */
  static BufferedImage draw(int columns, int rows) {
    Motif motif = new Motif(columns, rows);
    motif.border(columns, rows);
    motif.rosette(columns / 2.0, rows * 0.42, rows * 0.32, 12);
    for (int corner = 0; corner < 4; corner++) {
      motif.rosette(columns * (corner % 2 == 0 ? 0.16 : 0.84),
          rows * (corner < 2 ? 0.24 : 0.76), rows * 0.12, 8);
    }
    motif.title(columns, rows);
    motif.graphics.dispose();
    return motif.image;
  }

  private void border(int columns, int rows) {
    graphics.setStroke(new BasicStroke(3));
    graphics.drawRect(5, 5, columns - 11, rows - 11);
    for (int x = 12; x < columns - 10; x += 10) {
      diamond(x, 12);
      diamond(x, rows - 13);
    }
    for (int y = 20; y < rows - 18; y += 10) {
      diamond(12, y);
      diamond(columns - 13, y);
    }
  }

  private void diamond(int x, int y) {
    for (int d = -3; d <= 3; d++) {
      int half = 3 - Math.abs(d);
      graphics.drawLine(x - half, y + d, x + half, y + d);
    }
  }

  /** Petals around a centre, each an outline around a filled leaf, and a ring of dots. */
  private void rosette(double x, double y, double radius, int petals) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.setStroke(new BasicStroke((float) Math.max(1, radius / 25)));
    for (int p = 0; p < petals; p++) {
      graphics.draw(petal(radius, radius * 2.6 / petals));
      graphics.fill(petal(radius * 0.72, radius * 1.4 / petals));
      graphics.rotate(Math.PI / petals);
      dot(0, -radius * 0.98, radius * 0.05);
      graphics.rotate(Math.PI / petals);
    }
    graphics.setColor(Color.BLACK);
    dot(0, 0, radius * 0.2);
    graphics.setColor(Color.WHITE);
    dot(0, 0, radius * 0.12);
    graphics.setTransform(before);
  }

  private void dot(double x, double y, double radius) {
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  private static Path2D petal(double length, double width) {
    Path2D petal = new Path2D.Double();
    petal.moveTo(0, 0);
    petal.curveTo(-width, -length * 0.5, -width * 0.7, -length * 0.9, 0, -length);
    petal.curveTo(width * 0.7, -length * 0.9, width, -length * 0.5, 0, 0);
    return petal;
  }

  /** Written in squares, since a machine may have no fonts. */
  private void title(int columns, int rows) {
    int square = Math.max(1, rows / 80);
    int left = (columns - square * (LETTERS.length * 6 - 1)) / 2;
    for (int letter = 0; letter < LETTERS.length; letter++) {
      for (int row = 0; row < 7; row++) {
        for (int column = 0; column < 5; column++) {
          if ((LETTERS[letter][row] >> (4 - column) & 1) == 1) {
            graphics.fillRect(left + (letter * 6 + column) * square,
                (int) (rows * 0.8) + row * square, square, square);
          }
        }
      }
    }
  }
}
