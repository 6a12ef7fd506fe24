package dev.jacquard.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhereTest {

  private final JShell shell = JShell.builder()
      .executionEngine(new LocalExecutionControlProvider(), Map.of()).build();

  @BeforeEach
  void open() throws Exception {
    shell.addToClasspath(Path.of(
        Where.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
  }

  @AfterEach
  void close() {
    shell.close();
  }

  /** The value of the last of the snippets. */
  private String last(String... snippets) {
    String value = "";
    for (String snippet : snippets) {
      SnippetEvent event = shell.eval(snippet).getFirst();
      assertEquals(Snippet.Status.VALID, event.status(), snippet);
      value = event.value();
    }
    return value;
  }

  @Test
  void aFileHasANameAndLines() {
    assertEquals("WhereTest.java:44", Where.caller());
  }

  @Test
  void anExpressionOfJShellHasLines() {
    assertEquals("\"line 1 of the snippet\"", last("dev.jacquard.dsl.Where.caller()"));
    assertEquals("\"line 3 of the snippet\"", last("\"\"\n+\ndev.jacquard.dsl.Where.caller()"));
  }

  @Test
  void aDeclarationOfJShellHasLines() {
    assertEquals("\"line 2 of the snippet\"",
        last("import dev.jacquard.dsl.Where;", "String a = \"\"\n.concat(Where.caller());"));
    assertEquals("\"[line 2 of the snippet]\"", last("import java.util.List;",
        "var b = List.of(\nWhere.caller());", "b.toString()"));
    assertEquals("\"line 1 of the snippet\"", last("Object c = Where.caller();", "c"));
  }

  @Test
  void statementsAndMethodsOfJShellHaveLines() {
    assertEquals("\"line 3 of the snippet\"", last("String d;",
        "for (int i = 0; i < 1; i++) {\n\nd = dev.jacquard.dsl.Where.caller();\n}", "d"));
    assertEquals("\"line 2 of the snippet\"",
        last("String e() {\nreturn dev.jacquard.dsl.Where.caller();\n}", "e()"));
    assertEquals("\"line 3 of the snippet\"", last("import java.util.function.Supplier;",
        "class F {\nSupplier<String> f() {\nreturn () -> dev.jacquard.dsl.Where.caller();\n}\n}",
        "new F().f().get()"));
  }
}
