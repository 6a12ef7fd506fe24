package dev.jacquard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file made for other sizes, or for another algorithm, is refused by the directive at fault. */
class ScheduleFileTest {

  private static final String TEXT = """
      jacquard 1
      dim n = 16
      input A: f32[n, n]
      output C(i, j) = A[i, j]
      schedule
        C.reorder(j, i)
        C.split(i, 8, a, b, exact)
        C.unroll(b)
      """;
  private static final String JSON = """
      {"directives": [
        {"do": "reorder", "func": "C", "loops": ["j", "i"]},
        {"do": "split", "func": "C", "loop": "i", "factor": 8, "outer": "a", "inner": "b",
         "tail": "exact"},
        {"do": "unroll", "func": "C", "loop": "b"}]}
      """;

  @TempDir
  private Path folder;

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("of-matmul.json"), JSON);
    Files.writeString(folder.resolve("mixed.json"), JSON.replace("\"loop\": \"b\"",
        "\"loop\": \"c\""));
    Files.writeString(folder.resolve("copy.jacquard"), TEXT);
    Files.writeString(folder.resolve("sum.jacquard"), TEXT.replace("C(i, j) = A[i, j]",
        "C(i) = sum(r: A[i, r])"));
  }

  private void assertEnds(int code, String message, String words) {
    Ran ran = Ran.onInterpreter(words.replace("@", folder + "/"));
    String last = ran.err().lines().reduce("", (_, line) -> line);
    assertEquals(code, ran.code(), ran.err());
    assertEquals(message, code == 0 ? "" : last.replace(folder + "/", "@"));
  }

  @Test
  void whatItWasMadeFor() {
    assertEnds(0, "", "run matmul --repeat 1 --size m=16,n=8,k=4 --schedule @of-matmul.json");
    assertEnds(0, "", "run @copy.jacquard --repeat 1");
  }

  @Test
  void otherSizes() {
    assertEnds(1, "Schedule for C, directive 2, split(i, 8, a, b, EXACT): the factor 8 does not "
        + "divide the extent of i, 12, and the tail EXACT allows no remainder. Try Tail.AUTO, or a "
        + "factor that divides it.", "run matmul --size m=12,n=8,k=4 --schedule @of-matmul.json");
    assertEnds(1, "Schedule for C, directive 2, split(i, 8, a, b, EXACT) at @copy.jacquard:7: the "
        + "factor 8 does not divide the extent of i, 12, and the tail EXACT allows no remainder. "
        + "Try Tail.AUTO, or a factor that divides it.", "run @copy.jacquard --size n=12");
  }

  @Test
  void otherSizesAndAnotherAlgorithm() {
    String message = "Schedule for C, directive 2, split(i, 8, a, b, EXACT): the factor 8 does not "
        + "divide the extent of i, 12, and the tail EXACT allows no remainder. Try Tail.AUTO, or a "
        + "factor that divides it. This is without a later one that fits no sizes: Schedule for C, "
        + "directive 3, unroll(c): there is no loop c. Loops of C: j > a > b > r. Name one of "
        + "these.";
    assertEnds(1, message, "run matmul --size m=12,n=8,k=4 --schedule @mixed.json");
    assertEnds(1, message, "explain matmul --show nest --size m=12,n=8,k=4 --schedule @mixed.json");
  }

  @Test
  void anotherAlgorithm() {
    assertEnds(1, "Schedule for C, directive 1, reorder(j, i): there is no Func C. Funcs: "
        + "Y.exp.max, Y.exp, Y.scale.sum, Y.scale, Y. Name one of "
        + "these.", "run softmax --schedule @of-matmul.json");
    assertEnds(1, "Schedule for C, directive 1, reorder(j, i) at @sum.jacquard:6: there is no loop "
        + "j. Loops of C: i > r. Name one of these.", "run @sum.jacquard");
  }
}
