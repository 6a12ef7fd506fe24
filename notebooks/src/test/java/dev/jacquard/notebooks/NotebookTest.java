package dev.jacquard.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {

  /// As Jupyter writes it.
  private static final String SAVED = """
      {
       "cells": [
        {
         "cell_type": "markdown",
         "id": "title",
         "metadata": {},
         "source": [
          "Before\\n",
          "# Größe"
         ]
        },
        {
         "cell_type": "code",
         "execution_count": 1,
         "id": "first",
         "metadata": {
          "tags": [
           "timing"
          ]
         },
         "outputs": [
          {
           "name": "stdout",
           "output_type": "stream",
           "text": [
            "a\\n",
            "b"
           ]
          },
          {
           "data": {
            "text/plain": [
             "2"
            ]
           },
           "execution_count": 1,
           "metadata": {},
           "output_type": "execute_result"
          }
         ],
         "source": [
          "1 + 1"
         ]
        }
       ],
       "metadata": {
        "kernelspec": {
         "display_name": "Java",
         "language": "java",
         "name": "java"
        }
       },
       "nbformat": 4,
       "nbformat_minor": 5
      }
      """;

  @TempDir
  private Path folder;

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("t.ipynb"), text);
  }

  /// What is wrong with the file, without its path.
  private String fault(String text) throws Exception {
    Path file = file(text);
    String message = assertThrows(UserError.class, () -> Notebook.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    return message.substring(file.toString().length() + 2);
  }

  @Test
  void aFileOfJupytersIsUnderstoodAndKept() throws Exception {
    Notebook notebook = Notebook.read(file(SAVED));
    assertEquals("Größe", notebook.title());
    List<Output> outputs = List.of(Output.printed("a\nb"),
        Output.result(Map.of("text/plain", "2")));
    assertEquals(List.of(new Cell(1, "1 + 1", Set.of("timing"), outputs)), notebook.cells());
    assertEquals(SAVED, notebook.text());
    notebook.with(List.of(outputs)).save();
    assertEquals(SAVED, Files.readString(notebook.file()));
    assertEquals(List.of(notebook.file()), Files.list(folder).toList());
  }

  @Test
  void anOlderFileGetsNamesForItsCells() throws Exception {
    Notebook old = Notebook.read(file("""
        {"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": [
          {"cell_type": "markdown", "metadata": {}, "source": "text"},
          {"cell_type": "code", "metadata": {}, "source": "1;", "outputs": []}]}
        """));
    assertEquals("""
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "cell-1",
           "metadata": {},
           "source": "text"
          },
          {
           "cell_type": "code",
           "execution_count": 1,
           "id": "cell-2",
           "metadata": {},
           "outputs": [],
           "source": "1;"
          }
         ],
         "metadata": {},
         "nbformat": 4,
         "nbformat_minor": 5
        }
        """, old.with(List.of(List.of())).text());
  }

  @Test
  void whatIsNoNotebookIsSaidSo() throws Exception {
    assertEquals("this is no notebook: it is not JSON: Unrecognized token 'hello': was expecting "
        + "(JSON String, Number, Array, Object or token 'null', 'true' or 'false') (line 1, column "
        + "1). Save it with Jupyter.", fault("hello"));
    assertEquals("this is no notebook: it has no list \"cells\". Save it with "
        + "Jupyter.", fault("{\"a\": 1}"));
    assertEquals("this is no notebook: it has no list \"cells\". Save it with "
        + "Jupyter.", fault("[]"));
    assertEquals("this is no notebook: a cell without \"cell_type\" or \"source\". Save it with "
        + "Jupyter.",
        fault("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\"}]}"));
    assertEquals("its notebook format is 3; only format 4 is read. Open it in Jupyter and save it "
        + "again.", fault("{\"nbformat\": 3, \"cells\": []}"));
    assertEquals("it is written in python; only notebooks in Java are run. Choose the Java kernel "
        + "in Jupyter.", fault(
        SAVED.replace("\"language\": \"java\"", "\"language\": \"python\"")));
    assertEquals("it cannot be read as UTF-8 text: java.nio.charset.MalformedInputException: Input "
        + "length = 1. Save it so.",
        fault(Files.write(folder.resolve("t.ipynb"), new byte[] {'{', -1})));
  }

  private String fault(Path file) {
    return assertThrows(UserError.class, () -> Notebook.read(file)).getMessage()
        .substring(file.toString().length() + 2);
  }

  @Test
  void aFileThatIsMissingOrTooLargeIsSaidSo() throws Exception {
    assertEquals("there is no such file. Check the name.", fault(folder.resolve("missing.ipynb")));
    Path large = folder.resolve("large.ipynb");
    try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(65L << 20); // sparse
    }
    assertEquals("it has 65 MB; a notebook has at most 64 MB. Clear its outputs, or split "
        + "it.", fault(large));
  }

  /// Damaged files are refused in words, or understood.
  @Test
  void damagedFilesAreNeverABug() throws Exception {
    Random random = new Random(3);
    byte[] whole = SAVED.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = java.util.Arrays.copyOf(whole,
          i % 4 == 0 ? random.nextInt(whole.length) : whole.length);
      for (int k = random.nextInt(4); damaged.length > 0 && k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) "{}[]\",:0a\n\0\u00ff"
            .charAt(random.nextInt(12));
      }
      Path file = Files.write(folder.resolve("t.ipynb"), damaged);
      try {
        Notebook notebook = Notebook.read(file);
        notebook.with(notebook.cells().stream().map(Cell::stored).toList()).text();
      } catch (UserError expected) {
        assertTrue(expected.getMessage().startsWith(file + ": "), expected.getMessage());
      }
    }
    assertEquals("this is no notebook: it is not JSON: Document nesting depth (501) exceeds the "
        + "maximum allowed (500, from `StreamReadConstraints.getMaxNestingDepth()`). Save it with "
        + "Jupyter.",
        fault("[".repeat(600)));
  }
}
