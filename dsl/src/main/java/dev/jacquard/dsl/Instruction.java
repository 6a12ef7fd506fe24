package dev.jacquard.dsl;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A hardware instruction as data (after Exo and TVM's tensor intrinsics): its meaning, how it is
 * written, and what a device must have for it.
 *
 * <p>Each of {@code lanes} lanes of an accumulator takes up the sum of {@code group} terms. An
 * operand is a vector of words, one a lane, of {@code group} adjacent elements each.
 *
 * @param name of the function that stands for it in a kernel
 * @param needs the device's feature, such as {@code avx512_vnni}
 * @param text OpenCL C that changes the variable {@code acc}; operands are variables by their
 *     names, vectors of {@code lanes} unsigned words: {@code uint16} for 16 lanes
 * @param type of the accumulator
 * @param term what element q of each operand's word adds; operands are {@link Local}s
 */
public record Instruction(String name, String needs, String text, DType type, int lanes, int group,
    List<Operand> operands, Expr term) implements Serializable {

  /** Bits of a word: what a lane takes of an operand. */
  public static final int WORD_BITS = 32;

  /** A vector of words. */
  public record Operand(String name, DType type) implements Serializable {}

  public Instruction {
    operands = List.copyOf(operands);
  }

  /**
   * The instruction whose meaning is {@code d(l) = d(l) + sum(q, term)}, where {@code written} is
   * the sum: a Func of one index over inputs that are read at {@code [l, q]}.
   *
   * @throws UserError if the meaning is another sort of Func
   */
  public static Instruction of(String name, String needs, String text, Func written) {
    Func meaning = Algorithm.of(written).outputs().getFirst();
    Reduce sum = meaning.reduction().filter(r -> r.combiner() == Reduction.SUM
        && r.variables().size() == 1 && meaning.rank() == 1).orElseThrow(() -> UserError.here(
            ("The meaning of %s, %s, is not a sum over one index at each lane. Write it like "
                + "func(\"d\", l).is(sum(q, a.at(l, q).times(b.at(l, q)))).").formatted(name,
                    meaning.name())));
    Map<String, Operand> operands = new HashMap<>();
    List<Operand> order = new ArrayList<>();
    Expr term = operands(name, sum.body(), operands, order);
    Instruction made = new Instruction(name, needs, text, meaning.type(),
        extent(name, meaning.ranges().getFirst()), extent(name, sum.variables().getFirst().given()),
        order, term);
    for (Operand operand : order) {
      if (operand.type().bits() * made.group() != WORD_BITS) {
        throw UserError.here(("%s takes words of %d %s, which are %d bits, not %d. Let the index "
            + "of the sum run over %d.").formatted(name, made.group(), operand.type(),
                operand.type().bits() * made.group(), WORD_BITS,
                    WORD_BITS / operand.type().bits()));
      }
    }
    return made;
  }

  private static int extent(String name, Range range) {
    if (range.extent() instanceof IntConst(DType _, long value)) {
      return Math.toIntExact(value);
    }
    throw UserError.here(("The meaning of %s has the extent %s, which is not a constant. Give "
        + "ranges of constants: rvar(\"q\", 4).").formatted(name, range.extent()));
  }

  private static Expr operands(String name, Expr e, Map<String, Operand> known,
      List<Operand> order) {
    if (!(e instanceof Access access)) {
      return e.mapChildren(child -> operands(name, child, known, order));
    }
    if (!(access.source() instanceof Input input) || input.rank() != 2) {
      throw UserError.here(("The meaning of %s reads %s; its operands are inputs of two "
          + "dimensions, read at the lane and the index of the sum. Write them so: a.at(l, "
          + "q).").formatted(name, access));
    }
    Operand operand = known.computeIfAbsent(input.name(), n -> {
      Operand made = new Operand(n, input.type());
      order.add(made);
      return made;
    });
    return new Local(operand.name(), operand.type(), 1);
  }

  /** The meaning as a Func {@code d(l)} over inputs {@code [lanes, group]}, to be checked. */
  public Func meaning() {
    Var lane = new Var("l");
    RVar q = Dsl.rvar("q", group);
    Map<String, Expr> values = new HashMap<>();
    operands.forEach(o -> values.put(o.name(), Dsl.input(o.name(), o.type(), IntConst.index(lanes),
        IntConst.index(group)).at(lane, q)));
    return Dsl.func("d", lane).is(Dsl.sum(q, with(values), type));
  }

  /** The term over given values of its operands. */
  public Expr with(Map<String, ? extends Expr> values) {
    return replaced(term, values);
  }

  private static Expr replaced(Expr e, Map<String, ? extends Expr> values) {
    return e instanceof Local(String name, DType _, int _) ? values.get(name)
        : e.mapChildren(child -> replaced(child, values));
  }

  @Override
  public String toString() {
    return name;
  }
}
