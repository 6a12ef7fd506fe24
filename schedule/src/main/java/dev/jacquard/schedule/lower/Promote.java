package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Makes a private array whose indices are all constants a variable for each element, or for each
 * vector where every access is a whole, aligned vector.
 *
 * <pre>
 * allocate private t[2, 16]; t[ramp(0, 1, 16)] = a; t[ramp(16, 1, 16)] = b
 *   ->   f32 x16 t.0 = a; f32 x16 t.1 = b
 * </pre>
 */
final class Promote {

  private final Buffer buffer;
  private final TreeMap<Long, Local> locals = new TreeMap<>();
  private int lanes;
  private boolean possible = true;

  private Promote(Buffer buffer) {
    this.buffer = buffer;
  }

  static Stmt apply(Stmt s) {
    Stmt mapped = s.mapChildren(Promote::apply);
    return mapped instanceof Stmt.Allocate(Buffer buffer, Stmt body)
        && buffer.memory() == Memory.PRIVATE ? new Promote(buffer).promote(mapped, body) : mapped;
  }

  private Stmt promote(Stmt original, Stmt body) {
    Walk.each(body, s -> {
      if (s instanceof Stmt.Store(String name, List<Expr> indices, Expr _, boolean _)) {
        see(name, indices);
      }
      s.exprs().forEach(e -> Rewrite.walk(e, node -> {
        if (node instanceof Load(String name, DType _, List<Expr> indices)) {
          see(name, indices);
        }
      }));
    });
    return possible ? declared(replace(body)) : original;
  }

  private void see(String name, List<Expr> indices) {
    if (!name.equals(buffer.name())) {
      return;
    }
    Expr index = indices.getFirst();
    OptionalInt element = element(index);
    possible &= element.isPresent() && (lanes == 0 || lanes == index.lanes());
    lanes = index.lanes();
    element.ifPresent(e -> locals.computeIfAbsent((long) e, _ -> local(e)));
  }

  private Local local(int element) {
    String name = buffer.extents().isEmpty() ? buffer.name() : buffer.name() + "." + element;
    return new Local(name, buffer.type(), lanes);
  }

  /** The number of the variable that an index stands for. */
  private static OptionalInt element(Expr index) {
    return switch (index) {
      case IntConst(DType _, long value) -> OptionalInt.of((int) value);
      case Ramp(IntConst base, Expr _, int width) when ((Ramp) index).isDense()
          && base.value() % width == 0 -> OptionalInt.of((int) (base.value() / width));
      default -> OptionalInt.empty();
    };
  }

  private Local find(List<Expr> indices) {
    return locals.get((long) element(indices.getFirst()).orElseThrow());
  }

  private Stmt replace(Stmt s) {
    Stmt mapped = s.mapChildren(this::replace).mapExprs(this::replace);
    return mapped instanceof Stmt.Store(String name, List<Expr> indices, Expr value, boolean _)
        && name.equals(buffer.name()) ? new Stmt.Assign(find(indices), value) : mapped;
  }

  private Expr replace(Expr e) {
    return e instanceof Load(String name, DType _, List<Expr> indices)
        && name.equals(buffer.name()) ? find(indices) : e.mapChildren(this::replace);
  }

  /** Declares each variable at its first assignment where that comes first, else with zero. */
  private Stmt declared(Stmt body) {
    List<Stmt> statements = new ArrayList<>(body instanceof Stmt.Block(List<Stmt> all) ? all
        : List.of(body));
    List<Local> open = new ArrayList<>(locals.values());
    for (int i = 0; i < statements.size() && isFirst(statements.get(i), open); i++) {
      if (statements.get(i) instanceof Stmt.Assign assign) {
        open.remove(assign.local());
        statements.set(i, new Stmt.Declare(assign.local(), assign.value()));
      }
    }
    List<Stmt> result = new ArrayList<>();
    open.forEach(local -> result.add(new Stmt.Declare(local, zero(local))));
    result.addAll(statements);
    return new Stmt.Block(result);
  }

  /** Whether no variable that is still open is read, and one assigned is assigned first here. */
  private static boolean isFirst(Stmt s, List<Local> open) {
    boolean[] reads = new boolean[1];
    s.exprs().forEach(e -> Rewrite.walk(e, node -> reads[0] |= open.contains(node)));
    return !reads[0] && (s instanceof Stmt.Declare
        || s instanceof Stmt.Assign assign && open.contains(assign.local()));
  }

  private static Expr zero(Local local) {
    Expr zero = dev.jacquard.dsl.Dsl.lit(local.type(), 0);
    return local.lanes() == 1 ? zero : new Broadcast(zero, local.lanes());
  }
}
