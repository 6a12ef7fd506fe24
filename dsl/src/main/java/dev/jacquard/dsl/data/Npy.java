package dev.jacquard.dsl.data;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Loads and saves NumPy's {@code .npy} files, versions 1 to 3 (NumPy Enhancement Proposal 1), of
 * every element type, of either byte order and either memory order. A bf16 has the descriptor
 * {@code <V2}, as arrays of Python's ml_dtypes (JAX) have when NumPy saves them. A file of any size
 * is streamed straight into the tensor's memory. Whatever a file contains, the outcome is a tensor
 * or a {@link UserError} that names the file.
 */
public final class Npy {
  /** The greatest number of bytes passed to one read or write. */
  private static final long CHUNK = 1L << 26;

  private Npy() {}

  /** The array in the file as a dense row-major tensor. */
  public static Tensor load(Path path) {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      return load(path, file);
    } catch (NoSuchFileException _) {
      throw UserError.here(path + ": there is no such file. Check the name.");
    } catch (IOException e) {
      throw UserError.here(path + ": cannot be read: " + e.getMessage()
          + ". Mend that, or name another.", e);
    }
  }

  private static Tensor load(Path path, FileChannel file) throws IOException {
    NpyHeader header = new NpyHeaderReader(path, file).read();
    long count = size(path, header);
    long announced = count * header.type().bytes();
    long present = file.size() - file.position();
    if (present != announced) {
      throw wrongSize(path, header.type(), count, present);
    }
    Tensor stored = Tensor.zeros(header.type(), header.storedShape());
    read(path, file, stored.segment());
    if (header.isSwapped()) {
      ByteSwap.swap(stored.segment(), header.type().bytes());
    }
    checkBooleans(path, stored);
    return header.fortranOrder() ? Views.permute(stored, header.reversal()).dense() : stored;
  }

  private static long size(Path path, NpyHeader header) {
    try {
      long count = Extents.size(Extents.check(header.shape()));
      Extents.product(count, header.type().bytes(), header.shape());
      return count;
    } catch (UserError e) {
      throw UserError.here(path + ": the header is wrong. " + e.reason());
    }
  }

  private static UserError wrongSize(Path path, DType type, long count, long present) {
    long announced = count * type.bytes();
    return UserError.here(path + ": the header announces " + count + " " + type + " values ("
      + announced + " bytes) but " + (present < announced ? "only " : "") + present
      + " bytes follow. "
      + (present < announced
        ? "The file is truncated; save it again."
        : "The file is damaged or holds more than one array; save one array a file."));
  }

  private static void read(Path path, FileChannel file, MemorySegment memory)
      throws IOException {
    for (long at = 0; at < memory.byteSize();) {
      int bytes = file.read(chunk(memory, at));
      if (bytes < 0) {
        throw UserError.here(path + ": the file became shorter while it was read. Wait until it is "
            + "written.");
      }
      at += bytes;
    }
  }

  private static ByteBuffer chunk(MemorySegment memory, long at) {
    return memory.asSlice(at, Math.min(CHUNK, memory.byteSize() - at)).asByteBuffer();
  }

  private static void checkBooleans(Path path, Tensor tensor) {
    if (!tensor.type().isBool()) {
      return;
    }
    MemorySegment memory = tensor.segment();
    for (long i = 0; i < memory.byteSize(); i++) {
      int value = memory.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
      if (value > 1) {
        throw UserError.here(path + ": element " + i + " of a bool array is " + value
          + ". A bool is 0 or 1; save the array as uint8.");
      }
    }
  }

  /** Writes a tensor of any layout or strides, little-endian and row-major; replaces a file. */
  public static void save(Path path, Tensor tensor) {
    Tensor dense = tensor.toCanonical();
    NpyHeader header = new NpyHeader(tensor.type(), false, false, tensor.shape());
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE,
        StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      writeFully(file, ByteBuffer.wrap(header.encode()));
      for (long at = 0; at < dense.segment().byteSize(); at += CHUNK) {
        writeFully(file, chunk(dense.segment(), at));
      }
    } catch (NoSuchFileException e) {
      throw UserError.here(path + ": cannot be written: the folder does not exist. Make it "
          + "first.", e);
    } catch (IOException e) {
      throw UserError.here(path + ": cannot be written: " + e.getMessage()
          + ". Mend that, or name another.", e);
    }
  }

  private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }
}
