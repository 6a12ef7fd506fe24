package dev.jacquard.dsl.eval;

/** A sum of floats in double precision, with what its tolerance needs. */
final class RealSum implements ReduceCode.Step {

  private final Real term;
  private double sum;
  private double magnitude;
  private double error;
  private long terms;
  private boolean integral = true;

  RealSum(Real term) {
    this.term = term;
  }

  @Override
  public void at(Frame frame) {
    double value = term.at(frame);
    sum += value;
    magnitude += Math.abs(value);
    error += frame.error;
    integral &= value == Math.rint(value);
    terms++;
  }

  double result(Precision precision, Frame frame) {
    frame.error = precision.total(sum, error, magnitude, terms, integral);
    return sum;
  }
}
