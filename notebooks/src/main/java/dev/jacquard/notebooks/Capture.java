package dev.jacquard.notebooks;

import dev.jacquard.dsl.UserError;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Takes what is printed to {@code System.out} while it is open. */
final class Capture implements AutoCloseable {

  private static final int MOST_BYTES = 1 << 20;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
    @Override
    public synchronized void write(byte[] data, int offset, int length) {
      if (size() + length > MOST_BYTES) {
        throw new UserError("the cell prints more than %d bytes. Print less.".formatted(
                MOST_BYTES));
      }
      super.write(data, offset, length);
    }
  };
  private PrintStream before;

  Capture begin() {
    before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return this;
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setOut(before);
  }
}
