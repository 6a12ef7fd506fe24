package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The accumulator of a hardware instruction after it. Arises in lowering.
 *
 * @param accumulator a vector of the instruction's lanes
 * @param operands each at the first element of every lane's word
 */
public record Instruct(Instruction instruction, Expr accumulator, List<Load> operands)
    implements Expr {

  public Instruct {
    operands = List.copyOf(operands);
  }

  @Override
  public DType type() {
    return instruction.type();
  }

  @Override
  public int lanes() {
    return instruction.lanes();
  }

  @Override
  public List<Expr> children() {
    List<Expr> all = new ArrayList<>();
    all.add(accumulator);
    all.addAll(operands);
    return all;
  }

  /** Operands stay loads: {@code f} is applied to their indices. */
  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    Expr mapped = f.apply(accumulator);
    List<Load> loads = Rewrite.all(operands, load -> (Load) load.mapChildren(f));
    return mapped == accumulator && loads == operands ? this
        : new Instruct(instruction, mapped, loads);
  }

  /** What is added to a lane, one scalar for each element of its words. */
  public List<Expr> terms(int lane) {
    List<Expr> terms = new ArrayList<>();
    for (int q = 0; q < instruction.group(); q++) {
      Map<String, Expr> values = new HashMap<>();
      for (int k = 0; k < operands.size(); k++) {
        Load load = operands.get(k);
        values.put(instruction.operands().get(k).name(), new Load(load.buffer(), load.type(),
            List.of(first(load.indices().getFirst(), lane).plus(q))));
      }
      terms.add(instruction.with(values));
    }
    return terms;
  }

  private static Expr first(Expr index, int lane) {
    return switch (index) {
      case Ramp(Expr base, Expr stride, int _) -> base.plus(stride.times(lane));
      case Broadcast(Expr value, int _) -> value;
      default -> throw new CompilerBug("an operand at " + index);
    };
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
