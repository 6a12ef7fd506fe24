package dev.jacquard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TestCommandTest {

  @TempDir
  private Path folder;

  @Test
  void aDeviceThatComputesNothingIsFoundOut() throws Exception {
    Ran ran = Ran.of("test", "--device", "broken:wrong", "--quick", "--json", "--kernels",
        folder.toString());
    assertEquals(1, ran.code(), ran.err());
    JsonNode json = ran.json();
    assertEquals("broken:wrong", json.get("device").asString());
    assertEquals(false, json.get("ok").asBoolean());
    JsonNode first = json.get("results").get(0);
    assertEquals("matmul", first.get("op").asString());
    assertEquals("m=13,n=17,k=19", first.get("sizes").asString());
    assertEquals("naive", first.get("schedule").asString());
    assertEquals("wrong", first.get("status").asString());
    assertTrue(first.get("message").asString().startsWith("check on given inputs: C: "),
        first.toString());
    assertEquals("nothing\n", Files.readString(folder.resolve("matmul-m-13-n-17-k-19-hand.txt")));
  }

  @Test
  void whatCannotBeBuiltIsToldAndTheRestGoesOn() {
    Ran ran = Ran.of("test", "--quick", "--device", "broken:bug");
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("matmul m=13,n=17,k=19 hand: failed: The generated text does "
        + "not compile."), ran.err());
    assertTrue(ran.out().contains("a broken device: 0 right, "), ran.out());
  }

  @Test
  void theFolderOfKernelsMustBeThere() {
    assertEquals("--kernels no/such: there is no such folder. Check the name.\n",
        Ran.of("test", "--device", "--kernels", "no/such").err());
  }
}
