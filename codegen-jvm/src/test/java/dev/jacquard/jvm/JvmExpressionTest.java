package dev.jacquard.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.jvm.run.JvmBackend;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JvmExpressionTest {

  /** Functions are computed in double and rounded, or by double functions of 16 units at most. */
  private static final double EXACT = 0;

  private static void check(Operands operands) {
    assertEquals(List.of(), operands.differences(new JvmBackend(), EXACT));
    assertEquals(List.of(), operands.differences(new InterpreterBackend(), EXACT));
  }

  @Test
  void integersFollowTheirType() {
    check(Tables.integers());
  }

  @Test
  void booleansAreLogical() {
    check(Tables.booleans());
  }

  @Test
  void divisionByConstantsIsEuclidean() {
    check(Tables.constantDivisors());
  }

  @Test
  void integerCastsWrap() {
    check(Tables.casts());
  }

  @Test
  void floatCastsSaturate() {
    check(Tables.saturatingCasts());
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void floatsAreRoundedToTheirType(DType type) {
    check(Tables.floats(type));
  }

  @Test
  void nanPropagates() {
    check(Tables.nans());
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void everyFunctionIsThere(DType type) {
    Operands operands = Tables.functions(List.of(MathFunction.values()), type);
    double allowed = 16 * type.epsilon();
    assertEquals(List.of(), operands.differences(new JvmBackend(), allowed));
    assertEquals(List.of(), operands.differences(new InterpreterBackend(), allowed));
  }
}
