package dev.jacquard.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.docs.Example.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {

  /// Sizes at which the interpreter is quick, tails included.
  private static final Map<String, String> SIZES = Map.of("Manhattan", "m=5,n=20,d=3", "Capsules",
      "n=1,ci=2,co=18,h=5,w=7", "Product", "m=13,n=40,k=7");
  /// Commands that are quick, so that examples of them are run.
  private static final Set<String> QUICK = Set.of("ops", "explain");

  @TempDir
  private Path folder;

  @Test
  void javaInDocumentsIsJavaOfAnExample() throws Exception {
    List<String> examples = new ArrayList<>();
    for (Path file : Example.files()) {
      examples.add(Block.read(file));
    }
    List<String> strange = Block.all("java").stream()
        .filter(block -> examples.stream().noneMatch(block::standsIn))
        .map(block -> block.place() + "\n" + block.body()).toList();
    assertEquals(List.of(), strange, "Java that is in no file of docs/examples");
  }

  @Test
  void everyExampleIsRight() throws Exception {
    for (Path file : Example.files()) {
      String name = file.getFileName().toString().replace(".java", "");
      if (Block.read(file).contains("void main(")) {
        assertTrue(Example.main(file, folder).length() > 0, name + " prints nothing");
      } else {
        assertTrue(SIZES.containsKey(name), "at which sizes is " + file + " quick to check?");
        Ran ran = Example.jacquard(List.of("run", file.toString(), "--size", SIZES.get(name),
            "--device", "interpreter", "--repeat", "1", "--check", "--db", noDatabase()));
        assertEquals(0, ran.code(), ran.err() + ran.out());
      }
    }
  }

  private String noDatabase() {
    return folder.resolve("none.db").toString();
  }

  @Test
  void whatProgramsPrintIsWhatDocumentsShow() throws Exception {
    StringBuilder printed = new StringBuilder();
    for (Path file : Example.files()) {
      if (Block.read(file).contains("void main(")) {
        printed.append(Example.main(file, folder));
      }
    }
    List<String> invented = Block.all("text").stream()
        .filter(block -> !printed.toString().contains(block.body()))
        .map(block -> block.place() + "\n" + block.body()).toList();
    assertEquals(List.of(), invented, "text that no example prints; they print:\n" + printed);
  }

  @Test
  void everyCommandIsUnderstood() {
    for (Block block : Block.all("sh")) {
      for (String line : block.lines()) {
        List<String> words = Example.words(line);
        if (words.size() > 1 && words.getFirst().equals("./jacquard")
            && !words.get(1).equals("test")) {
          understood(block.place() + ": " + line, words.subList(1, words.size()));
        }
      }
    }
  }

  private void understood(String place, List<String> words) {
    List<String> asked = new ArrayList<>(words);
    boolean quick = QUICK.contains(words.getFirst());
    asked.addAll(quick && !words.getFirst().equals("ops") ? List.of("--db", noDatabase())
        : List.of("--help"));
    Ran ran = Example.jacquard(asked);
    assertEquals(0, ran.code(), place + "\n" + ran.err());
  }

  @Test
  void everyFileThatACommandNamesIsThere() {
    List<String> missing = Block.all("sh").stream().flatMap(block -> block.lines().stream())
        .flatMap(line -> Example.words(line).stream()).filter(word -> word.startsWith("docs/"))
        .filter(word -> !Files.exists(Block.ROOT.resolve(word))).toList();
    assertEquals(List.of(), missing);
  }

  /// In a console block each line after `$ ` is a command, and what follows is all that it prints.
  @Test
  void commandsPrintWhatDocumentsShow() {
    for (Block block : Block.all("console")) {
      StringBuilder printed = new StringBuilder();
      for (String line : block.lines()) {
        if (line.startsWith("$ ./jacquard ")) {
          Ran ran = Example.jacquard(Example.words(line.substring("$ ./jacquard ".length())));
          printed.append(line).append('\n').append(code(ran));
        }
      }
      assertEquals(squeeze(block.body()), squeeze(printed.toString()), block.place());
    }
  }

  /// A failure is told on stderr, a success on stdout.
  private static String code(Ran ran) {
    return ran.code() == 0 ? ran.out() : ran.err();
  }

  private static String squeeze(String text) {
    return text.lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
  }
}
