package dev.jacquard.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static String of(String given) {
    return Suggestion.of(given, List.of("matmul", "conv2d", "n", "blur"));
  }

  @Test
  void aNameThatIsNearIsSuggested() {
    assertEquals(" Did you mean matmul?", of("matmull"));
    assertEquals(" Did you mean matmul?", of("MATMUL"));
    assertEquals(" Did you mean blur?", of("blurr"));
    assertEquals(" Did you mean conv2d?", of("conv"));
    assertEquals(" Did you mean n?", of("N"));
  }

  @Test
  void aNameThatIsFarIsNot() {
    assertEquals("", of("fft"));
    assertEquals("", of("q"));
    assertEquals("", of(""));
  }
}
