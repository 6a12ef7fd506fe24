package dev.jacquard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.data.Npy;
import dev.jacquard.dsl.data.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RunTest {

  @TempDir
  private Path folder;

  @Test
  void jsonHasTheseFields() {
    Ran ran = Ran.onInterpreter("run matmul --size m=4,n=5,k=6 --schedule untuned --repeat 3 --json"
        + " --check");
    assertEquals(0, ran.code(), ran.err());
    JsonNode json = ran.json();
    assertEquals(List.of("op", "sizes", "device", "backend", "schedule", "compile_ms", "time_us",
        "transfer_us", "gflop", "gflops", "bytes", "gbps", "check"), names(json));
    assertEquals("{\"m\":4,\"n\":5,\"k\":6}", json.get("sizes").toString());
    assertEquals(List.of("min", "median", "samples"), names(json.get("time_us")));
    assertEquals(3, json.get("time_us").get("samples").size());
    assertEquals(2.4e-7, json.get("gflop").asDouble());
    assertEquals((4 * 6 + 6 * 5 + 4 * 5) * 4, json.get("bytes").asInt());
    assertEquals("{\"kind\":\"untuned\",\"origin\":\"the default for any algorithm\"}",
        json.get("schedule").toString());
    assertEquals(List.of("ok", "max_abs_error", "max_rel_error", "tolerance"),
        names(json.get("check")));
    assertTrue(json.get("check").get("ok").asBoolean());
  }

  private static List<String> names(JsonNode object) {
    return object.propertyStream().map(java.util.Map.Entry::getKey).toList();
  }

  @Test
  void theCheckIsNullUnlessAsked() {
    JsonNode json = Ran.onInterpreter("run matmul --size m=2,n=2,k=2 --repeat 1 --json").json();
    assertTrue(json.get("check").isNull());
    assertEquals("interpreter", json.get("device").asString());
  }

  @Test
  void everyScheduleIsRight() {
    for (String schedule : List.of("naive", "untuned")) {
      Ran ran = Ran.onInterpreter("run capsuleConv --size n=1,ci=2,co=3,h=7,w=5 --check --repeat 1"
          + " --schedule " + schedule);
      assertEquals(0, ran.code(), ran.out() + ran.err());
      assertTrue(ran.out().contains(
          "check on given inputs: V: all 288 values are right.\n"
              + "check on small integers: V: all 288 values are right.\n"), ran.out());
    }
  }

  @Test
  void theDeviceIsSaid() {
    assertTrue(Ran.onInterpreter("run matmul --size m=2,n=2,k=2 --repeat 1").err().startsWith(
        "device interpreter: "));
  }

  @Test
  void referenceIsTheEvaluator() {
    Path file = folder.resolve("c.npy");
    Ran ran = Ran.onInterpreter("run matmul --size m=2,n=2,k=2 --schedule reference --output "
        + file + " --json --check");
    assertEquals(0, ran.code(), ran.err());
    assertEquals("reference", ran.json().get("backend").asString());
    assertTrue(ran.json().get("check").get("ok").asBoolean());
    assertEquals(4, Npy.load(file).size());
  }

  @Test
  void aWrongResultFails() {
    Ran ran = Ran.of("run", "matmul", "--size", "m=2,n=2,k=2", "--device", "broken:wrong",
        "--schedule", "untuned", "--check", "--json");
    assertEquals(1, ran.code());
    assertEquals("false", ran.json().get("check").get("ok").toString());
  }

  @Test
  void aBugSaysWhatToReport() {
    Ran ran = Ran.of("run", "matmul", "--size", "m=2,n=2,k=2", "--device", "broken:bug",
        "--schedule", "untuned");
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("\nThe generated text does not compile. This is a bug in "
        + "Jacquard. Please report it with this text and the program that caused it.\n"),
        ran.err());
  }

  @Test
  void inputsAndOutputsAreFiles() {
    Path input = folder.resolve("x.npy");
    Path output = folder.resolve("y.npy");
    Npy.save(input, Tensor.of(new float[] {0, 0, 1, 1}, 2, 2));
    Ran ran = Ran.onInterpreter("run softmax --size rows=2,columns=2 --repeat 1 --input X=" + input
        + " --output " + output);
    assertEquals(0, ran.code(), ran.err());
    assertEquals(0.5, Npy.load(output).getDouble(1, 0), 1e-6);
  }

  @Test
  void anInputOfAnotherShapeIsRefused() {
    Path input = folder.resolve("x.npy");
    Npy.save(input, Tensor.of(new float[] {0, 0, 1, 1}, 4));
    Ran ran = Ran.onInterpreter("run softmax --size rows=2,columns=2 --input X=" + input);
    assertEquals(1, ran.code());
    assertEquals(input + " holds f32[4], but the input X is f32[2, 2]. Give --size to fit the "
        + "file.\n", ran.err());
  }

  @Test
  void anInputOfAnotherTypeIsRefused() {
    Path input = folder.resolve("x.npy");
    Npy.save(input, Tensor.of(new double[] {0, 0, 1, 1}, 2, 2));
    Ran ran = Ran.onInterpreter("run softmax --size rows=2,columns=2 --input X=" + input);
    assertEquals(1, ran.code());
    assertEquals(input + " holds f64[2, 2], but the input X is f32[2, 2]. Convert the file, for "
        + "example with numpy's astype.\n", ran.err());
  }

  @Test
  void aTruncatedInputIsRefused() throws Exception {
    Path input = folder.resolve("x.npy");
    Npy.save(input, Tensor.of(new float[] {0, 0, 1, 1}, 2, 2));
    byte[] bytes = Files.readAllBytes(input);
    Files.write(input, java.util.Arrays.copyOf(bytes, bytes.length - 3));
    Ran ran = Ran.onInterpreter("run softmax --size rows=2,columns=2 --input X=" + input);
    assertEquals(1, ran.code());
    assertEquals(input + ": the header announces 4 f32 values (16 bytes) but only 13 bytes follow. "
        + "The file is truncated; save it again.\n", ran.err());
  }

  private void refusesSchedule(String text, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("s.json"), text);
    Ran ran = Ran.onInterpreter("run matmul --size m=4,n=4,k=4 --schedule " + file);
    assertEquals(1, ran.code());
    assertTrue(ran.err().endsWith("\n" + message.replace("FILE", file.toString()) + "\n"),
        ran.err());
  }

  @Test
  void badScheduleFilesSayWhatIsWrong() throws Exception {
    refusesSchedule("[{", "FILE: The schedule is not JSON: Unexpected end-of-input: expected close "
        + "marker for Object (line 1, column 3). Mend the text there.");
    refusesSchedule("{}", "FILE: The schedule has no list \"directives\". Write it like "
        + "{\"directives\": [{\"do\": \"parallel\", \"func\": \"C\", \"loop\": \"i\"}]}.");
    refusesSchedule("{\"directives\": [{\"do\": \"parallel\", \"func\": \"C\", \"loop\": \"q\"}]}",
        "Schedule for C, directive 1, parallel(q): there is no loop q. Loops of C: i > j > r. "
            + "Name one of these.");
    refusesSchedule("{\"directives\": [{\"do\": \"parallel\", \"func\": \"Y\", \"loop\": \"i\"}]}",
        "Schedule for Y, directive 1, parallel(i): there is no Func Y. Funcs: C. Name one of "
            + "these.");
  }

  @Test
  void nothingIsTunedAtFirst() {
    Ran ran = Ran.onInterpreter("run matmul --size m=2,n=2,k=2 --schedule tuned");
    assertEquals(1, ran.code());
    assertTrue(ran.err().endsWith("There is no tuned schedule of matmul at m=2,n=2,k=2 for "
        + "interpreter in target/no-such-folder/none.db. Make one: jacquard tune matmul --size "
        + "m=2,n=2,k=2 --device interpreter --db target/no-such-folder/none.db.\n"), ran.err());
  }

  @Test
  void stagesAreShown() {
    Ran ran = Ran.onInterpreter("run matmul --size m=2,n=2,k=2 --schedule naive --repeat 1 --show "
        + "algorithm,nest,passes");
    assertTrue(ran.out().startsWith("-- algorithm --\njacquard 1\ninput A: f32[2, 2]\n"
        + "input B: f32[2, 2]\n"), ran.out());
    assertTrue(ran.out().contains("\n-- nest --\nproduce C:"), ran.out());
    assertTrue(ran.out().contains("\n-- passes --\npass nest: "), ran.out());
  }
}
