package dev.jacquard.notebooks;

import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Runs cells one after the other in this process with the JDK's own JShell. */
final class Evaluator implements AutoCloseable {

  private final SnippetControl control = new SnippetControl();
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private Capture capture = new Capture();
  private Optional<Output> value = Optional.empty();
  private boolean isExpression;

  /**
   * Why a cell ended early.
   *
   * @param type of the exception, {@code CompileError} from the compiler
   * @param message with the line of the cell
   */
  record CellFailure(String type, String message) {}

  Evaluator() {
    shell = JShell.builder().executionEngine(new SnippetControl.Provider(control), Map.of())
        .compilerOptions("-classpath", System.getProperty("java.class.path")).build();
    analysis = shell.sourceCodeAnalysis();
  }

  /** Runs a cell up to its end or its first failure. */
  Optional<CellFailure> run(Cell cell) {
    capture = new Capture();
    value = Optional.empty();
    try (Capture _ = capture.begin()) {
      Optional<CellFailure> failure = snippets(cell);
      return failure.isPresent() ? failure : unresolved();
    }
  }

  /** What the last cell showed. */
  List<Output> outputs() {
    List<Output> outputs = new ArrayList<>();
    if (!capture.text().isEmpty()) {
      outputs.add(Output.printed(capture.text()));
    }
    value.ifPresent(outputs::add);
    return outputs;
  }

  private Optional<CellFailure> snippets(Cell cell) {
    String rest = cell.source();
    while (!rest.isBlank()) {
      int start = cell.source().length() - rest.stripLeading().length();
      CompletionInfo next = analysis.analyzeCompletion(rest.stripLeading());
      Place place = new Place(cell, start);
      if (next.source() == null) {
        // Comments to the end, or something that never ends: the compiler says what is missing.
        return next.completeness() == Completeness.EMPTY ? Optional.empty()
            : failed(place, rest.strip());
      }
      Optional<CellFailure> failure = failed(place, next.source());
      if (failure.isPresent()) {
        return failure;
      }
      rest = next.remaining();
      if (rest.isBlank() && !next.source().stripTrailing().endsWith(";")) {
        return show(place);
      }
    }
    return Optional.empty();
  }

  /** Shows the value of the snippet that ran last, if it is an expression. */
  private Optional<CellFailure> show(Place place) {
    try {
      value = control.value().filter(_ -> isExpression).map(Evaluator::shown);
      return Optional.empty();
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of(failure(place, e));
    }
  }

  private Optional<CellFailure> failed(Place place, String source) {
    control.begin(place, analysis.wrappers(source));
    for (SnippetEvent event : shell.eval(source)) {
      if (event.status() == Snippet.Status.REJECTED) {
        return Optional.of(rejected(place, event.snippet()));
      }
      isExpression = event.snippet().kind() == Snippet.Kind.EXPRESSION
          || event.snippet().subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }
    return control.thrown().map(e -> failure(place, e));
  }

  private static CellFailure failure(Place place, Throwable thrown) {
    return new CellFailure(thrown.getClass().getSimpleName(), describe(place, thrown));
  }

  private CellFailure rejected(Place place, Snippet snippet) {
    Diag error = shell.diagnostics(snippet).filter(Diag::isError).findFirst().orElseThrow();
    int line = place.line((int) error.getPosition());
    return new CellFailure("CompileError", "cell %d, line %d does not compile: %s%n    %s"
        .formatted(place.cell().number(), line, error.getMessage(Locale.ROOT).strip(),
            place.cell().line(line).strip()));
  }

  /** The user's errors are their message; of others the type is worth knowing. */
  private static String describe(Place place, Throwable thrown) {
    String said = thrown instanceof UserError || thrown instanceof Unsupported
        ? thrown.getMessage() : thrown.toString();
    return "%s: %s".formatted(Arrays.stream(thrown.getStackTrace())
        .filter(frame -> Place.isCell(frame.getFileName())).findFirst()
        .map(frame -> "%s, line %d".formatted(frame.getFileName(), frame.getLineNumber()))
        .orElse("cell " + place.cell().number()), said);
  }

  /** A method or class that needs what is defined nowhere fails here, not when it is used. */
  private Optional<CellFailure> unresolved() {
    return shell.snippets().filter(DeclarationSnippet.class::isInstance)
        .map(DeclarationSnippet.class::cast)
        .filter(snippet -> shell.status(snippet) == Snippet.Status.RECOVERABLE_DEFINED
            || shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
        .findFirst().map(snippet -> new CellFailure("CompileError",
            "cell %d does not compile: %s needs what is not defined: %s".formatted(
                control.place().cell().number(), snippet.name(),
                shell.unresolvedDependencies(snippet).collect(Collectors.joining(", ")))));
  }

  private static Output shown(Object value) {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put(Output.PLAIN, value.toString());
    if (value instanceof Shown shown) {
      forms.putAll(shown.forms());
    }
    return Output.result(forms);
  }

  @Override
  public void close() {
    shell.close();
  }
}
