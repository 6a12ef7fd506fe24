package dev.jacquard.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.cli.Suite;
import dev.jacquard.cli.session.Devices;
import dev.jacquard.dsl.Sizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstSuiteTest {

  private static final Plan TINY = new Plan(Sizes.parse("n=1,ci=2,co=4,h=5,w=5"),
      Sizes.parse("m=16,n=32,k=8"), Sizes.parse("h=16,w=64"), new Rounds(2, 1));

  @TempDir
  private Path folder;

  @Test
  void everythingAskedForHasARow() {
    List<String> said = new ArrayList<>();
    Bench bench = new Bench(Devices.find().choose(Optional.of("interpreter"), OptionalInt.empty()),
        Duration.ofMillis(300), 1, folder.resolve("tuning.db"), said::add);
    List<Row> rows = new FirstSuite(TINY).rows(bench);
    List<String> names = new ArrayList<>(List.of("capsuleConv untuned",
        "capsuleConv untuned, first result", "capsuleConv tuned", "matmul untuned",
        "matmul tuned", "matmul OpenBLAS",
        "blur untuned, share of a copy's bandwidth",
        "blur tuned, share of a copy's bandwidth", "blur copy", "blur DSL to source",
        "capsuleConv DSL to source", "matmul DSL to source"));
    if (said.stream().anyMatch(line -> line.startsWith("openblas "))) {
      names.remove("matmul OpenBLAS");
    }
    assertEquals(names, rows.stream().map(row -> row.op() + " " + row.what())
        .filter(name -> !name.endsWith(" by hand")).toList());
    rows.forEach(row -> assertTrue(row.figures().min() > 0, "nothing was measured: " + row));
  }

  @Test
  void theLauncherFindsIt() {
    assertEquals(List.of("first", "dense", "chain", "lowering", "memory", "attention", "conv",
        "rut", "image"), ServiceLoader.load(Suite.class).stream()
        .map(ServiceLoader.Provider::get).map(Suite::name).toList());
  }
}
