package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Rewrite;
import java.util.ArrayList;
import java.util.List;

/** What a Func reads, found by the index along which it is read: names are the caller's choice. */
public final class Operands {

  private Operands() {}

  /** The first access of {@code func} that moves with its index {@code index}. */
  public static Access along(Func func, String index) {
    List<Access> found = new ArrayList<>();
    Rewrite.walk(func.definition(), e -> {
      if (e instanceof Access access
          && access.indices().stream().anyMatch(at -> Rewrite.mentions(at, index))) {
        found.add(access);
      }
    });
    if (found.isEmpty()) {
      throw new CompilerBug("%s reads nothing along %s.".formatted(func.name(), index));
    }
    return found.getFirst();
  }
}
