package dev.jacquard.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.benchmarks.engine.Layouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

  private static final Case SMALL = Case.of("matmul", "m=4,n=4,k=4", Layouts.COUNTED, 0.95);
  private static final Case LARGE = Case.of("matmul", "m=9,n=9,k=9", Layouts.COUNTED, 0.95);
  private static final List<String> ROWS = List.of(Results.key(SMALL), Results.key(LARGE));

  @TempDir
  private Path folder;

  @Test
  void newFiguresReplaceOldOnesAndReasonsStay() throws IOException {
    Path file = folder.resolve("RESULTS.md");
    Files.writeString(file, "# Results\n\nOf one machine.\n");
    write(file, duel(LARGE, 80), duel(SMALL, 95));
    Files.writeString(file, Files.readString(file).replace("NO | 50 % |  |",
        "NO | 50 % | spills |"));
    write(file, duel(LARGE, 85));
    assertEquals("""
        # Results

        Of one machine.

        All rows: 2 with a peer, geometric mean 0.899, 1 under 0.9, 1 reach what is asked.

        ## dense

        | op | shape | layouts | ours | one run, waited for | best peer | its time | ratio \
        | interval | asked | met | of bound | why it falls short |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        | matmul | m=4,n=4,k=4 | counted | 100 us | 100 us | mkl | 95.0 us | 0.950 \
        | 0.950..0.950 | 0.95 | yes | 50 % |  |
        | matmul | m=9,n=9,k=9 | counted | 100 us | 100 us | mkl | 85.0 us | 0.850 \
        | 0.850..0.850 | 0.95 | NO | 50 % | spills |

        2 with a peer, geometric mean 0.899, 1 under 0.9, 1 reach what is asked.
        """, Files.readString(file));
  }

  @Test
  void otherSectionsStay() throws IOException {
    Path file = folder.resolve("RESULTS.md");
    write(file, duel(SMALL, 95));
    List<String> section = Files.readAllLines(file);
    Results results = Results.read(file);
    results.put("more", ROWS, duel(LARGE, 95));
    results.write(file);
    assertEquals(section.subList(3, section.size()),
        Files.readAllLines(file).subList(3, section.size()));
  }

  private static void write(Path file, Duel... duels) throws IOException {
    Results results = Results.read(file);
    for (Duel duel : duels) {
      results.put("dense", ROWS, duel);
    }
    results.write(file);
  }

  private static Duel duel(Case of, double peer) {
    return new Duel(of, new Figures(100), new Figures(110), Map.of("mkl", new Figures(peer)),
        new Figures(50));
  }
}
