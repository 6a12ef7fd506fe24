package dev.jacquard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class NotebookTest {

  @TempDir
  private Path folder;
  private String file;

  @BeforeEach
  void name() {
    file = folder.resolve("t.ipynb").toString();
  }

  /** A notebook of one cell whose stored output is that it printed "1\n". */
  private void write(String source) throws Exception {
    Files.writeString(Path.of(file), """
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
          {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# A title"},
          {"cell_type": "code", "id": "b", "metadata": {}, "source": "%s", "outputs": [
            {"output_type": "stream", "name": "stdout", "text": "1\\n"}]}]}
        """.formatted(source));
  }

  @Test
  void theCheckoutsNotebooksAreListed() {
    Ran ran = Ran.of("notebook");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().lines().anyMatch(line -> line.matches(
        ".*notebooks/05_capsules.ipynb +[0-9]+  Convolutional capsules: .*")), ran.out());
  }

  @Test
  void whatAWholeNotebookShowsIsCompared() throws Exception {
    write("System.out.println(1);");
    Ran ran = Ran.of("notebook", "--execute", file);
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().matches("\\Q" + file + "\\E: 1 cells in [0-9.]+ s, all as stored\n"),
        ran.out());
    assertEquals("running " + file + "\n", ran.err());
  }

  @Test
  void aDifferenceIsShownAndFails() throws Exception {
    write("System.out.println(2);");
    Ran ran = Ran.of("notebook", "--execute", file);
    assertEquals(1, ran.code(), ran.err());
    assertEquals(file + ": 1 cells in # s, 1 not as stored\ncell 1 (- stored, + now):\n- 1\n+ 2\n"
        + "If that is right, store it: jacquard notebook --update " + file + "\n",
        ran.out().replaceFirst("[0-9.]+ s", "# s"));
    JsonNode json = Ran.of("notebook", "--execute", "--json", file).json().at("/notebooks/0");
    assertEquals("{\"cell\":1,\"difference\":\"- 1\\n+ 2\\n\"}",
        json.at("/differences/0").toString());
  }

  @Test
  void anUpdateIsWrittenAndThenAsStored() throws Exception {
    write("System.out.println(2);");
    Ran ran = Ran.of("notebook", "--update", file);
    assertEquals(file + ": 1 cells in # s, 1 of them changed; written\n",
        ran.out().replaceFirst("[0-9.]+ s", "# s"));
    assertTrue(Files.readString(Path.of(file)).contains("\"2\\n\""), ran.out());
    assertEquals(0, Ran.of("notebook", "--execute", file).code());
  }

  @Test
  void aFailureLeavesTheFileAsItIs() throws Exception {
    write("int a = 1 / 0;");
    String before = Files.readString(Path.of(file));
    Ran ran = Ran.of("notebook", "--update", file);
    assertEquals(1, ran.code());
    assertEquals("running " + file + "\n" + file
        + ": cell 1, line 1: java.lang.ArithmeticException: / by zero\n", ran.err());
    assertEquals(before, Files.readString(Path.of(file)));
  }

  @Test
  void wrongUsageIsSaidSo() {
    Ran ran = Ran.of("notebook", "--execute", "missing.ipynb");
    assertEquals("missing.ipynb: there is no such file. Check the name.\n", ran.err());
    assertEquals(2, ran.code());
    ran = Ran.of("notebook", "t.ipynb");
    assertEquals("notebook t.ipynb: say what to do: --execute compares, --update stores.\n",
        ran.err());
    assertEquals(2, ran.code());
  }
}
