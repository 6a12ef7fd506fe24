package dev.jacquard.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The notebooks run, and show what they say.
class NotebooksTest {

  @TempDir
  private Path folder;

  private static List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(Block.ROOT.resolve("notebooks"))) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  private Process jacquard(String... words) throws Exception {
    return java(List.of(), words);
  }

  private Process java(List<String> options, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.jacquard.cli.Main",
        "notebook"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    return builder.start();
  }

  @Test
  void everyNotebookShowsWhatItSays() throws Exception {
    for (Path file : files()) {
      Process process = jacquard("--execute", file.toString());
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), said);
    }
  }

  /// What the notebook format 4.5 demands of a file, and Java kernels of its cells.
  @Test
  void everyNotebookIsForJupyterToo() throws Exception {
    for (Path file : files()) {
      JsonNode notebook = new JsonMapper().readTree(Files.readString(file));
      assertEquals(4, notebook.path("nbformat").asInt());
      assertEquals(5, notebook.path("nbformat_minor").asInt());
      assertEquals("java", notebook.at("/metadata/kernelspec/language").asString());
      Set<String> names = new java.util.HashSet<>();
      for (JsonNode cell : notebook.path("cells")) {
        String id = cell.path("id").asString("");
        assertTrue(id.matches("[a-zA-Z0-9_-]{1,64}") && names.add(id), file + ": id " + id);
        String source = String.join("", cell.path("source").valueStream().map(JsonNode::asString)
            .toList());
        assertTrue(cell.path("cell_type").asString().equals("markdown")
            || source.lines().noneMatch(line -> line.matches("\\s*[%!].*")), file + ": " + source);
      }
    }
  }

  @Test
  void aRuntimeWithoutJShellIsToldSo() throws Exception {
    String file = files().getFirst().toString();
    Process process = java(List.of("--limit-modules", "java.se,jdk.compiler"), "--execute", file);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), said);
    assertEquals("running " + file + "\nNotebooks run in JShell, which this Java runtime lacks. "
        + "Set JAVA_HOME to a JDK 25 or newer.\n", said);
  }

  /// As from the keyboard; SIGTERM, because what runs in the background may ignore SIGINT.
  @Test
  void aNotebookThatIsStoppedSaysWhere() throws Exception {
    Path file = Files.writeString(folder.resolve("t.ipynb"), """
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
          {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [],
           "source": "System.err.println(\\"here\\");\\nwhile (true) { }"}]}
        """);
    Process process = jacquard("--update", file.toString());
    StringBuilder told = new StringBuilder();
    process.inputReader().lines().forEach(line -> {
      told.append(line).append('\n');
      if (line.equals("here")) {
        process.toHandle().destroy();
      }
    });
    assertEquals(128 + 15, process.waitFor(), told.toString());
    assertEquals("running " + file + "\nhere\n" + file
        + ": interrupted in cell 1; nothing was written.\n", told.toString());
  }
}
