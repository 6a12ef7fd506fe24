package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The position {@code base + sum of factors[i] * slots[numbers[i]]}. */
record Affine(long base, int[] numbers, long[] factors) implements Position {

  @Override
  public long at(Frame frame) {
    long position = base;
    for (int i = 0; i < numbers.length; i++) {
      position += factors[i] * frame.slots[numbers[i]];
    }
    return position;
  }

  /** A constant and a sum of multiples of slots, by slot number. */
  private record Form(long constant, Map<Integer, Long> factors) {

    Form plus(Form other) {
      Map<Integer, Long> sum = new TreeMap<>(factors);
      other.factors.forEach((slot, factor) -> sum.merge(slot, factor, Long::sum));
      return new Form(constant + other.constant, sum);
    }

    Form times(long scale) {
      Map<Integer, Long> product = new TreeMap<>();
      factors.forEach((slot, factor) -> product.put(slot, factor * scale));
      return new Form(constant * scale, product);
    }
  }

  /** The position of an access whose indices are affine and always inside; else null. */
  static Affine of(List<Expr> indices, Table table, Compiler compiler) {
    long[] strides = Layout.canonical(indices.size()).storageStrides(table.extents());
    Form whole = new Form(0, Map.of());
    for (int d = 0; d < strides.length; d++) {
      Form form = form(indices.get(d), compiler);
      if (form == null) {
        return null;
      }
      Form index = form.plus(new Form(-table.mins()[d], Map.of()));
      if (!isInside(index, table.extents()[d], compiler)) {
        return null;
      }
      whole = whole.plus(index.times(strides[d]));
    }
    return new Affine(whole.constant,
        whole.factors.keySet().stream().mapToInt(Integer::intValue).toArray(),
        whole.factors.values().stream().mapToLong(Long::longValue).toArray());
  }

  private static boolean isInside(Form index, long extent, Compiler compiler) {
    long low = index.constant;
    long high = index.constant;
    for (Map.Entry<Integer, Long> entry : index.factors.entrySet()) {
      Compiler.Slot slot = compiler.slot(entry.getKey());
      long first = entry.getValue() * slot.min();
      long last = entry.getValue() * slot.last();
      low += Math.min(first, last);
      high += Math.max(first, last);
    }
    return low >= 0 && high < extent;
  }

  private static Form form(Expr e, Compiler compiler) {
    return switch (e) {
      case IntConst(DType _, long value) -> new Form(value, Map.of());
      case Var(String name) -> new Form(0, Map.of(compiler.slot(name).number(), 1L));
      case RVar(String name, Range _) -> new Form(0, Map.of(compiler.slot(name).number(), 1L));
      case Unary(UnaryOp op, Expr a) when op == UnaryOp.NEG -> scaled(form(a, compiler), -1);
      case Binary(BinaryOp op, Expr a, IntConst(DType _, long c)) when op == BinaryOp.MUL ->
          scaled(form(a, compiler), c);
      case Binary(BinaryOp op, IntConst(DType _, long c), Expr a) when op == BinaryOp.MUL ->
          scaled(form(a, compiler), c);
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.ADD || op == BinaryOp.SUB ->
          sum(form(a, compiler), scaled(form(b, compiler), op == BinaryOp.ADD ? 1 : -1));
      default -> null;
    };
  }

  private static Form scaled(Form form, long scale) {
    return form == null ? null : form.times(scale);
  }

  private static Form sum(Form a, Form b) {
    return a == null || b == null ? null : a.plus(b);
  }
}
