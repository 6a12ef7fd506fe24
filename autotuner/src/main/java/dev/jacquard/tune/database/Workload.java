package dev.jacquard.tune.database;

import dev.jacquard.dsl.Sizes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What is tuned: schedules found for one workload are offered to the same one, and as a start to
 * the same algorithm with other sizes or on another device.
 *
 * @param algorithm its canonical text
 * @param device the device's key, {@code Device.key()}: its driver, instruction set and number of
 *     compute units are part of it
 */
public record Workload(String algorithm, Sizes sizes, String device) {

  /** What stands for the algorithm in the database, in hexadecimal. */
  public String algorithmHash() {
    return hash(algorithm);
  }

  /** The sizes in an order of their own: sorted by name. */
  String sizesText() {
    return new Sizes(new TreeMap<>(sizes.values())).toString();
  }

  /** SHA-256 of a text, in hexadecimal. */
  public static String hash(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
          .digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * How far sizes lie apart: the sum of the logarithms of their ratios. None if they name
   * different dimensions.
   */
  static OptionalDouble distance(Sizes a, Sizes b) {
    if (!a.values().keySet().equals(b.values().keySet())) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(a.values().keySet().stream().mapToDouble(name ->
        Math.abs(Math.log(Math.max(1, a.values().get(name))
            / (double) Math.max(1, b.values().get(name))))).sum());
  }
}
