package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.Instruction;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Carries out two loops by an instruction of the same meaning.
 *
 * <pre>
 * vectorized l in 16: for q in 4: t[b + l] = t[b + l] + i32(a[c + q]) * i32(w[d + 4 * l + q])
 *   ->   t[ramp(b, 1, 16)] = vpdpbusd(t[ramp(b, 1, 16)], a[x16(c)], w[ramp(d, 4, 16)])
 * </pre>
 */
final class Tensorize {

  /** An instruction and how a loop that it does not fit is reported. */
  record Use(Instruction instruction, Function<String, ScheduleError> fault) {}

  private final Map<String, Use> uses;
  private final Faults faults;

  Tensorize(Module module) {
    this.uses = module.tensors();
    this.faults = module.faults();
  }

  Stmt apply(Stmt s, Scope scope) {
    if (s instanceof Stmt.For lanes && lanes.kind() == LoopKind.VECTORIZED
        && uses.containsKey(lanes.variable()) && hasLoop(lanes.body())) {
      return faults.collect(new Match(uses.get(lanes.variable()), lanes, scope)::instruct, s);
    }
    return s.mapChildren(child -> apply(child, Walk.inside(s, scope)));
  }

  /** The copies of the loop that set the start and write the result have none. */
  private static boolean hasLoop(Stmt s) {
    return s instanceof Stmt.For || s.children().stream().anyMatch(Tensorize::hasLoop);
  }

  private record Match(Use use, Stmt.For lanes, Scope scope) {

    Instruction instruction() {
      return use.instruction();
    }

    Stmt instruct() {
      requireExtent(lanes, instruction().lanes(), "lanes");
      if (!(lanes.body() instanceof Stmt.For group) || group.kind() != LoopKind.SERIAL
          || !(group.body() instanceof Stmt.Store store)) {
        throw use.fault().apply(("what %s and the loop inside it do is not one sum: %s A factor "
            + "that does not divide needs a check at each element; pad the tensors, or split so "
            + "that it divides.").formatted(lanes.variable(), firstLine(lanes.body())));
      }
      requireExtent(group, instruction().group(), "elements a lane");
      return instruct(group.variable(), store);
    }

    private static String firstLine(Stmt s) {
      return dev.jacquard.schedule.ir.StmtPrinter.print(s).lines().findFirst().orElse("").strip()
          + " ...";
    }

    private void requireExtent(Stmt.For loop, int wanted, String what) {
      if (!(loop.extent() instanceof IntConst(DType _, long extent)) || extent != wanted) {
        throw use.fault().apply(("%s has %d %s; the extent of %s is %s. Split it by %d.").formatted(
            instruction(), wanted, what, loop.variable(), loop.extent(), wanted));
      }
    }

    private Stmt instruct(String group, Stmt.Store store) {
      Expr place = store.indices().getFirst();
      Map<String, Load> found = new HashMap<>();
      boolean fits = store.value() instanceof Binary(BinaryOp op, Expr old, Expr added)
          && op == BinaryOp.ADD && old instanceof Load(String buffer, DType type, List<Expr> at)
          && buffer.equals(store.buffer()) && type == instruction().type()
          && at.getFirst().toString().equals(place.toString())
          && unify(instruction().term(), added, found);
      if (!fits) {
        throw use.fault().apply(("%s adds %s of %s to %s; the loop computes %s. Write the sum as "
            + "the instruction does, casts included.").formatted(instruction(),
                instruction().term(), instruction().operands().stream()
                    .map(o -> o.name() + " " + o.type()).toList(), instruction().type(),
                store.value()));
      }
      if (slope(place, lanes.variable()) != 1 || slope(place, group) != 0) {
        throw use.fault().apply(("the %d results must lie next to each other; they lie at %s. "
            + "Hold them with cacheWrite(PRIVATE, ...).").formatted(instruction().lanes(), place));
      }
      List<Load> operands = new ArrayList<>();
      instruction().operands().forEach(o -> operands.add(words(found.get(o.name()), group)));
      Ramp accumulators = new Ramp(first(place, group), IntConst.index(1), instruction().lanes());
      return new Stmt.Store(store.buffer(), List.of(accumulators), new Instruct(instruction(),
          new Load(store.buffer(), instruction().type(), List.of(accumulators)), operands));
    }

    /** Whether {@code e} has the form of {@code pattern}, whose operands are variables. */
    private boolean unify(Expr pattern, Expr e, Map<String, Load> found) {
      if (pattern instanceof Local(String name, DType type, int _)) {
        boolean fits = e instanceof Load load && load.type() == type
            && (!found.containsKey(name) || found.get(name).toString().equals(e.toString()));
        if (fits) {
          found.put(name, (Load) e);
        }
        return fits;
      }
      if (!pattern.getClass().equals(e.getClass()) || pattern.type() != e.type()
          || pattern.children().size() != e.children().size()) {
        return false;
      }
      if (pattern instanceof Binary p && e instanceof Binary b) {
        return p.op() == b.op() && (unify(p.left(), b.left(), p.right(), b.right(), found)
            || (p.op() == BinaryOp.ADD || p.op() == BinaryOp.MUL)
                && unify(p.left(), b.right(), p.right(), b.left(), found));
      }
      if (pattern.children().isEmpty()) {
        return pattern.equals(e);
      }
      for (int k = 0; k < pattern.children().size(); k++) {
        if (!unify(pattern.children().get(k), e.children().get(k), found)) {
          return false;
        }
      }
      return true;
    }

    private boolean unify(Expr p, Expr a, Expr q, Expr b, Map<String, Load> found) {
      Map<String, Load> tried = new HashMap<>(found);
      boolean fits = unify(p, a, tried) && unify(q, b, tried);
      if (fits) {
        found.putAll(tried);
      }
      return fits;
    }

    /** The operand's words: dense over the lanes, or the same for all of them. */
    private Load words(Load load, String group) {
      Expr index = load.indices().getFirst();
      long lane = slope(index, lanes.variable());
      if (slope(index, group) != 1 || lane != 0 && lane != instruction().group()) {
        throw use.fault().apply(("%s takes words of %d elements of %s that lie next to each other; "
            + "they lie at %s. Give it a layout whose last two axes are the lanes and the %d "
            + "elements, such as \"... 1%%16 0%%%d\".").formatted(instruction(),
                instruction().group(), load.buffer(), index, instruction().group(),
                instruction().group()));
      }
      Expr first = first(index, group);
      return new Load(load.buffer(), load.type(), List.of(lane == 0
          ? new Broadcast(first, instruction().lanes())
          : new Ramp(first, IntConst.index(instruction().group()), instruction().lanes())));
    }

    private Expr first(Expr index, String group) {
      return Index.simplify(Rewrite.substitute(index, Map.of(lanes.variable(), IntConst.index(0),
          group, IntConst.index(0))), scope);
    }

    private long slope(Expr index, String variable) {
      Scope inner = scope.with(lanes.variable(), lanes.min(), lanes.extent());
      OptionalLong slope = Index.slope(index, variable, inner)
          .map(s -> Index.constant(s, inner)).orElse(OptionalLong.empty());
      return slope.orElse(Long.MIN_VALUE);
    }
  }
}
