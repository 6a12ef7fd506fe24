package dev.jacquard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own operator in one file, outside the project. */
class UserFileTest {

  private static final String OUTER = """
      import static dev.jacquard.dsl.DType.F32;
      import static dev.jacquard.dsl.Dsl.*;

      import dev.jacquard.dsl.*;
      import dev.jacquard.schedule.Schedule;

      class Outer {
        static Func op() {
          Dim m = dim("m", 6), n = dim("n", 8);
          Var i = var("i"), j = var("j");
          return func("O", i, j).is(input("a", F32, m).at(i).times(input("b", F32, n).at(j)));
        }

        static Schedule schedule() {
          return Schedule.of(op()).split("j", 4).vectorize("j.inner");
        }
      }
      """;

  @TempDir
  private Path folder;

  private Ran run(String name, String text, String more) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), text);
    return Ran.onInterpreter("run " + file + " --repeat 1" + more);
  }

  @Test
  void runsWithItsOwnSchedule() throws IOException {
    Ran ran = run("Outer", OUTER, " --check --show nest --size m=3");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.err().endsWith("schedule own: schedule() of Outer\n"), ran.err());
    assertTrue(ran.out().contains("vectorized j.inner"), ran.out());
    assertTrue(ran.out().contains("Outer m=3,n=8: "), ran.out());
    assertTrue(ran.out().contains("O: all 24 values are right."), ran.out());
  }

  @Test
  void needsNoSchedule() throws IOException {
    String plain = OUTER.substring(0, OUTER.indexOf("\n  static Schedule")) + "}";
    Ran ran = run("Outer", plain, " --json");
    assertEquals(0, ran.code(), ran.err());
    assertEquals("untuned", ran.json().get("schedule").get("kind").asString());
  }

  @Test
  void givesSeveralOutputs() throws IOException {
    Ran ran = run("Pair", """
        import static dev.jacquard.dsl.Dsl.*;
        import dev.jacquard.dsl.*;

        class Pair {
          static Algorithm op() {
            Input a = input("A", DType.F32, dim("n", 4));
            Var i = var("i");
            Func doubled = func("D", i).is(a.at(i).times(2));
            return Algorithm.of(doubled, func("S", i).is(a.at(i).plus(1)));
          }
        }
        """, " --check");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("D: all 4 values are right."), ran.out());
    assertTrue(ran.out().contains("S: all 4 values are right."), ran.out());
  }

  @Test
  void compileErrorsAreTheCompilersLines() throws IOException {
    Ran ran = run("Bad", "class Bad {\n  int x = y;\n}\n", "");
    Path file = folder.resolve("Bad.java");
    assertEquals(1, ran.code());
    assertEquals(file + ":2: error: cannot find symbol\n  int x = y;\n          ^\n"
        + "  symbol:   variable y\n  location: class Bad\n1 error\n" + file
        + " does not compile. Mend these lines.\n", ran.err());
  }

  @Test
  void aFileWithoutAnOpIsRefused() throws IOException {
    Ran ran = run("Empty", "class Empty {}", "");
    assertEquals(1, ran.code());
    assertEquals(folder.resolve("Empty.java") + " has no method op() without parameters. Write a "
        + "class with \"static Func op()\" and, if wanted, \"static Schedule schedule()\".\n",
        ran.err());
  }

  @Test
  void anOpThatIsNotStaticIsRefused() throws IOException {
    Ran ran = run("Member", "class Member { dev.jacquard.dsl.Func op() { return null; } }", "");
    assertEquals(1, ran.code());
    assertEquals(folder.resolve("Member.java") + ": op() must be static and return a Func. Write "
        + "a class with \"static Func op()\" and, if wanted, \"static Schedule schedule()\".\n",
        ran.err());
  }

  @Test
  void whatAnOpThrowsIsToldWithItsLine() throws IOException {
    Ran ran = run("Fails", "class Fails {\n  static dev.jacquard.dsl.Func op() {\n"
        + "    throw new IllegalStateException(\"no data\");\n  }\n}\n", "");
    assertEquals(1, ran.code());
    assertEquals(folder.resolve("Fails.java") + ": op() failed at line 3; mend it: "
        + "java.lang.IllegalStateException: no data\n", ran.err());
  }

  @Test
  void whatAStaticFieldThrowsIsToldWithItsLine() throws IOException {
    Ran ran = run("Field", "class Field {\n  static int x = 1 / 0;\n"
        + "  static dev.jacquard.dsl.Func op() {\n    return null;\n  }\n}\n", "");
    assertEquals(1, ran.code());
    assertEquals(folder.resolve("Field.java") + ": op() failed at line 2; mend it: "
        + "java.lang.ArithmeticException: / by zero\n", ran.err());
  }

  @Test
  void theClassOfTheFilesNameIsTaken() throws IOException {
    String helper = "\nclass Another { static Func op() { return null; } }\n";
    String imports = OUTER.substring(0, OUTER.indexOf("class Outer"));
    Ran ran = run("Outer", imports + helper + OUTER.substring(imports.length()), "");
    assertEquals(0, ran.code(), ran.err());
  }

  @Test
  void mistakesInExpressionsGetTheUsersLine() throws IOException {
    Ran ran = run("Mixed", OUTER.replace("class Outer", "class Mixed")
        .replace("input(\"b\", F32, n)", "input(\"b\", dev.jacquard.dsl.DType.I32, n)"), "");
    assertEquals(1, ran.code());
    assertEquals("Mixed.java:11: a[i] * b[j] mixes f32 and i32, and neither holds every value of "
        + "the other. Cast one side: x.cast(F32).\n", ran.err());
  }

  @Test
  void shapesThatDisagreeAreTheFilesFaultUnlessSizesWereGiven() throws IOException {
    String text = OUTER.substring(0, OUTER.indexOf("\n  static Schedule")) + "}";
    String wrong = text.replace("F32, n).at(j)", "F32, n).at(i)").replace("func(\"O\", i, j)",
        "func(\"O\", i)");
    String message = "Func O at Outer.java:11: the index i runs over dimension 0 (m) of a and over "
        + "dimension 0 (n) of b, but their sizes are 6 and %d. Make them equal, or give i a "
        + "range.\n";
    assertEquals(new Ran(1, "", message.formatted(8)), run("Outer", wrong, ""));
    assertEquals(new Ran(2, "", message.formatted(9)), run("Outer", wrong, " --size n=9"));
  }

  @Test
  void mistakesInTheLanguageNameTheUsersLine() throws IOException {
    Ran ran = run("Wrong", OUTER.replace("class Outer", "class Wrong").replace("split(\"j\"",
        "split(\"q\""), "");
    assertEquals(1, ran.code());
    assertEquals("Schedule for O, directive 1, split(q, 4) at Wrong.java:15: there is no loop q. "
        + "Loops of O: i > j. Name one of these.\n", ran.err());
  }
}
