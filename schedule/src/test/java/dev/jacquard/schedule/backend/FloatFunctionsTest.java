package dev.jacquard.schedule.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.MathFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatFunctionsTest {

  /** References are correct to the last place or nearly so. */
  @ParameterizedTest
  @CsvSource({
      "ERF,0.5,0.5204998778130465", "ERF,1.7,0.9837904585907745", "ERF,-1,-0.8427007929497149",
      "ERFC,0.7,0.32219880616258156", "ERFC,2,0.004677734981047265",
      "ERFC,5,1.5374597944280351e-12", "ERFC,-1,1.842700792949715", "TGAMMA,5,24.0",
      "TGAMMA,0.5,1.7724538509055159", "TGAMMA,-1.5,2.3632718012073544",
      "TGAMMA,10.25,639232.5987795768", "LGAMMA,10,12.801827480081467",
      "LGAMMA,0.5,0.5723649429247004", "LGAMMA,100,359.1342053695754", "LOG2,3,1.584962500721156",
      "ASINH,1,0.881373587019543", "ASINH,-0.001,-0.0009999998333334083",
      "ACOSH,2,1.3169578969248166", "ATANH,0.5,0.5493061443340548", "ERFC,40,0", "LGAMMA,1,0",
      "LOG2,8,3", "LOG2,0.125,-3", "LOG2,0x1p-1070,-1070", "ROUND,2.5,3", "ROUND,-2.5,-3",
      "ROUND,0.49999999999999994,0", "TRUNC,-2.7,-2", "RSQRT,4,0.5", "EXP10,2,100",
      "EXP2,10,1024", "RINT,2.5,2", "CBRT,27,3"})
  void valuesAreThoseOfOpenCl(MathFunction function, double x, double expected) {
    double allowed = 16 * Math.ulp(expected);
    assertEquals(expected, FloatFunctions.apply(function, x, 0, 0), allowed, function + " " + x);
  }

  @ParameterizedTest
  @CsvSource({"ERF,NaN,NaN", "LOG2,-1,NaN", "LGAMMA,-2,Infinity", "TGAMMA,-2,NaN",
      "ACOSH,-1e30,NaN"})
  void outsideTheirDomain(MathFunction function, double x, double expected) {
    assertEquals(expected, FloatFunctions.apply(function, x, 0, 0), function.name());
  }

  @ParameterizedTest
  @CsvSource({"FDIM,3,1,2", "FDIM,1,3,0", "FDIM,NaN,1,NaN", "FMOD,-7,3,-1", "POW,1,NaN,1",
      "POW,-1,Infinity,1", "COPYSIGN,2,-0.0,-2", "HYPOT,3,4,5", "ATAN2,1,1,0.7853981633974483"})
  void functionsOfTwo(MathFunction function, double x, double y, double expected) {
    assertEquals(expected, FloatFunctions.apply(function, x, y, 0), function.name());
  }
}
