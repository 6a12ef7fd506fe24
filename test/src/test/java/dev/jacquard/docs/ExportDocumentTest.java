package dev.jacquard.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.jacquard.opencl.device.OpenClBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportDocumentTest {

  @TempDir
  private Path folder;

  /// Blocks `java exported` are parts of what the commands above them write, at small sizes where
  /// those do not show.
  @Test
  void exportedJavaIsWhatExportWrites() throws Exception {
    assumeFalse(new OpenClBackend().devices().isEmpty(), "no OpenCL device");
    String product = "docs/examples/Product.java --size m=480,n=512,k=256 --target opencl";
    String written = export(product, "product/Product.java") + Files.readString(
        folder.resolve("product/README.md")) + export("conv2d --open n --target jvm --size "
            + "n=1,h=5,w=5,ci=2,co=3", "conv/Conv2d.java");
    List<String> invented = Block.all("java exported").stream()
        .filter(block -> !written.contains(block.body())).map(Block::place).toList();
    assertEquals(List.of(), invented, written);
  }

  private String export(String words, String file) throws Exception {
    Path main = folder.resolve(file);
    List<String> line = new ArrayList<>(List.of(("export " + words).split(" ")));
    line.addAll(List.of("--out", main.getParent().toString(), "--db",
        folder.resolve("none.db").toString()));
    Example.Ran ran = Example.jacquard(line);
    assertEquals(0, ran.code(), ran.err());
    return Files.readString(main);
  }
}
