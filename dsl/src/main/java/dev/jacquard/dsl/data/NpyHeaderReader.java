package dev.jacquard.dsl.data;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the header of a {@code .npy} file; afterwards the file is at the first element. */
final class NpyHeaderReader {
  /** No header of plain arrays is near this; a greater length is damage. */
  private static final long LONGEST = 1 << 16;

  private final Path path;
  private final FileChannel file;

  NpyHeaderReader(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  NpyHeader read() throws IOException {
    byte[] start = bytes(NpyHeader.MAGIC.length + 2, "the magic bytes and the version");
    if (!Arrays.equals(Arrays.copyOf(start, NpyHeader.MAGIC.length), NpyHeader.MAGIC)) {
      throw error("this is no .npy file: it does not begin with \\x93NUMPY. Save one with "
        + "numpy.save.");
    }
    String text = new String(bytes(length(start[6], start[7]), "the header"),
      start[6] == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    return interpret(new NpyLiteral(text.strip(), this::error).dictionary());
  }

  private long length(int major, int minor) throws IOException {
    if (major < 1 || major > 3 || minor != 0) {
      throw error("version " + (major & 0xFF) + "." + (minor & 0xFF) + " of the .npy format is not "
        + "known. Versions: 1.0, 2.0, 3.0. Save it again with numpy.save.");
    }
    ByteBuffer field = ByteBuffer.wrap(bytes(major == 1 ? 2 : 4, "the length of the header"))
      .order(ByteOrder.LITTLE_ENDIAN);
    long length = major == 1 ? field.getShort() & 0xFFFF : field.getInt() & 0xFFFF_FFFFL;
    if (length > LONGEST) {
      throw error("the header has a length of " + length + " bytes; at most " + LONGEST
        + " are possible. The file is damaged; save it again.");
    }
    return length;
  }

  private byte[] bytes(long count, String what) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) count);
    while (buffer.hasRemaining()) {
      if (file.read(buffer) < 0) {
        throw error("the file ends within " + what + ": " + count + " bytes expected, "
          + buffer.position() + " found. The file is truncated; save it again.");
      }
    }
    return buffer.array();
  }

  private NpyHeader interpret(Map<String, Object> fields) {
    Map<String, Object> rest = new LinkedHashMap<>(fields);
    String descriptor = field(rest, "descr", String.class, "a text such as '<f4'");
    Boolean fortran = field(rest, "fortran_order", Boolean.class, "True or False");
    long[] shape = field(rest, "shape", long[].class, "a tuple of integers");
    if (!rest.isEmpty()) {
      throw error("the header has the unknown field '" + rest.keySet().iterator().next()
        + "'. Fields: descr, fortran_order, shape. Save it again with numpy.save.");
    }
    boolean bigEndian = descriptor.startsWith(">") || descriptor.startsWith("=")
      && ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    return new NpyHeader(type(descriptor), bigEndian, fortran, shape);
  }

  private <T> T field(Map<String, Object> fields, String name, Class<T> kind, String expected) {
    if (!fields.containsKey(name)) {
      throw error("the header has no field '" + name + "'. Fields: descr, fortran_order, shape. "
        + "Save it again with numpy.save.");
    }
    Object value = fields.remove(name);
    if (!kind.isInstance(value)) {
      throw error("the header's field '" + name + "' is not " + expected
        + ". Save it again with numpy.save.");
    }
    return kind.cast(value);
  }

  private DType type(String descriptor) {
    DType type = NpyHeader.type(descriptor);
    if (type == null) {
      throw error("element type '" + descriptor + "' is not supported. Types: "
        + Stream.of(DType.values()).map(DType::toString).collect(Collectors.joining(", "))
        + ". Convert with numpy's astype.");
    }
    return type;
  }

  private UserError error(String what) {
    return UserError.here(path + ": " + what);
  }
}
