package dev.jacquard.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.benchmarks.engine.Layouts;
import dev.jacquard.ops.Ops;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be known about PyTorch's forms without PyTorch. */
class PyTorchTest {

  private static final Pattern FORM = Pattern.compile("\n +\"(\\w+) (\\w+) (\\w+) ([^\"]+)\\\\n\"");

  @Test
  void whatIsFetchedComesBeforeWhatIsCompiledAgainstIt() {
    Together provision = (Together) Peer.of("pytorch").provision();
    assertEquals(110, provision.megabytes());
    assertEquals(List.of(MavenLibrary.class, MavenLibrary.class, CompiledLibrary.class),
        provision.parts().stream().map(Object::getClass).toList());
  }

  @Test
  void everyFormIsOfAnOpOfOursAndHasAFunction() throws IOException {
    String source = source();
    List<MatchResult> forms = FORM.matcher(source).results().toList();
    assertTrue(forms.size() > 15, "the list of forms was not found: " + forms.size());
    for (MatchResult form : forms) {
      Ops.find(form.group(1));
      Layouts.valueOf(form.group(2));
      assertTrue(source.contains("\nvoid " + form.group(3) + "(const float *"),
          form.group() + " has no function");
    }
  }

  private static String source() throws IOException {
    try (InputStream content = Peer.class.getResourceAsStream("pytorch.cpp")) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
