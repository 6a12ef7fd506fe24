package dev.jacquard.parsers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/// Damaged copies of valid files: truncated, with bits, bytes and words changed, parts moved,
/// repeated very often, or taken from another file.
record Damage(List<byte[]> valid, List<String> words) {

  private static final int MOST_CHANGES = 6;
  private static final int MOST_REPEATS = 40_000;
  private static final byte[] EDGES = {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF, '0', '9', '-', '"'};

  byte[] make(RandomGenerator random) {
    if (random.nextInt(20) == 0) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] file = any(random);
    int changes = random.nextInt(MOST_CHANGES + 1);
    for (int i = 0; i < changes; i++) {
      file = change(file, random);
    }
    return file;
  }

  private byte[] any(RandomGenerator random) {
    return valid.get(random.nextInt(valid.size())).clone();
  }

  private byte[] change(byte[] file, RandomGenerator random) {
    int from = random.nextInt(file.length + 1);
    int to = from + random.nextInt(Math.min(64, file.length - from) + 1);
    byte[] part = java.util.Arrays.copyOfRange(file, from, to);
    return switch (random.nextInt(10)) {
      case 0 -> splice(file, from, file.length, new byte[0]);
      case 1 -> splice(file, from, to, new byte[0]);
      case 2 -> splice(file, from, from, part);
      case 3 -> splice(file, from, to, tail(any(random), random));
      case 4 -> splice(file, from, from, repeated(word(random), random));
      case 5, 6 -> splice(file, from, random.nextBoolean() ? from : to, word(random));
      case 7 -> splice(file, from, Math.min(file.length, from + 1),
          new byte[] {EDGES[random.nextInt(EDGES.length)]});
      default -> flipped(file, from, random);
    };
  }

  private byte[] word(RandomGenerator random) {
    return words.get(random.nextInt(words.size())).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] repeated(byte[] word, RandomGenerator random) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int times = random.nextInt(4) == 0 ? random.nextInt(MOST_REPEATS) : random.nextInt(100);
    for (int i = 0; i < times; i++) {
      all.writeBytes(word);
    }
    return all.toByteArray();
  }

  private static byte[] flipped(byte[] file, int at, RandomGenerator random) {
    if (at < file.length) {
      file[at] ^= (byte) (1 << random.nextInt(8));
    }
    return file;
  }

  private static byte[] tail(byte[] file, RandomGenerator random) {
    return java.util.Arrays.copyOfRange(file, random.nextInt(file.length + 1), file.length);
  }

  private static byte[] splice(byte[] file, int from, int to, byte[] between) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(file, 0, from);
    all.writeBytes(between);
    all.write(file, to, file.length - to);
    return all.toByteArray();
  }
}
