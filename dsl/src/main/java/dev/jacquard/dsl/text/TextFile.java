package dev.jacquard.dsl.text;

import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A text, its name in messages, and where it lies in the file.
 *
 * @param firstLine the number of its first line in the file
 */
public record TextFile(String name, List<String> lines, int firstLine) {

  /** Bytes of a file, and characters of a text. */
  public static final int LONGEST = 1 << 20;
  /** Of a line, in messages. */
  private static final int SHOWN = 80;

  public TextFile {
    lines = List.copyOf(lines);
  }

  /**
   * A text as a file.
   *
   * @throws UserError if it is too long
   */
  public static TextFile of(String name, String text) {
    if (text.length() > LONGEST) {
      throw tooLong(name, text.length());
    }
    return new TextFile(name, text.lines().toList(), 1);
  }

  /**
   * Reads a file of UTF-8 text.
   *
   * @throws UserError if it cannot be read, is too long or is no text
   */
  public static TextFile read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new UserError(file + ": there is no such file. Check the name.");
      }
      if (Files.size(file) > LONGEST) {
        throw tooLong(file.toString(), Files.size(file));
      }
      return of(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": there is no such file. Check the name.", e);
    } catch (CharacterCodingException e) {
      throw new UserError(file + ": this is no text in UTF-8. Save it so.", e);
    } catch (IOException e) {
      throw new UserError("%s: cannot be read: %s. Mend that, or name another.".formatted(file,
          e.getMessage()), e);
    }
  }

  private static UserError tooLong(String name, long length) {
    return new UserError(("%s: the text has a length of %d; at most %d are read. Give a shorter "
        + "one.").formatted(name, length, LONGEST));
  }

  /** The lines from {@code from} to before {@code to}, counted from 0. */
  public TextFile part(int from, int to) {
    return new TextFile(name, lines.subList(from, to), firstLine + from);
  }

  /** {@code file:line} of a line counted from 0. */
  public String place(int line) {
    return name + ":" + (firstLine + line);
  }

  /**
   * An error at a place, with the line and a mark under the column.
   *
   * @param line counted from 0; that after the last one is the end
   * @param column counted from 0
   */
  public UserError error(int line, int column, String what) {
    String text = line < lines.size() ? lines.get(line) : "";
    int from = Math.max(0, column - SHOWN / 2);
    String shown = text.substring(Math.min(from, text.length()),
        Math.min(text.length(), from + SHOWN)).replaceAll("\\p{Cntrl}", " ");
    return new UserError("%s:%d: %s%n  %s%n  %s^".formatted(place(line), column + 1, what,
        shown, " ".repeat(column - from)));
  }
}
