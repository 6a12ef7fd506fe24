package dev.jacquard.notebooks;

import java.nio.ByteBuffer;
import java.util.Base64;

/** What is known of images in notebooks. */
final class Picture {

  static final String SVG = "image/svg+xml";
  private static final long PNG_MAGIC = 0x89504E470D0A1A0AL;
  private static final int PNG_WIDTH_AT = 16;
  private static final int PNG_HEAD = 24;

  private Picture() {}

  /** Width and height of a PNG in base64. */
  static String pngSize(String base64) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getMimeDecoder().decode(base64));
      return bytes.remaining() < PNG_HEAD || bytes.getLong(0) != PNG_MAGIC ? "damaged"
          : bytes.getInt(PNG_WIDTH_AT) + " x " + bytes.getInt(PNG_WIDTH_AT + Integer.BYTES);
    } catch (IllegalArgumentException _) {
      return "damaged";
    }
  }
}
