package dev.jacquard.dsl.index;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The canonical form of an integer expression: a sum of integer multiples of products of atoms. An
 * atom is a variable, a size, or an operation that is not a sum or product (floor-div, mod, min,
 * max, a load). A size that is a multiple of m is m times the atom {@code n / m}. Equal
 * polynomials have equal keys. Coefficients are exact: a sum or product of which one would pass 64
 * bits is itself an atom.
 */
final class Polynomial {

  /** {@code coefficient * factors[0] * factors[1] ...}; the factors are sorted by their text. */
  record Term(long coefficient, List<Expr> factors) {

    String key() {
      return String.join("*", factors.stream().map(Expr::toString).toList());
    }

    Term times(Term other) {
      List<Expr> all = new ArrayList<>(factors);
      all.addAll(other.factors);
      all.sort(Comparator.comparing(Expr::toString));
      return new Term(Math.multiplyExact(coefficient, other.coefficient), List.copyOf(all));
    }

    Term scaled(long factor) {
      return new Term(Math.multiplyExact(coefficient, factor), factors);
    }

    boolean isConstant() {
      return factors.isEmpty();
    }

    Expr toExpr(long scale) {
      Expr product = null;
      long left = scale;
      for (Expr factor : factors) {
        long multiple = multiple(factor);
        boolean whole = multiple > 1 && left % multiple == 0;
        left = whole ? left / multiple : left;
        Expr part = whole ? ((Binary) factor).left() : factor;
        product = product == null ? part : new Binary(BinaryOp.MUL, product, part);
      }
      if (product == null) {
        return IntConst.index(left);
      }
      return left == 1 ? product : new Binary(BinaryOp.MUL, product, IntConst.index(left));
    }

    /** {@code m} if the factor is {@code n / m} for a size that is a multiple of m; else 1. */
    private static long multiple(Expr factor) {
      return factor instanceof Binary(BinaryOp op, Dim size, IntConst(DType _, long divisor))
          && op == BinaryOp.DIV && size.multiple() == divisor ? divisor : 1;
    }
  }

  private static final int MOST_TERMS = 256;
  static final Polynomial ZERO = new Polynomial(new TreeMap<>());

  private final TreeMap<String, Term> terms;

  private Polynomial(TreeMap<String, Term> terms) {
    this.terms = terms;
  }

  static Polynomial constant(long value) {
    return of(new Term(value, List.of()));
  }

  static Polynomial atom(Expr e) {
    return of(new Term(1, List.of(e)));
  }

  static Polynomial of(Term term) {
    TreeMap<String, Term> one = new TreeMap<>();
    add(one, term);
    return new Polynomial(one);
  }

  Iterable<Term> terms() {
    return terms.values();
  }

  boolean isConstant() {
    return terms.isEmpty() || terms.size() == 1 && terms.containsKey("");
  }

  long constantPart() {
    Term constant = terms.get("");
    return constant == null ? 0 : constant.coefficient();
  }

  /** Whether this is one atom. */
  boolean isAtom() {
    Term only = terms.size() == 1 ? terms.firstEntry().getValue() : null;
    return only != null && only.coefficient() == 1 && only.factors().size() == 1;
  }

  Polynomial plus(Term term) {
    return plus(of(term));
  }

  Polynomial plus(Polynomial other) {
    return exactly(BinaryOp.ADD, other, sum -> {
      sum.putAll(terms);
      other.terms.values().forEach(term -> add(sum, term));
    });
  }

  Polynomial minus(Polynomial other) {
    return plus(other.times(-1));
  }

  Polynomial times(long factor) {
    return exactly(BinaryOp.MUL, constant(factor), product ->
        terms.values().forEach(term -> add(product, term.scaled(factor))));
  }

  /** The product; beyond any that indices have it is one atom, since its terms multiply. */
  Polynomial times(Polynomial other) {
    return (long) terms.size() * other.terms.size() > MOST_TERMS ? opaque(BinaryOp.MUL, other)
        : exactly(BinaryOp.MUL, other, product -> terms.values().forEach(a ->
            other.terms.values().forEach(b -> add(product, a.times(b)))));
  }

  private Polynomial exactly(BinaryOp op, Polynomial other,
      Consumer<TreeMap<String, Term>> arithmetic) {
    try {
      TreeMap<String, Term> result = new TreeMap<>();
      arithmetic.accept(result);
      return new Polynomial(result);
    } catch (ArithmeticException _) {
      return opaque(op, other);
    }
  }

  /** The operation itself, as one atom. */
  Polynomial opaque(BinaryOp op, Polynomial other) {
    return atom(new Binary(op, toExpr(), other.toExpr()));
  }

  private static void add(TreeMap<String, Term> sum, Term term) {
    String key = term.key();
    Term old = sum.get(key);
    long coefficient = old == null ? term.coefficient()
        : Math.addExact(old.coefficient(), term.coefficient());
    if (coefficient == 0) {
      sum.remove(key);
    } else {
      sum.put(key, new Term(coefficient, term.factors()));
    }
  }

  /** The terms whose coefficients {@code divisor} divides, divided by it. */
  Polynomial quotient(long divisor) {
    TreeMap<String, Term> divided = new TreeMap<>();
    for (Map.Entry<String, Term> entry : terms.entrySet()) {
      Term term = entry.getValue();
      long share = term.isConstant() ? Math.floorDiv(term.coefficient(), divisor)
          : term.coefficient() % divisor == 0 ? term.coefficient() / divisor : 0;
      if (share != 0) {
        divided.put(entry.getKey(), new Term(share, term.factors()));
      }
    }
    return new Polynomial(divided);
  }

  /** A sum with the constant last and subtraction where a coefficient is negative. */
  Expr toExpr() {
    Expr sum = null;
    for (Term term : positiveFirst()) {
      if (sum == null) {
        sum = term.toExpr(term.coefficient());
      } else {
        boolean negative = term.coefficient() < 0 && term.coefficient() != Long.MIN_VALUE;
        sum = new Binary(negative ? BinaryOp.SUB : BinaryOp.ADD, sum,
            term.toExpr(negative ? -term.coefficient() : term.coefficient()));
      }
    }
    return sum == null ? IntConst.index(0) : sum;
  }

  private List<Term> positiveFirst() {
    List<Term> ordered = new ArrayList<>(terms.values());
    ordered.sort(Comparator.comparing((Term t) -> t.isConstant())
        .thenComparing(t -> t.coefficient() < 0));
    return ordered;
  }

  @Override
  public String toString() {
    return toExpr().toString();
  }
}
