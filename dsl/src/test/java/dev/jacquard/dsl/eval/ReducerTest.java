package dev.jacquard.dsl.eval;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.reduce;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.tuple;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Combiners of one's own, and the laws that are tried on them. */
class ReducerTest {

  private static final RVar R = rvar("r");
  private static final Input V = input("V", F32, lit(4));

  private static Reducer complex() {
    return Reducer.of("complex", List.of(lit(1.0), lit(0.0)), (a, b) -> List.of(
        a.get(0).times(b.get(0)).minus(a.get(1).times(b.get(1))),
        a.get(0).times(b.get(1)).plus(a.get(1).times(b.get(0)))));
  }

  /** Maps x to p*x + q, composed: associative, not commutative. */
  private static List<Expr> compose(List<Expr> a, List<Expr> b) {
    return List.of(a.get(0).times(b.get(0)), a.get(1).times(b.get(0)).plus(b.get(1)));
  }

  private static final List<Expr> UNCHANGED = List.of(lit(1.0), lit(0.0));

  private static Func of(Reducer reducer) {
    return func("P").is(reduce(reducer, R, tuple(V.at(R), lit(1.0))));
  }

  private static void breaks(String law, Reducer reducer, Expr body) {
    Func func = func("P").is(reduce(reducer, R, body));
    String message = assertThrows(UserError.class, () -> Counted.values(func)).reason();
    assertEquals("Reducer " + reducer.symbol() + " breaks the law " + law,
        message.replaceAll("\\. With .*", ""));
  }

  @Test
  void complexProduct() {
    assertArrayEquals(new double[] {-10}, Counted.values(of(complex()), "P.v0"));
    assertArrayEquals(new double[] {40}, Counted.values(of(complex()), "P.v1"));
  }

  @Test
  void orderedTermsKeepTheirOrder() {
    Reducer maps = Reducer.ordered("maps", UNCHANGED, ReducerTest::compose);
    assertArrayEquals(new double[] {24}, Counted.values(of(maps), "P.v0"));
    assertArrayEquals(new double[] {41}, Counted.values(of(maps), "P.v1"));
  }

  @Test
  void ofNothingIsTheIdentity() {
    Func none = func("P").is(reduce(complex(), R, tuple(V.at(R), lit(1.0))).where(R.lt(0)));
    assertArrayEquals(new double[] {1}, Counted.values(none, "P.v0"));
    assertArrayEquals(new double[] {0}, Counted.values(none, "P.v1"));
  }

  @Test
  void lawsAreTried() {
    breaks("(a b) c = a (b c): it is not associative", Reducer.of("minus", List.of(lit(0.0)),
        (a, b) -> List.of(a.get(0).minus(b.get(0)))), V.at(R));
    breaks("(a b) c = a (b c): it is not associative", Reducer.of("mean", List.of(lit(0.0)),
        (a, b) -> List.of(a.get(0).plus(b.get(0)).times(0.5))), V.at(R));
    breaks("a b = b a: if its terms must stay in order, make it with Reducer.ordered",
        Reducer.of("maps2", UNCHANGED, ReducerTest::compose),
        tuple(V.at(R), lit(1.0)));
  }

  @Test
  void theIdentityIsTried() {
    Reducer shifted = Reducer.of("plusOne", List.of(lit(I32, 0)),
        (a, b) -> List.of(a.get(0).plus(b.get(0)).plus(1)));
    Input whole = input("W", I32, lit(4));
    breaks("a identity = a: its identity is none", shifted, whole.at(R));
  }
}
