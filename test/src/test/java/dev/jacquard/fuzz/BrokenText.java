package dev.jacquard.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of which some words are changed, left out, repeated or exchanged. */
record BrokenText(RandomGenerator random) {

  private static final Pattern WORD = Pattern.compile("\\w[\\w.]*|[ \n]+|.");
  private static final List<String> NUMBERS = List.of("0", "-1", "1", "99", "2147483648",
      "9223372036854775807", "1.5f", "1e999", "true");

  String apply(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    int edits = 1 + random.nextInt(2);
    for (int i = 0; i < edits && !words.isEmpty(); i++) {
      edit(words);
    }
    return String.join("", words);
  }

  /** Past the first line, which tells the version. */
  private int any(List<String> words) {
    int first = Math.max(0, words.indexOf("\n"));
    return random.nextInt(Math.min(first, words.size() - 1), words.size());
  }

  private void edit(List<String> words) {
    int at = any(words);
    while (words.get(at).isBlank() && random.nextInt(10) > 0) {
      at = any(words);
    }
    String word = words.get(at);
    switch (random.nextInt(6)) {
      case 0 -> words.remove(at);
      case 1 -> words.add(at, word);
      case 2 -> words.set(at, NUMBERS.get(random.nextInt(NUMBERS.size())));
      case 3 -> {
        int other = any(words);
        words.set(at, words.get(other));
        words.set(other, word);
      }
      default -> words.set(at, alike(words, word));
    }
  }

  /** Another word of the kind: a name for a name, a number for a number, a sign for a sign. */
  private String alike(List<String> words, String word) {
    for (int i = 0; i < 50; i++) {
      String other = words.get(any(words));
      if (!other.equals(word) && kind(other) == kind(word)) {
        return other;
      }
    }
    return "";
  }

  private static int kind(String word) {
    char first = word.isEmpty() ? ' ' : word.charAt(0);
    return Character.isDigit(first) ? 0 : Character.isLetter(first) ? 1 : first <= ' ' ? 2 : 3;
  }
}
