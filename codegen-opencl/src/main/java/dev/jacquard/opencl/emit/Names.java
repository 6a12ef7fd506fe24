package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.CompilerBug;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The C identifiers of one kernel. Within the scope of a block no two things share one, so that
 * nothing is ever hidden; a name that is declared again gets another.
 */
final class Names {

  /** What a name stands for; equal names of different kinds are different things. */
  enum Kind { BUFFER, SIZE, VARIABLE, LOCAL }

  private record Key(Kind kind, String name) {}

  private record Block(Map<Key, String> bindings, Set<String> taken) {

    Block copy() {
      return new Block(new HashMap<>(bindings), new HashSet<>(taken));
    }
  }

  private static final char LANE = '#';

  private final Deque<Block> blocks = new ArrayDeque<>();

  Names() {
    blocks.push(new Block(new HashMap<>(), new HashSet<>()));
  }

  void enter() {
    blocks.push(blocks.peek().copy());
  }

  void exit() {
    blocks.pop();
  }

  /** A new identifier, which stands for {@code name} to the end of the block. */
  String declare(Kind kind, String name) {
    String identifier = fresh(name);
    blocks.peek().bindings.put(new Key(kind, name), identifier);
    return identifier;
  }

  /** A new identifier that no name of the program refers to. */
  String fresh(String wish) {
    String legal = Reserved.legal(wish);
    String identifier = legal;
    for (int i = 1; !blocks.peek().taken.add(identifier); i++) {
      identifier = legal + (legal.endsWith("_") ? "" : "_") + i;
    }
    return identifier;
  }

  String get(Kind kind, String name) {
    String identifier = blocks.peek().bindings.get(new Key(kind, name));
    if (identifier == null) {
      throw new CompilerBug("%s %s is used but not declared.".formatted(
          kind.name().toLowerCase(java.util.Locale.ROOT), name));
    }
    return identifier;
  }

  /** The name of one lane of a local vector, for {@link #local}. */
  static String lane(String local, int lane) {
    return local + LANE + lane;
  }

  /** The text of a local, or of one lane of it. */
  String local(String name) {
    int split = name.lastIndexOf(LANE);
    return split < 0 ? get(Kind.LOCAL, name) : get(Kind.LOCAL, name.substring(0, split))
        + Words.component(Integer.parseInt(name.substring(split + 1)));
  }

  static boolean isLane(String local) {
    return local.lastIndexOf(LANE) >= 0;
  }
}
