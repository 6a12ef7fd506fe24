package dev.jacquard.notebooks;

import dev.jacquard.notebooks.Evaluator.CellFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The main class of the process in which a notebook runs, whose file is the argument. A line to the
 * parent when a cell begins, one when it has ended; each starts with {@link #MARK}, because drivers
 * print on the same channel. The process ends with its parent, even in a cell that runs for ever.
 */
public final class KernelMain {

  static final String MARK = "@jacquard ";
  private static final long STACK = 256L << 20;
  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream parent;

  private KernelMain(PrintStream parent) {
    this.parent = parent;
  }

  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    KernelMain kernel = new KernelMain(new PrintStream(new FileOutputStream(FileDescriptor.out),
        true, StandardCharsets.UTF_8));
    Notebook notebook = Notebook.read(Path.of(arguments[0]));
    Thread.ofPlatform().daemon().name("parent").start(KernelMain::endWithParent);
    new Thread(null, () -> kernel.run(notebook), "cells", STACK).start();
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent: the end of the input is the end of the parent.
      }
    } catch (IOException _) {
      // As good an end as any.
    }
    Runtime.getRuntime().halt(1);
  }

  private void run(Notebook notebook) {
    Optional<CellFailure> failure = Optional.empty();
    try (Evaluator evaluator = new Evaluator()) {
      for (Cell cell : notebook.cells()) {
        tell(JsonNodeFactory.instance.objectNode().put("cell", cell.number()));
        failure = evaluator.run(cell);
        tell(cell, evaluator.outputs(), failure);
        if (failure.isPresent() != cell.raises()) {
          break;
        }
      }
    }
    System.exit(0); // a cell may have left threads behind
  }

  private void tell(Cell cell, List<Output> outputs, Optional<CellFailure> failure) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    outputs.forEach(output -> message.withArray("outputs").add(output.toJson(cell.number())));
    failure.ifPresent(f -> {
      message.put("failure", f.message());
      message.withArray("outputs").add(Output.error(f.type(), f.message()).toJson(cell.number()));
    });
    tell(message.put("ended", cell.number()));
  }

  private void tell(ObjectNode message) {
    parent.println(MARK + JSON.writeValueAsString(message));
  }
}
