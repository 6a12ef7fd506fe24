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

/**
 * The canonical form of an integer expression: a sum of integer multiples of products of atoms. An
 * atom is a variable, a size, or an operation that is not a sum or product (floor-div, mod, min,
 * max, a load). A size that is a multiple of m is m times the atom {@code n / m}. Equal
 * polynomials have equal keys.
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
      return new Term(coefficient * other.coefficient, List.copyOf(all));
    }

    Term scaled(long factor) {
      return new Term(coefficient * factor, factors);
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
    return ZERO.plus(term);
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

  Polynomial plus(Term term) {
    TreeMap<String, Term> sum = new TreeMap<>(terms);
    add(sum, term);
    return new Polynomial(sum);
  }

  Polynomial plus(Polynomial other) {
    TreeMap<String, Term> sum = new TreeMap<>(terms);
    other.terms.values().forEach(term -> add(sum, term));
    return new Polynomial(sum);
  }

  Polynomial minus(Polynomial other) {
    return plus(other.times(-1));
  }

  Polynomial times(long factor) {
    TreeMap<String, Term> product = new TreeMap<>();
    terms.values().forEach(term -> add(product, term.scaled(factor)));
    return new Polynomial(product);
  }

  /** The product; beyond any that indices have it is one atom, since its terms multiply. */
  Polynomial times(Polynomial other) {
    if ((long) terms.size() * other.terms.size() > MOST_TERMS) {
      return atom(new Binary(BinaryOp.MUL, toExpr(), other.toExpr()));
    }
    TreeMap<String, Term> product = new TreeMap<>();
    terms.values().forEach(a -> other.terms.values().forEach(b -> add(product, a.times(b))));
    return new Polynomial(product);
  }

  private static void add(TreeMap<String, Term> sum, Term term) {
    String key = term.key();
    Term old = sum.get(key);
    long coefficient = old == null ? term.coefficient() : old.coefficient() + term.coefficient();
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
