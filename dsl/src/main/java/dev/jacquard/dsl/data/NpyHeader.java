package dev.jacquard.dsl.data;

import dev.jacquard.dsl.DType;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * What the header of a {@code .npy} file says.
 *
 * @param bigEndian the byte order of the elements in the file
 * @param fortranOrder true if the first dimension is innermost in the file
 */
record NpyHeader(DType type, boolean bigEndian, boolean fortranOrder, long[] shape) {
  /** Magic, major and minor version. */
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int PREAMBLE = MAGIC.length + 4;
  /** NumPy has no name for bf16: files of the package ml_dtypes call it two bytes of anything. */
  private static final String BFLOAT16 = "V2";
  /** The data begins at a multiple of this. */
  private static final int ALIGNMENT = 64;

  /** True if the bytes of each element are in the other order than in this machine. */
  boolean isSwapped() {
    return bigEndian != (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
  }

  /** The shape whose row-major order is the order of the file. */
  long[] storedShape() {
    return fortranOrder
      ? IntStream.of(reversal()).mapToLong(d -> shape[d]).toArray()
      : shape;
  }

  int[] reversal() {
    return IntStream.range(0, shape.length).map(d -> shape.length - 1 - d).toArray();
  }

  /** The preamble and header of version 1.0; ends with a new line at the alignment. */
  byte[] encode() {
    String text = "{'descr': '" + descriptor() + "', 'fortran_order': "
      + (fortranOrder ? "True" : "False") + ", 'shape': " + Extents.format(shape) + ", }";
    int end = Math.ceilDiv(PREAMBLE + text.length() + 1, ALIGNMENT) * ALIGNMENT;
    int length = end - PREAMBLE;
    byte[] bytes = new byte[end];
    byte[] padded = (text + " ".repeat(length - text.length() - 1) + "\n")
      .getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
    bytes[MAGIC.length] = 1;
    bytes[PREAMBLE - 2] = (byte) length;
    bytes[PREAMBLE - 1] = (byte) (length >> 8);
    System.arraycopy(padded, 0, bytes, PREAMBLE, length);
    return bytes;
  }

  private String descriptor() {
    String order = type.bytes() == 1 ? "|" : bigEndian ? ">" : "<";
    return order + code(type);
  }

  private static String code(DType type) {
    return type == DType.BF16 ? BFLOAT16 : letter(type) + "" + type.bytes();
  }

  private static char letter(DType type) {
    return type.isBool() ? 'b' : type.isFloat() ? 'f' : type.isSigned() ? 'i' : 'u';
  }

  /** The type of a descriptor such as {@code <f4}; null if none. */
  static DType type(String descriptor) {
    for (DType type : DType.values()) {
      boolean ordered = type.bytes() == 1 || type == DType.BF16 || !descriptor.startsWith("|");
      if (descriptor.matches("[<>=|]" + code(type)) && ordered) {
        return type;
      }
    }
    return null;
  }
}
