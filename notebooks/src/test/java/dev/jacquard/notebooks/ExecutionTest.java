package dev.jacquard.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionTest {

  @TempDir
  private Path folder;

  /// What is said of a notebook, without its path.
  private String failure(Cell... cells) throws Exception {
    Notebook notebook = Notebooks.write(folder, cells);
    String message = assertThrows(UserError.class, () -> Execution.of(notebook, _ -> {}))
        .getMessage();
    assertEquals(notebook.file() + ": ", message.substring(0, message.indexOf("cell") >= 0
        ? message.indexOf(": ") + 2 : 0));
    return message.substring(message.indexOf(": ") + 2);
  }

  private String failure(String source) throws Exception {
    return failure(Notebooks.cell(source));
  }

  @Test
  void cellsShareTheirNamesAndShowTheirLastExpression() throws Exception {
    assertEquals(List.of("stream: one\n", "execute_result: 6", "stream: two\n",
        "execute_result: [1, 2]"), Notebooks.run(folder,
            "import java.util.List;\nSystem.out.println(\"one\");\nint a = 2;",
            "int twice(int x) {\n  return 2 * x;\n}\n// a comment\ntwice(a + 1)  // and one more",
            "System.out.println(\"two\");\nList.of(1, a)",
            "a + 1;", "int c = a", "", "// nothing"));
  }

  @Test
  void aCellMayPrintAtLengthAndWithoutAnEnd() throws Exception {
    assertEquals(List.of("stream: grün, " + "x".repeat(1000)), Notebooks.run(folder,
        "System.out.print(\"grün, \" + \"x\".repeat(1000));"));
    assertEquals("cell 1, line 1: the cell prints more than 1048576 bytes. Print less.",
        failure("while (true) { System.out.println(\"again\"); }"));
  }

  @Test
  void whatStderrSaysIsTalk() throws Exception {
    List<String> talk = new ArrayList<>();
    Execution ran = Execution.of(Notebooks.write(folder, Notebooks.cell(
        "System.err.println(\"beside\");")), talk::add);
    assertEquals(List.of(List.of()), ran.outputs());
    assertEquals(List.of("beside"), talk);
  }

  @Test
  void aCellThatDoesNotCompileIsToldWithItsLine() throws Exception {
    assertEquals("cell 1, line 3 does not compile: incompatible types: java.lang.String cannot "
        + "be converted to int\n    int b = \"two\";", failure("int a = 1;\n\nint b = \"two\";"));
    assertEquals("cell 1, line 2 does not compile: ';' expected\n    a a a",
        failure("int a;\na a a"));
    assertEquals("cell 1, line 2 does not compile: reached end of file while parsing\n    "
        + "void f() {",
        failure("\nvoid f() {\n"));
    assertEquals("cell 1 does not compile: f needs what is not defined: method g()",
        failure("int f() { return g(); }"));
  }

  @Test
  void aCellThatThrowsIsToldWithItsLine() throws Exception {
    assertEquals("cell 1, line 3: java.lang.ArithmeticException: / by zero",
        failure("int zero = 0;\n\nint b = 1 / zero;"));
    assertEquals("cell 1, line 2: java.lang.IllegalStateException: why", failure(
        "void f() {\n  throw new IllegalStateException(\"why\");\n}\n\nf();"));
    assertEquals("cell 1, line 4: java.lang.IllegalStateException: here", failure(
        "class A {\n  public String toString() {\n\n    throw new IllegalStateException(\"here\");"
            + "\n  }\n}\nnew A()"));
    assertEquals("cell 1, line 2: java.lang.StackOverflowError",
        failure("int f() {\n  return 1 + f();\n}\nf()"));
  }

  @Test
  void aUsersErrorNamesTheLineOfTheCell() throws Exception {
    assertEquals("cell 1, line 5: Schedule for F, directive 1, split(k, 4) at cell 1:5: there is "
        + "no loop k. Loops of F: i. Name one of these.", failure("""
            import dev.jacquard.dsl.*;
            import dev.jacquard.schedule.Schedule;
            Var i = Dsl.var("i");
            Schedule s = Schedule.of(Dsl.func("F", i).is(i.times(2)).over(i, 8))
                .split("k", 4);
            """));
  }

  @Test
  void aCellThatMustFailGoesOnAndMayNotSucceed() throws Exception {
    Execution ran = Execution.of(Notebooks.write(folder,
        Notebooks.cell("throw new IllegalStateException(\"why\");", Cell.RAISES),
        Notebooks.cell("1 + 1")), _ -> {});
    assertEquals(List.of(
        List.of(Output.error("IllegalStateException",
            "cell 1, line 1: java.lang.IllegalStateException: why")),
        List.of(Output.result(java.util.Map.of("text/plain", "2")))), ran.outputs());
    assertEquals("cell 1 is tagged raises-exception, but it does not fail. Remove the tag.",
        failure(Notebooks.cell("int a = 1;", Cell.RAISES)));
  }

  @Test
  void aCellMayNotEndTheProcess() throws Exception {
    assertEquals("the Java process ended in cell 1, with exit code 3. Run it "
        + "alone.", failure("System.exit(3);"));
    assertEquals("the Java process ended in cell 1, by signal 9. Run it alone.", failure(
        "new ProcessBuilder(\"kill\", \"-9\", \"\" + ProcessHandle.current().pid()).start();\n"
            + "while (true) { }"));
  }

  @Test
  void aCrashIsItsCellsAlone() throws Exception {
    Notebook notebook = Notebooks.write(folder, Notebooks.cell("""
        import java.lang.foreign.*;
        MemorySegment.ofAddress(8).reinterpret(8).set(ValueLayout.JAVA_INT, 0, 1);
        """));
    List<String> talk = new ArrayList<>();
    assertEquals(notebook.file() + ": the Java process ended in cell 1, with exit code 1. Run "
        + "it alone.",
        assertThrows(UserError.class, () -> Execution.of(notebook, talk::add)).getMessage());
    assertEquals(1, talk.stream().filter(line -> line.contains("SIGSEGV")).count(),
        talk.toString());
  }

  @Test
  void aValueShowsItselfAsAPicture() throws Exception {
    Execution ran = Execution.of(Notebooks.write(folder, Notebooks.cell(
        "dev.jacquard.notebooks.Table.of(\"a\", \"b\").row(\"x\", \"1\")")), _ -> {});
    Output shown = ran.outputs().getFirst().getFirst();
    assertEquals("a  b\nx  1", shown.forms().get("text/plain"));
    assertEquals("<table>\n<tr><th align=\"left\">a</th><th align=\"right\">b</th></tr>\n"
        + "<tr><td align=\"left\">x</td><td align=\"right\">1</td></tr>\n</table>",
        shown.forms().get("text/html"));
  }
}
