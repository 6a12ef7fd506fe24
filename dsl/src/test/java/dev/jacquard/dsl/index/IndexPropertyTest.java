package dev.jacquard.dsl.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Range;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Index arithmetic against brute force, over random expressions. */
class IndexPropertyTest {

  private static final int EXPRESSIONS = 1000;

  @Test
  void simplifyKeepsEveryValue() {
    for (long seed = 0; seed < EXPRESSIONS; seed++) {
      RandomIndex index = new RandomIndex(seed);
      Expr e = index.expression(4);
      Expr simple = Index.simplify(e, index.scope());
      String text = describe(seed, e) + " -> " + simple;
      index.forEach(values -> assertEquals(RandomIndex.value(e, values),
          RandomIndex.value(simple, values), () -> text + " at " + values));
    }
  }

  @Test
  void simplifyIsStable() {
    for (long seed = 0; seed < EXPRESSIONS; seed++) {
      RandomIndex index = new RandomIndex(seed);
      Expr simple = Index.simplify(index.expression(4), index.scope());
      Expr again = Index.simplify(simple, index.scope());
      assertTrue(Index.same(simple, again, index.scope()), describe(seed, simple) + " -> " + again);
    }
  }

  @Test
  void intervalsContainEveryValue() {
    for (long seed = 0; seed < EXPRESSIONS; seed++) {
      RandomIndex index = new RandomIndex(seed);
      Expr e = index.expression(4);
      Interval interval = Index.interval(e, index.scope());
      String text = describe(seed, e) + " in " + interval;
      index.forEach(values -> {
        long value = RandomIndex.value(e, values);
        assertTrue(interval.contains(Interval.of(value)), () -> text + ": " + value + values);
      });
    }
  }

  @Test
  void constantsAreConstant() {
    for (long seed = 0; seed < EXPRESSIONS; seed++) {
      RandomIndex index = new RandomIndex(seed);
      Expr e = index.expression(4);
      OptionalLong constant = Index.constant(e, index.scope());
      String text = describe(seed, e);
      constant.ifPresent(c -> index.forEach(values ->
          assertEquals(c, RandomIndex.value(e, values), () -> text + " at " + values)));
    }
  }

  @Test
  void whatIsProvedHolds() {
    int proved = 0;
    for (long seed = 0; seed < EXPRESSIONS; seed++) {
      RandomIndex index = new RandomIndex(seed);
      Expr a = index.expression(4);
      Expr b = index.expression(4);
      if (Index.proves(a, b, index.scope())) {
        proved++;
        String text = describe(seed, a) + " <= " + b;
        index.forEach(values -> assertTrue(
            RandomIndex.value(a, values) <= RandomIndex.value(b, values), () -> text + values));
      }
    }
    assertTrue(proved > EXPRESSIONS / 10, "only " + proved + " comparisons were proved");
  }

  @Test
  void extremesEncloseEveryValue() {
    for (long seed = 0; seed < EXPRESSIONS; seed++) {
      RandomIndex index = new RandomIndex(seed);
      Expr e = index.expression(4);
      for (Set<String> running : List.of(Set.of("z"), Set.of("y", "z"), Set.of("x", "y", "z"))) {
        checkExtremes(describe(seed, e), index, e, running);
      }
    }
  }

  private static void checkExtremes(String text, RandomIndex index, Expr e, Set<String> running) {
    Extremes.Ends ends = Extremes.of(e, running, index.scope());
    running.forEach(name -> assertTrue(!Extremes.mentions(ends.low(), Set.of(name))
        && !Extremes.mentions(ends.high(), Set.of(name)), () -> text + ": " + ends));
    index.forEach(values -> {
      long value = RandomIndex.value(e, values);
      if (RandomIndex.value(ends.low(), values) > value
          || value > RandomIndex.value(ends.high(), values)) {
        fail("%s over %s: %d is outside %s at %s".formatted(text, running, value, ends, values));
      }
    });
  }

  private static String describe(long seed, Expr e) {
    RandomIndex index = new RandomIndex(seed);
    StringBuilder text = new StringBuilder("seed " + seed + ", " + e + " with");
    for (String name : RandomIndex.VARIABLES) {
      Range range = index.scope().find(name).orElseThrow();
      text.append(" ").append(name).append(" in ").append(range);
    }
    return text.toString();
  }

  /** {@code i <= i + MAX} is false but for 0, as {@code i + MAX} wraps. */
  @Test
  void ofNumbersWithWhichSumsWrapNothingIsProved() {
    Expr i = Dsl.var("i");
    Scope scope = Scope.EMPTY.with("i", 16);
    for (long huge : new long[] {Long.MIN_VALUE, -(1L << 62), 1L << 62, Long.MAX_VALUE}) {
      Expr far = i.plus(huge);
      assertFalse(Index.proves(i, far, scope) || Index.proves(far, i, scope), far.toString());
      assertTrue(Index.same(far, Index.simplify(far, scope), scope), far.toString());
    }
  }

  /** Of 64-bit data, and of products of numbers, what holds of whole numbers may not hold. */
  @Test
  void whatMayWrapKeepsItsValuesAndItsBounds() {
    int proved = 0;
    for (long seed = 0; seed < EXPRESSIONS; seed++) {
      RandomIndex index = new RandomIndex(seed, true);
      Expr a = index.expression(4);
      Expr b = index.expression(3);
      Expr simple = Index.simplify(a, index.scope());
      Interval interval = Index.interval(a, index.scope());
      boolean less = Index.proves(a, b, index.scope());
      proved += less ? 1 : 0;
      String text = describe(seed, a) + " -> " + simple + " in " + interval
          + (less ? ", at most " + b : "");
      index.forEach(values -> {
        long value = RandomIndex.value(a, values);
        boolean kept = value == RandomIndex.value(simple, values)
            && interval.contains(Interval.of(value))
            && (!less || value <= RandomIndex.value(b, values));
        assertTrue(kept, () -> text + ": " + value + " at " + values);
      });
    }
    assertTrue(proved > EXPRESSIONS / 20, "only " + proved + " comparisons were proved");
  }

  @Test
  void aProductOfModestNumbersThatPasses64BitsProvesNothing() {
    Expr i = Dsl.var("i");
    Scope scope = Scope.EMPTY.with("i", 6);
    Expr wrapped = i.times(1L << 31).times(1L << 31);
    assertFalse(Index.proves(Dsl.lit(0), wrapped, scope));
    assertTrue(Index.proves(Dsl.lit(0), i.times(1L << 31).times(1L << 29), scope));
    assertEquals("i * 4611686018427387904 / 3", Index.simplify(wrapped.div(3), scope).toString());
    assertEquals("i * 9007199254740992 * 9007199254740992",
        Index.simplify(i.times(1L << 53).times(1L << 53), scope).toString());
  }
}
